package notice

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"vestnik/publish"
	"vestnik/publish/fonts"
)

// coverage is the set of characters that every face can print.
type coverage map[rune]bool

// newCoverage asks the fonts. Characters beyond the basic plane are left out: the
// PDF writer indexes widths by two bytes.
func newCoverage() (coverage, error) {
	covered := make(coverage)
	var buffer sfnt.Buffer
	for i, face := range fonts.Paper() {
		font, err := sfnt.Parse(face.Body)
		if err != nil {
			return nil, err
		}
		for r := rune(' '); r < 0xFFF0; r++ {
			glyph, err := font.GlyphIndex(&buffer, r)
			if err != nil {
				return nil, err
			}
			if i == 0 {
				covered[r] = glyph != 0
			} else if glyph == 0 {
				delete(covered, r)
			}
		}
	}
	return covered, nil
}

// fit returns s with a question mark for each character that cannot be printed: a
// gap would look as if nothing had stood there.
func (c coverage) fit(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case c[r]:
			return r
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
			return -1
		}
		return '?'
	}, s)
}

// printable removes from Markdown what no paper shows, and keeps its lines.
func printable(markdown string) string {
	lines := strings.Split(strings.ReplaceAll(markdown, "\r\n", "\n"), "\n")
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(body)]
		hardBreak := ""
		if strings.HasSuffix(body, "  ") && strings.TrimSpace(body) != "" {
			hardBreak = "  "
		}
		lines[i] = indent + bound(publish.Clean(body)) + hardBreak
	}
	return strings.Join(lines, "\n")
}

// bound keeps together what a line must not part: «№ 5», «28 февраля 2017 г.»,
// «пункт 64», «10 рабочих», «кв. 2», «г. Москва»; a short word stays with the next
// one, and a dash with the one before.
func bound(text string) string {
	text = strings.ReplaceAll(text, "№ ", "№\u00a0")
	text = dates.ReplaceAllString(text, "$1\u00a0$2\u00a0$3\u00a0$4")
	text = points.ReplaceAllString(text, "$1\u00a0$2")
	text = named.ReplaceAllString(text, "$1$3$5\u00a0$2$4$6")
	text = places.ReplaceAllString(text, "$1\u00a0$2")
	text = towns.ReplaceAllString(text, "$1\u00a0$2")
	text = amounts.ReplaceAllString(text, "$1\u00a0$2")
	return shortWords(text)
}

// joined does the cheapest of that, and what matters most: a long text is bound in a
// tenth of the time.
func joined(text string) string {
	return shortWords(strings.ReplaceAll(text, "№ ", "№\u00a0"))
}

// shortWords binds prepositions and the like to what they belong to. Rows of
// tables are left alone: their bars are words of Markdown.
func shortWords(text string) string {
	if strings.HasPrefix(text, "|") {
		return text
	}
	words := strings.Split(text, " ")
	var b strings.Builder
	b.Grow(len(text) + len(words))
	for i, word := range words {
		switch {
		case i == 0:
		case word == "—" || short(words[i-1]):
			b.WriteRune('\u00a0')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	return b.String()
}

// short reports a word of one or two Cyrillic letters, such as a preposition,
// perhaps behind a bracket or a quotation mark.
func short(word string) bool {
	if i := strings.LastIndexAny(word, "\u00a0"); i >= 0 {
		word = word[i+len("\u00a0"):]
	}
	word = strings.TrimLeft(word, "(«„")
	n := 0
	for _, r := range word {
		if !unicode.Is(unicode.Cyrillic, r) {
			return false
		}
		n++
	}
	return n == 1 || n == 2
}

var (
	dates   = regexp.MustCompile(`(\d{1,2}) ([а-я]+) (\d{4}) (г\.)`)
	points  = regexp.MustCompile(`([Пп]ункт[а-я]*|[Пп]одпункт[а-я]*|[Сс]тать[а-я]+|глав[а-я]+) (\d)`)
	named   = regexp.MustCompile(`(\d) (Регламента|пункта|статьи|части)|(для) (ЭВМ)|(номер) (\S*\d)`)
	places  = regexp.MustCompile(`(кв\.|стр\.|д\.|корп\.|комн\.) (\d)`)
	towns   = regexp.MustCompile(`((?:^|[,:(] ?)г\.|(?:ул|пер|пр|просп|пл|наб|пос|обл)\.) ([А-ЯЁ\d])`)
	amounts = regexp.MustCompile(`(\d) (рабоч|рубл|месяц|экз|л\.|Кб|Мб)`)
)
