package index

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/index/russian"
	"vestnik/pipeline"
)

// Lengths of a snippet's text, in bytes: about two printed lines, of which a
// third stands before the first word found.
const (
	snippetBytes  = 480
	snippetBefore = 160
)

// snippets shows where in the fields the words were found. A field without one
// gives no snippet.
func (x *Index) snippets(h hit, c compiled) []pipeline.Snippet {
	if !c.present {
		return nil
	}
	var list []pipeline.Snippet
	add := func(field, text string) {
		if marks := x.marks(text, c); len(marks) > 0 {
			list = append(list, pipeline.Snippet{Field: field, HTML: markUp(text, marks)})
		}
	}
	add(fieldTitle, h.Title)
	for _, name := range h.Holders {
		add(fieldHolder, name)
	}
	for _, name := range h.Authors {
		add("author", name)
	}
	add("abstract", h.Abstract)
	add("other", h.Other)
	return list
}

// span is a piece of a text, in bytes.
type span struct{ start, end int }

// marks returns where the words of the question stand in the text, in order and
// apart.
func (x *Index) marks(text string, c compiled) []span {
	var list []span
	for _, t := range x.words.Find(text, &c.wanted) {
		if !isAsked(t, c) {
			continue
		}
		last := len(list) - 1
		switch {
		case last < 0 || t.Start >= list[last].end:
			list = append(list, span{t.Start, t.End})
		default: // the parts of a hyphenated word, then the whole of it
			list[last].start = min(list[last].start, t.Start)
			list[last].end = max(list[last].end, t.End)
		}
	}
	return list
}

// isAsked reports whether the question asks for the word.
func isAsked(t russian.Token, c compiled) bool {
	return slices.ContainsFunc(t.Terms, func(term string) bool { return c.terms[term] }) || hasAnyPrefix(t.Surface, c.prefix) ||
		slices.ContainsFunc(c.fuzzy, func(f fuzzyWord) bool { return f.near(t.Surface) })
}

// fuzzyWord is a word that may be misspelt.
type fuzzyWord struct {
	word     string
	distance int // letters that may differ
}

// near reports whether a word is the fuzzy one, or like it.
func (f fuzzyWord) near(word string) bool {
	_, size := utf8.DecodeRuneInString(f.word)
	if !strings.HasPrefix(word, f.word[:size]) {
		return false // as the index is asked
	}
	return editDistance([]rune(f.word), []rune(word)) <= f.distance
}

// editDistance is how many letters must be changed, put in or left out to make b
// of a. (Bleve's counts bytes, of which a Russian letter has two.)
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1) // of the beginning of a to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i, letter := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, other := range b {
			changed := diagonal
			if letter != other {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

func hasAnyPrefix(word string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	return false
}

// markUp returns the text around the most marks as HTML: everything escaped, the
// marked pieces in <mark>.
func markUp(text string, marks []span) string {
	window := windowAround(text, densest(marks))
	var b strings.Builder
	if window.start > 0 {
		b.WriteString("… ")
	}
	at := window.start
	for _, m := range marks {
		if m.end > window.end {
			break
		}
		if m.start < at {
			continue
		}
		b.WriteString(escape(text[at:m.start]))
		b.WriteString("<mark>" + escape(text[m.start:m.end]) + "</mark>")
		at = m.end
	}
	b.WriteString(escape(text[at:window.end]))
	if window.end < len(text) {
		b.WriteString(" …")
	}
	return b.String()
}

// densest returns the beginning of the mark from which on the most marks find room
// in a snippet; of equals the first.
func densest(marks []span) int {
	best, most, last := 0, 0, 0
	for i, m := range marks {
		for last < len(marks) && marks[last].end <= m.start+snippetBytes-snippetBefore {
			last++
		}
		if last-i > most {
			best, most = m.start, last-i
		}
	}
	if most == 0 {
		return marks[0].start // longer than a snippet
	}
	return best
}

// escape makes text safe in HTML. Bytes that are no text, and control characters,
// would break a feed that carries the snippet.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return html.EscapeString(s)
}

// windowAround returns a piece of the text that holds the place, cut at spaces
// where there are any.
func windowAround(text string, place int) span {
	if len(text) <= snippetBytes {
		return span{0, len(text)}
	}
	start := max(0, place-snippetBefore)
	if start > 0 {
		if i := strings.IndexByte(text[start:place], ' '); i >= 0 {
			start += i + 1
		}
	}
	end := min(len(text), start+snippetBytes)
	if end < len(text) {
		if i := strings.LastIndexByte(text[place:end], ' '); i > 0 {
			end = place + i
		}
	}
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return span{start, end}
}
