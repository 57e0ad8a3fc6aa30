package index_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func held(by ...string) func(*pipeline.Entry) {
	return func(e *pipeline.Entry) {
		for _, name := range by {
			e.Holders = append(e.Holders, pipeline.Party{Name: name})
		}
	}
}

func dated(day string) func(*pipeline.Entry) {
	return func(e *pipeline.Entry) { e.Date = workday.MustDate(day) }
}

// library is a small register for the tests of this file.
func library(t testing.TB) *index.Index {
	o := newOffice()
	o.put(
		entry("2004610001", "Учёт <книг> & журналов", held("ООО «Том»", "Листова Анна Петровна"), dated("2004-02-01"), func(e *pipeline.Entry) {
			e.Abstract = strings.Repeat("Вводные слова. ", 60) + "Программа печатает каталог <script>. " + strings.Repeat("Прочие слова. ", 60)
			e.Authors = []pipeline.Party{{Name: "Листова Анна Петровна"}}
		}),
		entry("2004610002", "Каталог журналов", held("ООО «Том»"), dated("2004-03-01")),
		entry("2005610003", "Программа для каталога", held("ООО «Лист»"), dated("2005-03-01")),
		pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2004, Number: 3}, Closed: true, Date: workday.MustDate("2004-09-20")},
	)
	x := open(t, t.TempDir())
	follow(t, x, o)
	return x
}

func TestHitsShowTheEntryAndWhereTheWordsStand(t *testing.T) {
	r := search(t, library(t), pipeline.SearchQuery{Text: "книги каталог листова"})
	if r.Total != 1 || len(r.Hits) != 1 {
		t.Fatalf("%+v", r)
	}
	h := r.Hits[0]
	if h.URL != "register/programs/2004610001/" || h.Register != "programs" || h.Date != workday.MustDate("2004-02-01") ||
		!slices.Equal(h.Holders, []string{"ООО «Том»", "Листова Анна Петровна"}) || h.Score <= 0 {
		t.Errorf("hit %+v", h)
	}
	var fields []string
	for _, s := range h.Snippets {
		fields = append(fields, s.Field)
		checkSnippet(t, s.HTML)
	}
	if !slices.Equal(fields, []string{"title", "holder", "author", "abstract"}) {
		t.Errorf("snippets of %v", fields)
	}
	if want := "Учёт &lt;<mark>книг</mark>&gt; &amp; журналов"; h.Snippets[0].HTML != want {
		t.Errorf("title %q, want %q", h.Snippets[0].HTML, want)
	}
	abstract := h.Snippets[3].HTML
	if !strings.Contains(abstract, "<mark>каталог</mark> &lt;script&gt;") || !strings.HasPrefix(abstract, "… ") || !strings.HasSuffix(abstract, " …") {
		t.Errorf("abstract %q", abstract)
	}
}

var markTag = regexp.MustCompile(`</?mark>`)

// checkSnippet holds that nothing but balanced marks is markup.
func checkSnippet(t *testing.T, snippet string) {
	t.Helper()
	bare := markTag.ReplaceAllString(snippet, "")
	if strings.ContainsAny(bare, "<>\"") || html.EscapeString(html.UnescapeString(bare)) != bare {
		t.Errorf("snippet %q is not escaped", snippet)
	}
	if strings.Count(snippet, "<mark>") != strings.Count(snippet, "</mark>") || !strings.Contains(snippet, "<mark>") {
		t.Errorf("snippet %q has bad marks", snippet)
	}
	if !utf8.ValidString(snippet) || strings.ContainsFunc(snippet, unicode.IsControl) {
		t.Errorf("snippet %q is no clean text", snippet)
	}
}

