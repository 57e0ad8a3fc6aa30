package publish

import (
	"slices"
	"strings"
	"testing"
)

func TestARowOfPagesShowsBothEndsAndWhatIsAround(t *testing.T) {
	at := func(n int) string { return "p" + decimal(n) + "/" }
	for name, c := range map[string]struct {
		number, of int
		want       string // "…" before a page stands for those left out, brackets for the current one
		before     string
		after      string
	}{
		"first of two":  {1, 2, "[1] 2", "", "p2/"},
		"middle of all": {3, 5, "1 2 [3] 4 5", "p2/", "p4/"},
		"far within":    {50, 333, "1 …48 49 [50] 51 52 …333", "p49/", "p51/"},
		"near the end":  {332, 333, "1 …330 331 [332] 333", "p331/", "p333/"},
		"last":          {333, 333, "1 …331 332 [333]", "p332/", ""},
	} {
		t.Run(name, func(t *testing.T) {
			row := Paging{Number: c.number, Of: c.of, Path: at}
			var got []string
			for _, s := range row.Steps() {
				text := decimal(s.Number)
				if s.Current {
					text = "[" + text + "]"
				}
				if s.Gap {
					text = "…" + text
				}
				if s.Path != at(s.Number) {
					t.Errorf("page %d at %s", s.Number, s.Path)
				}
				got = append(got, text)
			}
			if !slices.Equal(got, strings.Fields(c.want)) || row.Previous() != c.before || row.Next() != c.after {
				t.Errorf("%v, before %q, after %q", got, row.Previous(), row.Next())
			}
		})
	}
}
