package layer_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"vestnik/extract/layer"
)

const russian = "Заявление о государственной регистрации программы для электронных вычислительных машин подаётся " +
	"правообладателем в федеральный орган исполнительной власти по интеллектуальной собственности"

const english = "The quick application for registration of a computer program is filed by its holder with the office " +
	"together with the deposited materials and an abstract that describes the purpose and the field of use of the program " +
	"as well as its functional possibilities and the kind of machine that it runs on with the language it was written in"

func TestATextLayerIsJudgedByWhatItSays(t *testing.T) {
	shift := func(s string, by rune) string {
		return strings.Map(func(r rune) rune {
			if r >= 'а' && r <= 'я' {
				return 'а' + (r-'а'+by)%32
			}
			return r
		}, strings.ToLower(s))
	}
	latin := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'а' && r <= 'я' {
				return 'b' + (r-'а')%3
			}
			return r
		}, strings.ToLower(s))
	}
	tests := []struct {
		name, text string
		hidden     bool
		want       bool
	}{
		{"Russian", russian, false, true},
		{"Russian written invisibly over a scan", russian, true, true},
		{"English", english, false, true},
		{"English written invisibly over a Russian scan", english, true, false},
		{"a line of figures", "1 234 567 890 12.10.2026 7707083893", false, true},
		{"a short heading", "РЕФЕРАТ", false, true},
		{"nothing", "", false, false},
		{"substitution cipher", shift(russian, 7), false, false},
		{"replacement characters", strings.Repeat("���� слово ", 10), false, false},
		{"private-use characters", strings.Repeat("\ue001\ue002\ue003 ", 10), false, false},
		{"one endless word", strings.ReplaceAll(russian, " ", ""), false, false},
		{"letters strewn about", strings.Join(strings.Split(strings.ReplaceAll(russian, " ", ""), ""), " "), false, false},
		{"Cyrillic as Latin consonants", latin(russian + russian), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := layer.Judge(strings.Fields(tt.text), tt.hidden)
			if got.True != tt.want {
				t.Errorf("judged %+v, want true=%v", got, tt.want)
			}
			if got.True == (got.Reason != "") {
				t.Errorf("verdict %+v: a reason belongs to the untrue", got)
			}
			if got.True && (got.Quality <= 0 || got.Quality > 1) {
				t.Errorf("quality %v is no share", got.Quality)
			}
		})
	}
}

func TestCyrillicTakenForAccentedLatinIsUndone(t *testing.T) {
	raw, err := charmap.Windows1251.NewEncoder().String(russian)
	if err != nil {
		t.Fatal(err)
	}
	broken, err := charmap.Windows1252.NewDecoder().String(raw)
	if err != nil {
		t.Fatal(err)
	}
	if layer.Judge(strings.Fields(broken), false).True {
		t.Error("the broken text is judged true")
	}
	got, ok := layer.Recode(strings.Fields(broken))
	if !ok || strings.Join(got, " ") != russian {
		t.Errorf("recoded (%v) as %q", ok, got)
	}
	if _, ok := layer.Recode(strings.Fields(english)); ok {
		t.Error("honest English was recoded")
	}
}

func TestLanguageFollowsTheScript(t *testing.T) {
	for text, want := range map[string]string{russian: "ru", english: "en", "12 34": ""} {
		if got := layer.Language(strings.Fields(text)); got != want {
			t.Errorf("language of %.20q is %q, want %q", text, got, want)
		}
	}
}
