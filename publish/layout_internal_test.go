package publish

import (
	"strings"
	"testing"
)

func TestEveryTableHasANameOfItsOwn(t *testing.T) {
	const table = "<table></table>"
	got := string(scrollTables([]byte(table + `<h2 id="a">По <em>номеру</em> &amp; «имени»</h2>` + table + table + "<h3>Иное</h3>" + table)))
	for _, want := range []string{
		`aria-label="Таблица"`, `aria-label="По номеру &amp; «имени»"`, `aria-label="По номеру &amp; «имени» (2)"`, `aria-label="Иное"`,
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%s stands %d times in %s", want, strings.Count(got, want), got)
		}
	}
}

func TestLongTitlesAreCutAtAWordWhereTheyOnlyLead(t *testing.T) {
	long := strings.Repeat("слово ", 50)
	for title, want := range map[string]string{
		"Короткое":                     "Короткое",
		strings.Repeat("я", longTitle): strings.Repeat("я", longTitle),
		long:                           strings.TrimSpace(strings.Repeat("слово ", 20)) + "…",
		strings.Repeat("я", 4000):      strings.Repeat("я", longTitle) + "…",
	} {
		if got := shortTitle(title); got != want {
			t.Errorf("%d characters become %q, want %q", len([]rune(title)), got, want)
		}
	}
	if got := classOf(Page{Title: long, Class: "entry"}); got != "entry long" {
		t.Errorf("class %q", got)
	}
}
