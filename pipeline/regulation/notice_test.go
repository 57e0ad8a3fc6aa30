package regulation

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

var update = flag.Bool("update", false, "write the golden files anew, then compare")

// goldens says which scenario sends each notice whose text stands, as a citizen
// reads it, in testdata/notices: a file of that folder for every pack.
type goldens struct {
	Act     string            `yaml:"act"`
	Notices map[string]string `yaml:"notices"` // document → scenario
}

// readGoldens reads what every pack says of its notices.
func readGoldens(t *testing.T) []goldens {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "notices", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("nobody says which notices there are: %v", err)
	}
	list := make([]goldens, len(files))
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.UnmarshalWithOptions(data, &list[i], yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	return list
}

func TestNoticesReadAsWritten(t *testing.T) {
	kept := map[string]bool{}
	for _, g := range readGoldens(t) {
		l := readLibrary(t, g.Act)
		for doc, scenario := range g.Notices {
			kept[doc] = true
			t.Run(doc, func(t *testing.T) {
				s, ok := l.find(scenario)
				if !ok {
					t.Fatalf("there is no scenario %s", scenario)
				}
				n := l.played(t, s, doc)
				text := fmt.Sprintf("%s\n%s\nпункт %s, %s\nПодписывает: %s\n\n%s", n.Addressee, n.Title, n.Point, n.Date, n.Signatory, n.Markdown)
				golden(t, doc+".md", text)
			})
		}
	}
	e := openEmbedded(t, nil)
	for _, act := range acts(t, "scenarios") {
		demandNothing(t, unread(t, e, act, kept))
	}
}

// unread are the outgoing documents of an act whose text no golden file keeps.
func unread(t *testing.T, e *Engine, act string, kept map[string]bool) []string {
	t.Helper()
	lead, err := e.Edition(act, "")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range e.family(lead, lead.InForceFrom) {
		for _, d := range p.Own().Documents {
			if d.Body != "" && !kept[d.ID] {
				out = append(out, fmt.Sprintf("nobody has read %s (%s) aloud", d.ID, p.File))
			}
		}
	}
	return out
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

// Filings of three holders and authors get every document that those of one get:
// what a document has to say of them may not depend on how many they are.
func TestNoticesNameAllOfSeveral(t *testing.T) {
	several := 0
	for _, g := range readGoldens(t) {
		l := readLibrary(t, g.Act)
		for doc, id := range g.Notices {
			s, _ := l.find(id)
			s = l.whole(t, s)
			if s.Open != nil || s.Given.History != nil || !l.multiply(t, &s, "holders", "authors", "signatures") {
				continue
			}
			several++
			s.When, s.Then = slices.Clone(s.When), then{}
			for i := range s.When {
				s.When[i].Then = then{} // it speaks of one holder
			}
			t.Run(doc, func(t *testing.T) { l.played(t, s, doc) })
		}
	}
	if several < 20 {
		t.Errorf("only %d documents were made of filings with several holders", several)
	}
}

// multiply makes three of the first row of lists of a scenario's filing, each with
// a name of its own; false where the filing has none of them.
func (l *library) multiply(t *testing.T, s *scenario, lists ...string) (done bool) {
	t.Helper()
	fields := maps.Clone(s.Given.Fields)
	if fields == nil {
		fields = map[string]any{}
	}
	for _, name := range lists {
		rows, _ := cmp.Or(fields[name], l.complete(t, s.Pack).Fields[name]).([]any)
		if len(rows) == 0 || slices.Contains(s.Given.Without, name) {
			continue
		}
		first, ok := rows[0].(map[string]any)
		if !ok {
			t.Fatalf("%s: %s[0] is %T", s.ID, name, rows[0])
		}
		three := slices.Clone(rows)
		for _, mark := range []string{"второй", "третий"} {
			another := maps.Clone(first)
			another["name"] = fmt.Sprint(first["name"], " ", mark)
			three = append(three, another)
		}
		fields[name], done = three, true
	}
	s.Given.Fields = fields
	return done
}
