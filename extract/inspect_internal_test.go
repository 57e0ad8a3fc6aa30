package extract

import "testing"

func TestANumberOfPagesCountsOnlyWhenOneOfThemOpens(t *testing.T) {
	for name, c := range map[string]struct {
		told string
		want int
	}{
		"all open":           {"Title: Pages: 9\nPages:           2\nPage    1 size:  595 x 842 pts (A4)\nPage    2 size:  595 x 842 pts (A4)\n", 2},
		"one of three opens": {"Pages:           3\nPage    1 size:  0 x 0 pts\nPage    2 size:  0.5 x 842 pts\nPage    3 size:  0 x 0 pts\n", 3},
		"none opens":         {"Pages:           2\nPage    1 size:  0 x 0 pts\nPage    1 rot:   0\nPage    2 size:  0 x 0 pts\n", 0},
		"none is shown":      {"Pages:           2\n", 0},
		"no number":          {"Pages:           many\nPage    1 size:  595 x 842 pts\n", 0},
		"nothing":            {"", 0},
	} {
		if got := provenPages(c.told); got != c.want {
			t.Errorf("%s: %d pages, want %d", name, got, c.want)
		}
	}
}
