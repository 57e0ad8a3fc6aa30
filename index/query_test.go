package index

import (
	"fmt"
	"strings"
	"testing"
)

// shape writes a node so that it can be compared.
func shape(n node) string {
	sign := ""
	if n.not {
		sign = "-"
	}
	if !n.isLeaf() {
		var list []string
		for _, part := range n.nodes {
			list = append(list, shape(part))
		}
		between := " & "
		if n.any {
			between = " | "
		}
		return sign + "(" + strings.Join(list, between) + ")"
	}
	c := n.clause
	text := map[form]string{
		wordForm: c.text, phraseForm: "«" + c.text + "»", nearForm: "{" + c.text + "}", prefixForm: c.text + "*",
		fuzzyForm: fmt.Sprint(c.text, "~", c.distance), rangeForm: fmt.Sprintf("%s..%s", c.low, c.high),
	}[c.form]
	if c.beyond {
		text = "<" + text + ">"
	}
	if c.exact {
		text = "=" + text
	}
	if c.field != "" {
		text = c.field + ":" + text
	}
	return sign + text
}

func TestQueriesAreRead(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"nothing", "", "()"},
		{"words", "учёт книг", "(учёт & книг)"},
		{"or", "поезд ИЛИ самолёт", "(((поезд) | (самолёт)))"},
		{"or binds looser than words together", "скорый поезд OR самолёт", "(((скорый & поезд) | (самолёт)))"},
		{"a small or is a word", "поезд или самолёт", "(поезд & или & самолёт)"},
		{"or at the ends", "OR поезд |", "(поезд)"},
		{"or in capitals", "ПОЕЗД ИЛИ САМОЛЁТ", "(((ПОЕЗД) | (САМОЛЁТ)))"},
		{"and", "поезд И путь AND рельс", "(поезд & путь & рельс)"},
		{"brackets", "(поезд | самолёт) путь", "(((поезд) | (самолёт)) & путь)"},
		{"brackets without or", "версия (новая)", "(версия & (новая))"},
		{"a bracket never closed", "путь (поезд", "(путь & (поезд))"},
		{"a bracket never opened", "путь) поезд", "(путь) & поезд)"},
		{"empty brackets", "() путь", "(путь)"},
		{"excluded", "путь -поезд НЕ самолёт", "(путь & -поезд & -самолёт)"},
		{"brackets excluded", "путь -(поезд | рельс)", "(путь & -((поезд) | (рельс)))"},
		{"not in a text of capitals", "КНИГА НЕ ДЛЯ ВСЕХ", "(КНИГА & НЕ & ДЛЯ & ВСЕХ)"},
		{"a minus alone", "путь - поезд", "(путь & поезд)"},
		{"a hyphen", "клиент-банк", "(клиент-банк)"},
		{"phrases", `"путь поезда" «на „Север“»`, "(«путь поезда» & «на „Север“»)"},
		{"a phrase in any order", `"путь поезда"~3 рельс`, "({путь поезда} & рельс)"},
		{"as it stands", `=пути ="пути поездов"`, "(=пути & =«пути поездов»)"},
		{"a beginning", "поез* п*", "(поез* & п)"},
		{"fuzzy", "самалёт~ рельса~1 путь~2 С~Т", "(самалёт~2 & рельса~1 & путь~1 & С~Т)"},
		{"fields", "автор:Лист title:«Мой лес» 1С:Предприятие", "(authors:Лист & title:«Мой лес» & 1С:Предприятие)"},
		{"a field excluded", "-год:2004", "(-year:2004)"},
		{"ranges", "номер:1..9 год:2004-2006 дата:>2004-06 date:<=30.06.2004 год:>=2004", "(numbers:1..9 & year:2004..2006 & day:<2004-06..> & day:..30.06.2004 & year:2004..)"},
		{"ranges without a bound", "номер:.. год:>", "(numbers:.. & year:>)"},
		{"no range of text", "title:1..9", "(title:1..9)"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := shape(parseQuery(tc.text)); got != tc.want {
				t.Errorf("%q is read as %s, want %s", tc.text, got, tc.want)
			}
		})
	}
}

// FuzzQueries holds that any text is a question within bounds.
func FuzzQueries(f *testing.F) {
	for _, s := range []string{
		"(((((((((((а", "а OR б | в", "-(-(-а))", `="«а~2`, "год:>", "номер:..", "НЕ НЕ а", ")(", "И", "OR", "а~~1", strings.Repeat("слово|", 99),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root := parseQuery(text)
		if root.any || root.isLeaf() {
			t.Fatalf("%q: the root is no group of what is wanted: %s", text, shape(root))
		}
		clauses, depth := measure(root)
		if clauses > maxClauses || depth > 2*maxDepth+4 {
			t.Fatalf("%q has %d clauses, %d deep", text, clauses, depth)
		}
	})
}

// measure counts the clauses and the depth of a tree.
func measure(n node) (clauses, depth int) {
	if n.isLeaf() {
		return 1, 1
	}
	for _, part := range n.nodes {
		c, d := measure(part)
		clauses, depth = clauses+c, max(depth, d)
	}
	return clauses, depth + 1
}

func TestPeriods(t *testing.T) {
	cases := []struct{ text, want string }{
		{"2004", "2004-01-01 2004-12-31"}, {"2004-02", "2004-02-01 2004-02-29"}, {"12.2003", "2003-12-01 2003-12-31"},
		{"2004-06-30", "2004-06-30 2004-06-30"}, {"30.06.2004", "2004-06-30 2004-06-30"}, {"1.6.2004", "2004-06-01 2004-06-01"},
		{"2004-13", " "}, {"2004-02-30", " "}, {"", " "}, {"вчера", " "}, {"1-2-3", " "}, {"2004-1-2-3", " "}, {"99999999999999999999", " "},
	}
	for _, tc := range cases {
		p := period(tc.text)
		if got := p.from.String() + " " + p.to.String(); got != tc.want {
			t.Errorf("%q is %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	cases := []struct {
		a, b string
		want int
	}{{"", "", 0}, {"лес", "лес", 0}, {"лес", "лис", 1}, {"лес", "лесс", 1}, {"лес", "", 3}, {"самалёт", "самолет", 2}, {"абв", "бва", 2}}
	for _, tc := range cases {
		if got := editDistance([]rune(tc.a), []rune(tc.b)); got != tc.want {
			t.Errorf("%q and %q differ by %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
}
