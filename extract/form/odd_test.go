package form

import "testing"

func TestWhatNoOnePrintsIsToldFromWhatPeoplePrint(t *testing.T) {
	for _, c := range []struct {
		field, text string
		want        bool
	}{
		{"title", "Система контроля вибрации «Импульс» (версия 2.1)", false},
		{"title", "Система полива.плодового сада", true},
		{"title", "Система: контроля вибрации", true},
		{"holders.name", "Акционерное ‘общество «Импульс»", true},
		{"holders.address", "420076, Республика Татарстан, г. Казань, ул. Новая, д. 95б, оф. 26", false},
		{"holders.address", "560076, Республика Татарстан, г. Казань, ул. Новая, д. 95", true},  // another region's postcode
		{"holders.address", "420076, Республика Татарстан, г. Казань, ул. Новая, д. 796", true}, // 79б?
		{"holders.address", "420076, Республика Татарстан, г. Казань, д. 9, кв. 3", true},       // no street
		{"holders.address", "420076, Республика Татарстан, г. Казань, вт. Новая, д. 9", true},
		{"correspondence_address", "420076, Республика Татарстан, г. Казань, ул. Новая, д. 9, Петров П. П.", false},
		{"os", "Windows 10 и выше", false},
		{"os", "Astra Мпих 1.7", true},
	} {
		if got := misprinted(c.field, c.text); got != c.want {
			t.Errorf("%s %q: odd %v", c.field, c.text, got)
		}
	}
}

func TestAWordThatRussianDoesNotSpellIsFound(t *testing.T) {
	good, bad := spelt("система программ"), spelt("снстсмьа програпм")
	if bad >= good {
		t.Errorf("spelt well %v, misread %v", good, bad)
	}
}

func TestTwiceIsTheWholeOfAValue(t *testing.T) {
	w := &witness{running: runningText("Иванов Пётр, Иванов Петр; Иванова")}
	if !w.twice("Иванов Пётр") || w.twice("Иванова") || w.twice("Петр Иванова") {
		t.Error("a whole that stands twice, and only such a one, is to be found")
	}
}
