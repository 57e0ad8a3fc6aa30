package form

import "testing"

func TestCountriesAreFoundByNameAndCode(t *testing.T) {
	for text, want := range map[string]string{
		"Российская Федерация, 420111, г. Казань": "RU",
		"гражданин Республики Беларусь":           "BY",
		"Гвинея-Бисау, г. Бисау":                  "GW",
		"Объединённые Арабские Эмираты":           "AE",
		"Новая Зеландия":                          "NZ",
		"г. Порт-Луи (MU)":                        "MU",
		"сведения о том, чей чад на того похож":   "",
		"ул. Кубанская, д. 4":                     "",
		"Гвинея-Новая":                            "",
	} {
		if got, from, to := findCountry(text); got != want {
			t.Errorf("%q is of %q (%q), want %q", text, got, text[from:to], want)
		}
	}
}
