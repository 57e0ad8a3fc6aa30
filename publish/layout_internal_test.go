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

func TestTheCellsOfAWideTableBearTheNamesOfTheirColumns(t *testing.T) {
	row := func(cells string, n int) string {
		return "<table>\n<tr>\n" + strings.Repeat("<th>«А» &amp; <em>б</em></th>\n", n) + "</tr>\n<tr>\n" + strings.Repeat(cells, n) + "</tr>\n</table>"
	}
	wide := string(scrollTables([]byte(row("<td>1</td>\n", 4))))
	if n := strings.Count(wide, `<td data-label="«А» &amp; б">1</td>`); n != 3 || strings.Count(wide, "<td>1</td>") != 1 || !strings.Contains(wide, `<table class="cards">`) {
		t.Errorf("%d cells are named in %s", n, wide)
	}
	if n := strings.Count(wide, `<th scope="col">`); n != 4 {
		t.Errorf("%d columns are said to be such in %s", n, wide)
	}
	if narrow := string(scrollTables([]byte(row("<td>1</td>\n", 3)))); strings.Contains(narrow, "data-label") {
		t.Errorf("a narrow table is set as cards: %s", narrow)
	}
}

func TestLinesAreNotPartedBeforeADashOrBehindTheNumberSign(t *testing.T) {
	for source, want := range map[string]string{
		"<p>Слово — слово, № 5</p>":                       "<p>Слово\u00a0— слово, №\u00a05</p>",
		"<p>а — <code>б — в</code> — г</p>":               "<p>а\u00a0— <code>б — в</code>\u00a0— г</p>",
		"<pre tabindex=\"0\"><code>№ 1\n — </code></pre>": "<pre tabindex=\"0\"><code>№ 1\n — </code></pre>",
		"1994–2007, кое-что":                              "1994–2007, кое-что",
	} {
		if got := string(typeset([]byte(source))); got != want {
			t.Errorf("%q becomes %q, want %q", source, got, want)
		}
	}
}
