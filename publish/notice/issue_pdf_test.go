package notice_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"

	"vestnik/extract/pdftext"
	"vestnik/pipeline"
	"vestnik/publish"
)

// pagesOf is the text of each page as it is read, without its head and foot.
func pagesOf(t *testing.T, pdf []byte) []string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(poppler(t, pdf, "pdftotext", "-", "-raw"), "\f"), "\f")
	for i, page := range pages {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		foot := slices.IndexFunc(lines, func(line string) bool { return regexp.MustCompile(`стр\. \d+ из \d+`).MatchString(line) })
		if foot < 0 || foot > 2 {
			t.Fatalf("page %d has no foot:\n%s", i+1, page)
		}
		pages[i] = strings.Join(lines[foot+1:], "\n")
	}
	return pages
}

// plainWords reads the issue's text by a parser of its own, links that stand alone
// in a paragraph left out: paper leads nowhere.
func plainWords(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	reader := goldmark.New(goldmark.WithExtensions(extension.Table, extension.DefinitionList), goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	if err := reader.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return wordsOfHTML(regexp.MustCompile(`<p><a [^>]*>[^<]*</a></p>`).ReplaceAllString(b.String(), ""))
}

// What is signed as text and what is signed as paper must be the same words in the
// same order.
func TestThePrintedIssueSaysWhatItsTextSays(t *testing.T) {
	files := composeIssue(t, wholeIssue(12))
	keep(t, "issue.pdf", files[publish.IssuePDF])
	text := string(files[publish.IssueMarkdown])
	body := text[strings.Index(text, "## Реестр программ для ЭВМ {#"):strings.Index(text, "## Указатель номеров")]
	pages := pagesOf(t, files[publish.IssuePDF])
	onPaper := words(strings.Join(pages[1:], "\n"))
	onPaper = onPaper[:strings.Index(onPaper, "Проверка подлинности Состав")]
	if want := plainWords(t, body); strings.TrimSpace(onPaper) != want {
		at := 0
		for at < min(len(onPaper), len(want)) && onPaper[at] == want[at] {
			at++
		}
		t.Errorf("they part at\n…%s\nwhere the text has\n…%s", excerpt(onPaper, at), excerpt(want, at))
	}
	masthead := plainWords(t, text[:strings.Index(text, "## Содержание")])
	if !strings.Contains(words(pages[0]), masthead) {
		t.Errorf("the masthead reads %q, want %q", pages[0], masthead)
	}
}

func excerpt(s string, at int) string {
	return strings.ToValidUTF8(s[max(0, at-60):min(len(s), at+80)], "")
}

// Contents, indexes and pages.json must name the page on which a thing begins.
func TestEveryNumberOfAPageIsRight(t *testing.T) {
	files := composeIssue(t, wholeIssue(40))
	pages := pagesOf(t, files[publish.IssuePDF])
	var places publish.PagesFile
	if err := json.Unmarshal(files[publish.IssuePages], &places); err != nil {
		t.Fatal(err)
	}
	if len(places.Places) != 44 || len(places.Files) != 1 || places.Files[0].Pages != len(pages) {
		t.Fatalf("pages.json has %d places in %+v, of %d pages", len(places.Places), places.Files, len(pages))
	}
	index := words(strings.Join(pages, " "))
	index = index[strings.LastIndex(index, "Указатель номеров"):]
	for key, at := range places.Places {
		_, number, _ := strings.Cut(key, "/")
		number, _, _ = strings.Cut(number, "#")
		if !strings.Contains(pages[at.Page-1], "\n"+number+" ") && !strings.HasPrefix(pages[at.Page-1], number+" ") {
			t.Errorf("%s does not begin on page %d", key, at.Page)
		}
		if want := fmt.Sprintf("%s (%d)", number, at.Page); !strings.Contains(index, want) {
			t.Errorf("no index has %q", want)
		}
	}
	for i, title := range map[int]string{2: "Реестр программ для ЭВМ", len(pages): "Указатель видов извещений"} {
		if !strings.Contains(words(pages[0]), fmt.Sprintf("%s %d", title, i)) {
			t.Errorf("the contents do not lead to %q on page %d: %s", title, i, pages[0])
		}
	}
}

func TestThePrintedIssueCanBeFiledAway(t *testing.T) {
	pdf := composeIssue(t, wholeIssue(3))[publish.IssuePDF]
	info := poppler(t, pdf, "pdfinfo")
	for _, want := range []string{"Программы для ЭВМ. Базы данных. № 2, 2026", "Федеральная служба по интеллектуальной собственности", "Mar 22 00:00:00 2026", "A4"} {
		if !strings.Contains(info, want) {
			t.Errorf("the PDF does not say %q of itself:\n%s", want, info)
		}
	}
	rows := strings.Split(strings.TrimSpace(poppler(t, pdf, "pdffonts")), "\n")
	for _, row := range rows[2:] {
		if cells := strings.Fields(row); cells[len(cells)-5] != "yes" || cells[len(cells)-3] != "yes" {
			t.Errorf("a font is not embedded with its characters: %s", row)
		}
	}
	if !bytes.Contains(pdf, []byte("/Lang (ru-RU)")) || !bytes.Contains(pdf, []byte("/Outlines")) {
		t.Error("the PDF has no language or no outline")
	}
	if again := composeIssue(t, wholeIssue(3))[publish.IssuePDF]; !bytes.Equal(pdf, again) {
		t.Error("two printings differ")
	}
}

// A heading at the foot of a page announces what nobody sees there.
func TestNoHeadingStandsAloneAtTheFoot(t *testing.T) {
	heading := regexp.MustCompile(`^(20\d{8} |\(19\)|Реестр |Государственная регистрация |Изменения$|Исправления$|Номера без|Официальные сообщения$|Сведения Было)`)
	for n := range 6 {
		issue := wholeIssue(9)
		for i := range issue.Entries { // lines of other lengths on every page
			issue.Entries[i].Abstract += strings.Repeat(" Ещё одно предложение о том, что делает программа.", 2*n)
		}
		for i, page := range pagesOf(t, composeIssue(t, issue)[publish.IssuePDF]) {
			lines := strings.Split(strings.TrimSpace(page), "\n")
			if last := lines[len(lines)-1]; i > 0 && heading.MatchString(last) && !strings.Contains(page, "Указатель") {
				t.Errorf("with %d sentences page %d ends with %q", n, i+1, last)
			}
		}
	}
}

func TestIssuesOfUnusualSizeArePrinted(t *testing.T) {
	long := wholeIssue(1)
	long.Entries[0].Title = strings.TrimSpace(strings.Repeat("Название очень длинной программы для учёта, ", 93))
	for i := range 300 {
		long.Entries[0].Authors = append(long.Entries[0].Authors, pipeline.Party{Name: fmt.Sprintf("Автор Номер %d", i), Country: "RU"})
	}
	long.Entries[0].Abstract = strings.Repeat("непрерывноеслово", 100)
	empty := wholeIssue(0)
	empty.Entries, empty.Records, empty.IssueWords = nil, nil, pipeline.IssueWords{}
	restored := wholeIssue(1)
	restored.Imported = true
	for name, c := range map[string]struct {
		issue pipeline.Issue
		wants []string
		pages int // at least
	}{
		"4000 characters of title, 300 authors": {long, []string{"Автор Номер 299 (RU)", long.Entries[0].Title}, 8},
		"nothing":                               {empty, []string{"В выпуске нет записей", "Проверка подлинности"}, 1},
		"restored":                              {restored, []string{"Выпуск восстановлен по открытым данным ведомства", "электронной подписи не имеет"}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			pdf := composeIssue(t, c.issue)[publish.IssuePDF]
			keep(t, name+".pdf", pdf)
			pages := pagesOf(t, pdf)
			text := words(strings.Join(pages, "\n"))
			for _, want := range c.wants {
				if !strings.Contains(text, want) {
					t.Errorf("the paper does not say %q", want)
				}
			}
			if len(pages) < c.pages {
				t.Errorf("%d pages, want %d", len(pages), c.pages)
			}
		})
	}
}