func TestIssuesAreFoundByTheirNumber(t *testing.T) {
	r := search(t, library(t), pipeline.SearchQuery{Text: "бюллетень 3 2004"})
	if r.Total != 1 || r.Hits[0].URL != "bulletin/programs/2004/3/" || r.Hits[0].Title != "Бюллетень «Программы для ЭВМ. Базы данных» № 3 за 2004 год" {
		t.Errorf("%+v", r)
	}
	if got := numbers(search(t, library(t), pipeline.SearchQuery{Text: "программа для эвм базы"})); slices.Contains(got, "2004/3") {
		t.Errorf("the title of the series answers questions: %v", got)
	}
}

func TestFacetsCountAllHits(t *testing.T) {
	x := library(t)
	for range 2 { // columns loaded, then in memory
		r := search(t, x, pipeline.SearchQuery{Text: "каталог", Size: 1})
		got, err := json.Marshal(r.Facets)
		if err != nil {
			t.Fatal(err)
		}
		const want = `{"holder":[{"value":"ООО «Том»","count":2},{"value":"Листова Анна Петровна","count":1},{"value":"ООО «Лист»","count":1}],` +
			`"kind":[{"value":"program","count":3}],"register":[{"value":"programs","count":3}],"year":[{"value":"2005","count":1},{"value":"2004","count":2}]}`
		if string(got) != want {
			t.Errorf("facets %s", got)
		}
		r.Facets["year"][0].Count = 99 // must not reach the next answer
	}
}

func TestHolderFacetIsLeftOutWhereItCostsTooMuch(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Каталог", held("А")), entry("2004610002", "Каталог", held("Б")))
	x, err := index.Open(t.TempDir(), index.Options{HolderFacetHits: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	follow(t, x, o)
	r := search(t, x, pipeline.SearchQuery{Text: "каталог"})
	if _, ok := r.Facets["holder"]; ok || len(r.Facets["register"]) != 1 {
		t.Errorf("facets %v", r.Facets)
	}
}

func TestFacetsFollowTheIndex(t *testing.T) {
	o := newOffice()
	o.put(entry("2004610001", "Каталог"))
	x := open(t, t.TempDir())
	follow(t, x, o)
	search(t, x, pipeline.SearchQuery{Text: "каталог"})
	o.put(entry("2004610002", "Каталог"))
	follow(t, x, o)
	if r := search(t, x, pipeline.SearchQuery{Text: "каталог"}); r.Facets["register"][0].Count != 2 {
		t.Errorf("facets %v", r.Facets)
	}
}

func TestSuggestions(t *testing.T) {
	cases := []struct{ name, query, want string }{
		{"the other keyboard layout", "ghjuhfvvf", "программа"},
		{"the other keyboard layout in capitals", "RFNFKJU", "каталог"},
		{"the English layout", "сфефдщп", "catalog"},
		{"the English layout in capitals", "СФЕФДЩП", "catalog"},
		{"a wrong letter in a name", "Листава", "листова"},
		{"a wrong letter", "каталаг", "каталог"},
		{"a missing letter", "праграма", "программа"},
		{"a wrong letter beside a right word", "каталог журналав", "каталог журналов"},
		{"an answer that is good already", "каталог", ""},
		{"a word like no other", "синхрофазотрон", ""},
		{"signs", "!!!", ""},
	}
	o := newOffice()
	o.put(entry("2006610004", "Catalog Builder"), entry("2004610001", "Учёт <книг> & журналов", held("Листова Анна Петровна")),
		entry("2004610002", "Каталог журналов"), entry("2005610003", "Программа для каталога"))
	x := open(t, t.TempDir())
	follow(t, x, o)
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := search(t, x, pipeline.SearchQuery{Text: tc.query}).Suggestion; got != tc.want {
				t.Errorf("%q suggests %q, want %q", tc.query, got, tc.want)
			}
		})
	}
}

