// Package layer judges whether the text layer of a page is true: whether its
// characters are those that a person sees. Many Russian files carry a rich layer
// with hardly a correct letter: OCR run in the wrong language, fonts without a
// map to Unicode. Taking such text for the page's would lose the page silently.
//
// It refuses to guess what an untrue layer should have said, but for one case
// that can be undone without doubt: Cyrillic of code page 1251 read as 1252.
// Shares are of 1. It has no errors, keeps no state, and is safe for concurrent
// use. The bounds come from real files: good text has .96 of its letter pairs
// among the common ones, a substitution cipher .25, text read upside down .70.
package layer

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// Verdict says whether a layer is true and, if not, why.
type Verdict struct {
	True   bool
	Reason string // English, for the operator; empty when true
	// Quality is how sure the reading is: 1 for text beyond doubt.
	Quality float64
}

// Bounds outside of which no honest page was found.
const (
	maxUnknown     = 0.05 // replacement, private-use and control characters
	minLetters     = 0.30 // of all characters; forms of dots and tables of figures have few
	minTokenLength = 1.5
	maxTokenLength = 15.0
	minPairs       = 0.85 // common pairs among Cyrillic pairs, less what chance takes from short texts
	minVowels      = 0.20 // among Latin letters, when there are many
	maxVowels      = 0.60
	maxAccented    = 0.15 // of letters; French has .05, Czech .13
	judgedFrom     = 40   // letters below which pairs say nothing
)

// Judge looks at the words of a page. A page without words is not true: there is
// nothing to take from it. hidden says that the words are written invisibly, as
// OCR programs do over a scan.
func Judge(words []string, hidden bool) Verdict {
	c := count(words)
	switch {
	case c.chars == 0:
		return Verdict{Reason: "no text"}
	case c.share(c.unknown) > maxUnknown:
		return Verdict{Reason: "characters without meaning"}
	case c.letters+c.digits == 0:
		return Verdict{Reason: "no letters or digits"}
	case c.letters >= judgedFrom && c.share(c.letters) < minLetters && c.share(c.digits) < minLetters:
		return Verdict{Reason: "too few letters"}
	case c.letters >= judgedFrom && (c.tokenLength() < minTokenLength || c.tokenLength() > maxTokenLength):
		return Verdict{Reason: "words of impossible length"}
	case c.pairs >= judgedFrom && c.commonShare() < minPairs-0.8/math.Sqrt(float64(c.pairs)):
		return Verdict{Reason: "letter pairs that Russian does not have"}
	case c.mixed*5 > c.words && c.words >= 10:
		return Verdict{Reason: "words of Latin and Cyrillic letters mixed"}
	case c.latin >= 5*judgedFrom && c.latin > 2*c.cyrillic && (c.vowelShare() < minVowels || c.vowelShare() > maxVowels):
		return Verdict{Reason: "Latin letters that make no words"}
	case float64(c.accented) > maxAccented*float64(c.letters) && c.letters >= judgedFrom:
		return Verdict{Reason: "accented Latin letters in the place of Cyrillic"}
	case hidden && c.letters >= judgedFrom && c.cyrillic*2 < c.letters:
		return Verdict{Reason: "hidden text of another language"}
	}
	return Verdict{True: true, Quality: c.quality(hidden)}
}

// counts are what the bounds are held against.
type counts struct {
	words, chars, letters, digits, unknown int
	cyrillic, latin, vowels, accented      int
	mixed                                  int // words of both scripts
	pairs, common                          int // of neighbouring Cyrillic letters
}

func count(words []string) counts {
	var c counts
	table := commonPairs()
	for _, w := range words {
		if strings.ContainsAny(w, leaders) {
			if w = strings.Map(withoutLeaders, w); w == "" {
				continue
			}
		}
		c.words++
		var before rune
		var cyrillic, latin bool
		for _, r := range strings.ToLower(w) {
			c.chars++
			if r == 'ё' {
				r = 'е'
			}
			switch {
			case r >= 'а' && r <= 'я':
				c.letters++
				c.cyrillic++
				cyrillic = true
				if before != 0 {
					c.pairs++
					if strings.ContainsRune(table[before], r) {
						c.common++
					}
				}
				before = r
				continue
			case r >= 'a' && r <= 'z':
				c.letters++
				c.latin++
				latin = true
				if strings.ContainsRune("aeiouy", r) {
					c.vowels++
				}
			case unicode.IsLetter(r):
				c.letters++
				if r >= 0xC0 && r <= 0xFF {
					c.accented++
				}
			case unicode.IsDigit(r):
				c.digits++
			case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r):
				c.unknown++
			}
			before = 0
		}
		if cyrillic && latin {
			c.mixed++
		}
	}
	return c
}

const leaders = "._…·-–—"

// withoutLeaders drops the dots and lines that lead from a heading to its page
// number or wait to be written upon: they say nothing of the letters.
func withoutLeaders(r rune) rune {
	if strings.ContainsRune(leaders, r) {
		return -1
	}
	return r
}

func (c counts) share(n int) float64 { return float64(n) / float64(max(1, c.chars)) }

func (c counts) tokenLength() float64 { return float64(c.chars) / float64(max(1, c.words)) }

func (c counts) commonShare() float64 { return float64(c.common) / float64(max(1, c.pairs)) }

func (c counts) vowelShare() float64 { return float64(c.vowels) / float64(max(1, c.latin)) }

// quality is 1 for what a program wrote and less for what one has read off a scan.
func (c counts) quality(hidden bool) float64 {
	q := 1 - c.share(c.unknown)*2
	if hidden {
		q *= 0.9
	}
	if c.pairs >= judgedFrom {
		q *= min(1, c.commonShare()/0.93)
	}
	return q
}

// Recode undoes Cyrillic of code page 1251 that was taken for 1252, as old fonts
// without a map to Unicode give it. ok is false when the words are not of that kind.
func Recode(words []string) (recoded []string, ok bool) {
	c := count(words)
	if float64(c.accented) <= maxAccented*float64(c.letters) {
		return nil, false
	}
	recoded = make([]string, len(words))
	for i, w := range words {
		recoded[i] = recode(w)
	}
	return recoded, Judge(recoded, false).True
}

// recode turns a word that is mostly accented letters; honest Latin words beside
// it stay.
func recode(w string) string {
	if c := count([]string{w}); c.accented*2 <= c.letters && c.accented < 3 {
		return w
	}
	var b strings.Builder
	for _, r := range w {
		if code, ok := charmap.Windows1252.EncodeRune(r); ok && code >= 0x80 {
			r = charmap.Windows1251.DecodeByte(code)
		}
		if own, ok := texLetter(r); ok {
			r = own
		}
		b.WriteRune(r)
	}
	return b.String()
}

// texLetter corrects the few places where TeX's Cyrillic encoding T2A differs
// from code page 1251; what stands there in 1251 is Serbian, Macedonian or
// Ukrainian.
func texLetter(r rune) (rune, bool) {
	switch r {
	case 'ѕ':
		return '«', true
	case 'ї':
		return '»', true
	case 'ј':
		return 'ё', true
	}
	return 0, false
}

// Language names the language that most letters belong to, as far as the script
// tells: "ru", "en", or "" where there is too little text.
func Language(words []string) string {
	c := count(words)
	switch {
	case c.letters < 3:
		return ""
	case c.cyrillic*2 >= c.letters:
		return "ru"
	case c.latin*2 > c.letters:
		return "en"
	}
	return ""
}
