package pipeline

import (
	"reflect"
	"testing"

	"vestnik/pipeline/regulation"
)

func TestAmountsThatAFeeMayHave(t *testing.T) {
	for name, c := range map[string]struct {
		fee  regulation.Fee
		want []Kopecks
	}{
		"whole":              {regulation.Fee{Amount: 4500}, []Kopecks{4500_00}},
		"reduced":            {regulation.Fee{Amount: 2000, Reductions: []float64{30}}, []Kopecks{2000_00, 1400_00, 1400_00, 1400_00}},
		"reduced to kopecks": {regulation.Fee{Amount: 1555, Reductions: []float64{30}}, []Kopecks{1555_00, 1088_50, 1088_00, 1089_00}},
	} {
		if got := amountsOf(c.fee); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestTwoWritingsOfAName(t *testing.T) {
	for _, same := range [][2]string{
		{"ООО «Ледокол»", `Общество с ограниченной ответственностью "ЛЕДОКОЛ"`},
		{"Федеральное государственное бюджетное учреждение науки Институт ёлок", "ФГБУН  ИНСТИТУТ ЕЛОК"},
		{"ИП Ольхина С. П.", "Индивидуальный предприниматель Ольхина С.П.//г. Каменный Брод"},
	} {
		if a, b := foldParty(same[0]), foldParty(same[1]); a != b || a == "" {
			t.Errorf("%q and %q fold to %q and %q", same[0], same[1], a, b)
		}
	}
	if foldParty("ООО Ледокол") == foldParty("АО Ледокол") {
		t.Error("another form of organisation is another name")
	}
}

func TestNumbersInAPurpose(t *testing.T) {
	for text, want := range map[string][]string{
		"":                     nil,
		"пошлина за программу": nil,
		"заявка №2026610001 от 01.03.2026":   {"2026610001"},
		"BK-2026-000012; вх. ВК-2026-000012": {"ВК-2026-000012"},
		"2026-000001-2":                      {"2026-000001-2"},
	} {
		if got := mentionedNumbers(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
