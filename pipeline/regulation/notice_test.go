package regulation

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew, then compare")

// The texts of every notice of the main line, as a citizen reads them.
func TestNoticesReadAsWritten(t *testing.T) {
	l := readLibrary(t, "order-210")
	wanted := map[string]string{"S210-01": "O210-01", "S210-06": "O210-02", "S210-15": "O210-03", "S210-28": "O210-04",
		"S210-20": "O210-05", "S210-32": "O210-06", "S210-31": "O210-07", "S210-36": "O210-12", "S210-38": "O210-13"}
	for _, s := range l.all {
		doc, ok := wanted[s.ID]
		if !ok {
			continue
		}
		delete(wanted, s.ID)
		t.Run(doc, func(t *testing.T) {
			n := l.played(t, s, doc)
			text := fmt.Sprintf("%s\n%s\nпункт %s, %s\nПодписывает: %s\n\n%s", n.Addressee, n.Title, n.Point, n.Date, n.Signatory, n.Markdown)
			golden(t, doc+".md", text)
		})
	}
	if len(wanted) > 0 {
		t.Errorf("no scenario produced %v", wanted)
	}
}

func (l *library) played(t *testing.T, s scenario, doc string) Notice {
	t.Helper()
	g := l.play(t, s)
	for i := len(g.notices) - 1; i >= 0; i-- {
		if g.notices[i].Document == doc && !g.notices[i].Draft {
			return g.notices[i]
		}
	}
	t.Fatalf("%s made no %s", s.ID, doc)
	return Notice{}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "notices", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s reads\n%s\nwant\n%s", name, got, want)
	}
}

// What an applicant wrote must not become markup in an official letter.
func TestValuesInNoticesAreOnlyText(t *testing.T) {
	tests := []struct{ in, want string }{
		{"# Заголовок", `\# Заголовок`},
		{"<script>", `\<script\>`},
		{"*a* _b_ `c` [d](e)", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)"},
		{"- пункт\n1. первый\n\n\n   отступ", "\\- пункт\\\n1\\. первый\\\nотступ"},
		{"a & b | c \\ d", `a \& b \| c \\ d`},
		{"   ", ""},
		{"a\x00b\u2028c", "a b c"},
	}
	for _, tt := range tests {
		if got := escapeMarkdown(tt.in); got != tt.want {
			t.Errorf("escapeMarkdown(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestRussianWording(t *testing.T) {
	tests := []struct{ got, want string }{
		{lengthGenitive(1, "months"), "одного месяца"}, {lengthGenitive(2, "months"), "двух месяцев"}, {lengthGenitive(3, "months"), "трёх месяцев"}, {lengthGenitive(18, "months"), "18 месяцев"},
		{lengthGenitive(5, "working-days"), "5 рабочих дней"}, {lengthGenitive(21, "working-days"), "21 рабочего дня"},
		{lengthGenitive(11, "calendar-days"), "11 дней"}, {lengthGenitive(15, "minutes"), "15 минут"}, {lengthGenitive(1, "years"), "одного года"}, {lengthGenitive(2, "years"), "двух лет"},
		{counted(1, "лист", "листа", "листов"), "1 лист"}, {counted(22, "лист", "листа", "листов"), "22 листа"}, {counted(112, "лист", "листа", "листов"), "112 листов"},
		{roubles(4500), "4500 рублей"}, {roubles(1), "1 рубль"}, {roubles(3), "3 рубля"}, {roubles(10.5), "10,50 рубля"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
	if s := longDate(clockTime(t, "2017-02-28")); s != "28 февраля 2017 г." || strings.Contains(s, "февраль") {
		t.Error(s)
	}
}