// The same words are found by our own reader of PDF files, in whatever order.
func TestOurReaderReadsThePrintedIssue(t *testing.T) {
	files := composeIssue(t, wholeIssue(4))
	want := countWords(words(strings.Join(pagesOf(t, files[publish.IssuePDF]), " ")))
	got := countWords(words(strings.Join(ownText(t, files[publish.IssuePDF]), " ")))
	for _, word := range slices.Sorted(maps.Keys(want)) {
		if got[word] < want[word] {
			t.Errorf("%q is read %d times, stands there %d times", word, got[word], want[word])
		}
	}
}

func countWords(text string) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	return counts
}

// ownText is each page as our own reader of PDF files reads it.
func ownText(t *testing.T, pdf []byte) []string {
	t.Helper()
	document, err := pdftext.Open(bytes.NewReader(pdf), int64(len(pdf)))
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	for number := 1; number <= document.Pages(); number++ {
		page, err := document.Page(number)
		if err != nil || page.Faults > 0 || len(page.Unseen) > 0 {
			t.Fatalf("page %d: %v, %d faults, %d words unseen", number, err, page.Faults, len(page.Unseen))
		}
		var text []string
		for _, word := range page.Words {
			text = append(text, word.Text)
		}
		pages = append(pages, strings.Join(text, " "))
	}
	return pages
}
