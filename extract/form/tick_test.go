package form_test

import (
	"fmt"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// TestBoxesAsPrintedAndAsReadByOCR takes one question with its boxes in every form
// met: the first option is empty, the second ticked, the third empty.
func TestBoxesAsPrintedAndAsReadByOCR(t *testing.T) {
	cases := []struct {
		empty, ticked string
		sure          bool // printed signs are sure, what OCR made of them is not
	}{
		{"[ ]", "[X]", true}, {"[ ]", "[Х]", true}, {"[ ]", "[x]", true}, {"[ ]", "[V]", true}, {"[ ]", "[✓]", true}, {"[]", "[х]", true},
		{"☐", "☒", true}, {"☐", "☑", true}, {"□", "■", true}, {"□", "✓", true}, {"[ ]", "✔", true}, {"☐", "X", true},
		{"О", "Х", false}, {"О", "М", false}, {"П", "[М", false}, {"С)", "[М", false}, {"[1", "[Х", false}, {"СО", "Ж", false},
		{"Г", "Х", false}, {"L]", "[XI", false}, {"0", "М", false}, {"(О", "(Х)", false}, {"[|", "[К", false}, {"Ц", "У", false},
	}
	const form = "ЗАЯВЛЕНИЕ\nо государственной регистрации (отметить [X]):\n%s программы для ЭВМ\n%s базы данных по пункту 4 статьи 1259\n%s базы данных по пункту 3 статьи 1334\n" +
		"АДРЕС ДЛЯ ПЕРЕПИСКИ: 101000, г. Москва\n7А. СВЕДЕНИЯ ОБ АВТОРЕ\nФамилия Имя Отчество: Лес Ян Карлович\n%s под своим именем\n%s анонимно\n%s под псевдонимом\n8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ\n"
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.empty+" "+c.ticked, func(t *testing.T) {
			pages := flow(fmt.Sprintf(form, c.empty, c.ticked, c.empty, c.empty, c.ticked, c.empty))
			if !c.sure {
				pages[0].Source = pipeline.FromOCR
			}
			got := flat(r.Recognise("", pages).Fields)
			for path, want := range map[string]string{"kind": "database-1259", "authors[0].mention": "anonymous"} {
				reading, read := got[path]
				switch {
				case c.sure && (!read || reading.Value != want || !reading.Sure):
					t.Errorf("%s: %v, sure %v, want %s for sure", path, reading.Value, reading.Sure, want)
				case read && reading.Value != want:
					t.Errorf("%s: %v, want %s or nothing", path, reading.Value, want)
				case !c.sure && reading.Sure && !strings.ContainsAny(c.ticked, "ХX"):
					t.Errorf("%s: sure though OCR read the boxes as letters", path)
				case !read:
					t.Logf("%s: not read", path)
				}
			}
		})
	}
}
