// Package layertest holds text layers of which it is known whether they are
// true: honest texts, and what broken fonts, wrong code pages and careless
// producers make of them. Tests and measurements hold the judge against them.
//
// All texts are written for the project. The cases are the same in every run.
package layertest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"

	"vestnik/extract/pdftext"
)

// Case is one page's layer.
type Case struct {
	Name   string // text and damage: "statement/koi8-r as 1252"
	Words  []pdftext.Word
	Hidden bool

	True   bool   // whether the layer says what is seen
	Repair string // what it says once put right; empty when it is true or beyond repair
}

// Cases returns every honest text as it is and under every damage that it can
// show.
func Cases() []Case {
	var out []Case
	for _, t := range texts() {
		out = append(out, Case{Name: t.name + "/honest", Words: Set(strings.Fields(t.words)), True: true})
		for _, d := range damages() {
			if d.shows(t.words) {
				out = append(out, d.as(t))
			}
		}
	}
	return out
}

// damage is one way in which a layer comes to lie.
type damage struct {
	name   string
	change func(string) string // of the whole text
	undone func(string) string // what can be had back without a guess; nil when nothing
	hidden bool
	latin  bool // also shown by texts without Cyrillic
}

// shows reports whether a text is long enough, and of the script, to betray the
// damage.
func (d damage) shows(s string) bool {
	cyrillic, latin := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.IsLetter(r):
			latin++
		}
	}
	return cyrillic >= 100 || d.latin && latin >= 100
}

func (d damage) as(t text) Case {
	c := Case{Name: t.name + "/" + d.name, Words: Set(strings.Fields(d.change(t.words))), Hidden: d.hidden}
	if d.undone != nil {
		c.Repair = strings.Join(strings.Fields(d.undone(t.words)), " ")
	}
	return c
}

func damages() []damage {
	all := []damage{
		{name: "cipher", change: cipher(1)},
		{name: "another cipher", change: cipher(2)},
		{name: "alphabet shifted", change: shifted(5)},
		{name: "private use", change: moved(0xE000)},
		{name: "replacement", change: func(s string) string { return strings.Map(onlyCyrillic(func(rune) rune { return 0xFFFD }), s) }},
		{name: "Latin look-alikes", change: lookAlikes, hidden: true},
		{name: "Latin look-alikes in sight", change: lookAlikes},
		{name: "no spaces", change: func(s string) string { return strings.Join(strings.Fields(s), "") }, latin: true},
		{name: "lines without spaces", change: func(s string) string { return strings.ReplaceAll(s, " ", "") }},
		{name: "letters strewn", change: func(s string) string {
			return strings.Join(strings.Split(strings.Join(strings.Fields(s), ""), ""), " ")
		}, latin: true},
		{name: "backwards", change: eachWord(backwards), undone: whole},
		{name: "doubled", change: eachWord(doubled), undone: whole},
		{name: "one letter in five wrong", change: noisy(5), hidden: true},
	}
	for _, m := range []struct {
		name         string
		meant, taken *charmap.Charmap
		undone       func(string) string // nil where a letter became a blank and is gone
	}{
		{"1251 as 1252", charmap.Windows1251, charmap.Windows1252, within(charmap.Windows1251)},
		{"1251 as Mac Roman", charmap.Windows1251, charmap.Macintosh, nil},
		{"koi8-r as 1252", charmap.KOI8R, charmap.Windows1252, within(charmap.KOI8R)},
		{"koi8-r as 1251", charmap.KOI8R, charmap.Windows1251, within(charmap.KOI8R)},
		{"1251 as koi8-r", charmap.Windows1251, charmap.KOI8R, within(charmap.Windows1251)},
		{"Mac Cyrillic as Mac Roman", charmap.MacintoshCyrillic, charmap.Macintosh, within(charmap.MacintoshCyrillic)},
		{"866 as 1251", charmap.CodePage866, charmap.Windows1251, nil},
	} {
		all = append(all, damage{name: m.name, change: misread(m.meant, m.taken), undone: m.undone})
	}
	return append(all,
		damage{name: "T2A as 1252", change: teX, undone: whole},
		damage{name: "UTF-8 as 1251", change: utf8As(charmap.Windows1251)},
		damage{name: "UTF-8 as 1252", change: utf8As(charmap.Windows1252)})
}

// Set sets words as a page of lines of eight, so that each has a place.
func Set(words []string) []pdftext.Word {
	out := make([]pdftext.Word, len(words))
	x := 0.0
	for i, w := range words {
		if i%8 == 0 {
			x = 50
		}
		y := 60 + 20*float64(i/8)
		end := x + 6*float64(len([]rune(w)))
		out[i] = pdftext.Word{Text: w, X0: x, X1: end, Y0: y, Y1: y + 12, Line: i/8 + 1, Font: 1}
		x = end + 4
	}
	return out
}

