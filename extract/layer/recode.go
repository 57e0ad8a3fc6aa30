package layer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// misreading is Cyrillic of one encoding that was read as another.
type misreading struct {
	taken *charmap.Charmap // what it was taken for
	meant func([]byte) (string, bool)
}

// misreadings are those that old fonts without a map to Unicode, and programs
// that write one encoding under the name of another, are known to make, as far as
// they can be undone.
func misreadings() []misreading {
	var all []misreading
	for _, taken := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh, charmap.Windows1251, charmap.KOI8R, charmap.CodePage866, charmap.MacintoshCyrillic} {
		for _, page := range []*charmap.Charmap{charmap.Windows1251, charmap.KOI8R, charmap.MacintoshCyrillic, charmap.CodePage866} {
			if page != taken && !loses(taken, page) {
				all = append(all, misreading{taken, onePage(page)})
			}
		}
		all = append(all, misreading{taken, asUTF8})
	}
	return all
}

// loses reports whether a Russian letter of one page is a blank or a control
// character in the other: it is gone from the words, and nothing brings it back.
func loses(taken, page *charmap.Charmap) bool {
	for c := 0x80; c <= 0xFF; c++ {
		if isRussian(page.DecodeByte(byte(c))) {
			r := taken.DecodeByte(byte(c))
			if unicode.IsControl(r) || unicode.IsSpace(r) || r == '\u00ad' || r == unicode.ReplacementChar {
				return true
			}
		}
	}
	return false
}

func onePage(page *charmap.Charmap) func([]byte) (string, bool) {
	return func(raw []byte) (string, bool) {
		var b strings.Builder
		for _, c := range raw {
			r := page.DecodeByte(c)
			if page == charmap.Windows1251 {
				r = texLetter(r)
			}
			b.WriteRune(r)
		}
		return b.String(), true
	}
}

func asUTF8(raw []byte) (string, bool) { return string(raw), utf8.Valid(raw) }

// texLetter corrects the few places where TeX's Cyrillic encoding T2A differs
// from code page 1251; what stands there in 1251 is Serbian, Macedonian or
// Ukrainian.
func texLetter(r rune) rune {
	switch r {
	case 'њ':
		return 'Ё'
	case 'ќ':
		return '№'
	case 'џ':
		return '§'
	case 'ј':
		return 'ё'
	case 'Ѕ':
		return '„'
	case 'ѕ':
		return '«'
	case 'ї':
		return '»'
	}
	return r
}

// undo reads words as they were meant. ok is false when one of them cannot have
// been misread so.
func (m misreading) undo(words []string) (out []string, ok bool) {
	out = make([]string, len(words))
	for i, w := range words {
		if out[i], ok = m.undoWord(w); !ok {
			return nil, false
		}
	}
	return out, true
}

// undoWord leaves honest Latin words, perhaps with an accent, and signs that the
// page does not have: they came from another font.
func (m misreading) undoWord(w string) (string, bool) {
	foreign, letters := 0, 0
	for _, r := range w {
		if isLetter(r) {
			letters++
		}
		if r >= utf8.RuneSelf {
			foreign++
		}
	}
	if foreign*2 < letters && foreign < 3 {
		return w, true
	}
	raw := make([]byte, 0, len(w))
	for _, r := range w {
		c, ok := m.taken.EncodeRune(r)
		if !ok {
			return w, true
		}
		raw = append(raw, c)
	}
	return m.meant(raw)
}

// What was put right must read like Russian, plainly better than before, and
// better than what any other repair makes of it.
const (
	minRepaired = 0.86
	minGain     = 0.10
	minMargin   = 0.01
)

// recoded undoes the misreading that makes the words Russian. ok is false when
// none does, or when two that differ are about equally good.
func recoded(words []string) (out []string, ok bool) {
	before := russianness(words)
	best, second := 0.0, 0.0
	for _, m := range misreadings() {
		got, ok := m.undo(words)
		if !ok {
			continue
		}
		likeness := russianness(got)
		switch {
		case slices.Equal(got, out):
		case likeness > best:
			best, second, out = likeness, best, got
		default:
			second = max(second, likeness)
		}
	}
	if best < minRepaired || best-before < minGain || best-second < minMargin || !Judge(out, false).True {
		return nil, false
	}
	return out, true
}

// russianness is how much a text is like Russian: its share of known trigrams,
// less what no Russian word has: strange letters, signs and capitals within.
func russianness(words []string) float64 {
	c := count(words)
	if c.russian.all < judgedFrom || c.cyrillic*2 < c.letters {
		return 0
	}
	strange := c.letters - c.cyrillic - c.latin + c.rareSigns
	return c.russian.share() - part(strange, c.letters) - part(c.strayCapitals, c.cyrillicWords)
}