func TestPagesAreBoundedAndJoinWithoutGaps(t *testing.T) {
	o := newOffice()
	rows := make([]any, 0, 450)
	for i := range 450 {
		rows = append(rows, entry(fmt.Sprintf("2004%06d", i), "Одинаковое название"))
	}
	o.put(rows...)
	x := open(t, t.TempDir())
	follow(t, x, o)
	seen := make(map[string]bool)
	last := ""
	for page := 1; page <= 3; page++ {
		for _, n := range numbers(search(t, x, pipeline.SearchQuery{Text: "название", Size: 1000, Page: page})) {
			if seen[n] || n <= last {
				t.Fatalf("%s comes after %s, seen %v", n, last, seen[n])
			}
			seen[n], last = true, n
		}
	}
	if len(seen) != 450 {
		t.Errorf("three pages hold %d hits, want 200+200+50", len(seen))
	}
	if r := search(t, x, pipeline.SearchQuery{Size: -5, Page: -1}); len(r.Hits) != 20 || r.Total != 450 {
		t.Errorf("%d of %d hits on an unnamed page", len(r.Hits), r.Total)
	}
	if r := search(t, x, pipeline.SearchQuery{Page: 1 << 60}); len(r.Hits) != 0 {
		t.Errorf("%d hits beyond the last page", len(r.Hits))
	}
}

func TestSearchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := library(t).Search(ctx, pipeline.SearchQuery{Text: "каталог"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestSearchingWhileTheIndexIsWrittenAndRebuilt(t *testing.T) {
	dir := t.TempDir()
	o := newOffice()
	o.put(entry("2004610001", "Каталог"))
	x := open(t, dir)
	follow(t, x, o)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for range 40 {
				if r, err := x.Search(t.Context(), pipeline.SearchQuery{Text: "каталог"}); err != nil || r.Total == 0 {
					t.Errorf("%d found, %v", r.Total, err)
				}
			}
		})
	}
	for i := range 3 {
		o.put(entry(fmt.Sprintf("200561%04d", i), "Каталог"))
		follow(t, x, o)
		if err := index.Rebuild(t.Context(), dir, o, o, index.Options{}); err != nil {
			t.Error(err)
		}
	}
	group.Wait()
	if r := search(t, x, pipeline.SearchQuery{Text: "каталог"}); r.Total != 4 {
		t.Errorf("%d found at the end", r.Total)
	}
}

// FuzzSearch holds for any question: it is answered, within bounds, and what is
// shown is safe to put into a page or a feed.
func FuzzSearch(f *testing.F) {
	for _, s := range []string{
		"каталог", `"каталог журналов" -книг`, "title:*", "ж*", "«„“", "-", "--", "+", ":", "author:", "номер:2004*", "год:2004",
		"\x00\xff", "a-b-c-", "C++", strings.Repeat("слово ", 500), "(каталог OR ~журнал^3) && /.*/", "каталог\u00ad", "реестр:programs*",
		"(каталог | журнал) -(лист ИЛИ том)", "катклог~ =книг =\"учёт книг\"", "год:2004..2005 дата:>2004-02 номер:<=2004610002", "Листова А.П. ООО",
		"like:programs/2004610001", "похоже:нет", "вид:база язык:Си++ ос:", "№ 2004 610001 10001 20046100", "Listova", "какая программа печатает каталог?",
	} {
		f.Add(s, "relevance")
	}
	x := library(f)
	f.Fuzz(func(t *testing.T, text, sort string) {
		r, err := x.Search(t.Context(), pipeline.SearchQuery{Text: text, Sort: sort})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if r.Total > 4 || len(r.Hits) > r.Total {
			t.Fatalf("%q finds %d of %d", text, len(r.Hits), r.Total)
		}
		for _, h := range r.Hits {
			for _, s := range h.Snippets {
				checkSnippet(t, s.HTML)
			}
		}
	})
}

func TestBareHitsHaveNoSnippets(t *testing.T) {
	x := library(t)
	full := search(t, x, pipeline.SearchQuery{Text: "каталог"})
	bare := search(t, x, pipeline.SearchQuery{Text: "каталог", Bare: true})
	if !slices.Equal(numbers(bare), numbers(full)) || len(full.Hits[0].Snippets) == 0 || bare.Hits[0].Snippets != nil {
		t.Errorf("bare hits are %+v", bare.Hits)
	}
}