func onlyCyrillic(f func(rune) rune) func(rune) rune {
	return func(r rune) rune {
		if unicode.Is(unicode.Cyrillic, r) {
			return f(r)
		}
		return r
	}
}

// cipher puts another letter for each, as a shuffled map to Unicode does.
func cipher(seed uint64) func(string) string {
	order := rand.New(rand.NewPCG(seed, 0)).Perm(32)
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case r >= 'а' && r <= 'я':
				return 'а' + rune(order[r-'а'])
			case r >= 'А' && r <= 'Я':
				return 'А' + rune(order[r-'А'])
			}
			return r
		}, s)
	}
}

func shifted(by rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= 'А' && r <= 'я' {
				return 'А' + (r-'А'+by)%64
			}
			return r
		}, s)
	}
}

func moved(to rune) func(string) string {
	return func(s string) string {
		return strings.Map(onlyCyrillic(func(r rune) rune { return to + r&0xFF }), s)
	}
}

// lookAlikes is what OCR in English makes of Russian.
func lookAlikes(s string) string {
	return strings.NewReplacer("а", "a", "б", "6", "в", "B", "г", "r", "д", "n", "е", "e", "ё", "e", "ж", "x", "з", "3",
		"и", "u", "й", "h", "к", "k", "л", "n", "м", "M", "н", "H", "о", "o", "п", "n", "р", "p", "с", "c", "т", "T", "у", "y",
		"ф", "cb", "х", "x", "ц", "u", "ч", "4", "ш", "w", "щ", "w", "ъ", "b", "ы", "bl", "ь", "b", "э", "3", "ю", "io", "я", "a",
		"А", "A", "Б", "B", "В", "B", "Г", "T", "Д", "A", "Е", "E", "Ж", "K", "З", "3", "И", "M", "Й", "M", "К", "K", "Л", "J",
		"М", "M", "Н", "H", "О", "O", "П", "N", "Р", "P", "С", "C", "Т", "T", "У", "Y", "Ф", "O", "Х", "X", "Ц", "L", "Ч", "Y",
		"Ш", "W", "Щ", "W", "Ъ", "b", "Ы", "bl", "Ь", "b", "Э", "9", "Ю", "IO", "Я", "A").Replace(s)
}

func eachWord(f func([]rune) []rune) func(string) string {
	return func(s string) string {
		words := strings.Fields(s)
		for i, w := range words {
			words[i] = string(f([]rune(w)))
		}
		return strings.Join(words, " ")
	}
}

func backwards(w []rune) []rune { slices.Reverse(w); return w }

func doubled(w []rune) []rune {
	var out []rune
	for _, r := range w {
		out = append(out, r, r)
	}
	return out
}

// noisy puts a wrong letter for one in n.
func noisy(n int) func(string) string {
	return func(s string) string {
		r := rand.New(rand.NewPCG(7, 7))
		return strings.Map(onlyCyrillic(func(c rune) rune {
			if r.IntN(n) == 0 {
				return 'а' + rune(r.IntN(32))
			}
			return c
		}), s)
	}
}

func whole(s string) string { return s }

// within leaves out what a code page does not have.
func within(page *charmap.Charmap) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if _, ok := page.EncodeRune(r); !ok {
				return -1
			}
			return r
		}, s)
	}
}

// misread writes text in one code page and reads it in another. What the first
// does not have is left out; what the second does not have, too, as a reader
// that meets a control character would.
func misread(meant, taken *charmap.Charmap) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if c, ok := meant.EncodeRune(r); !ok {
				continue
			} else if got := taken.DecodeByte(c); got != unicode.ReplacementChar && !unicode.IsControl(got) || c < 0x80 {
				b.WriteRune(got)
			}
		}
		return b.String()
	}
}

// teX writes text in the encoding T2A, read as code page 1252.
func teX(s string) string {
	own := map[rune]byte{'ё': 0xBC, 'Ё': 0x9C, '«': 0xBE, '»': 0xBF, '„': 0xBD}
	var b strings.Builder
	for _, r := range s {
		c, ok := own[r]
		if !ok {
			c, ok = charmap.Windows1251.EncodeRune(r)
		}
		if ok {
			r = charmap.Windows1252.DecodeByte(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

func utf8As(taken *charmap.Charmap) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, c := range []byte(s) {
			if r := taken.DecodeByte(c); r != unicode.ReplacementChar && !unicode.IsControl(r) || c < 0x80 {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
}
