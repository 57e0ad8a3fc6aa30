package layer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// counts are what the bounds are held against.
type counts struct {
	words, chars, letters, digits, unknown int
	cyrillic, latin, accented              int
	mixed                                  int // words with both scripts in one run of letters
	cyrillicWords                          int
	strayCapitals                          int // Cyrillic words with a capital after a small letter
	runTogether                            int // letters of Cyrillic words too long to be words
	rareSigns                              int // beyond ASCII, and not among those that prose uses
	signsWithin                            int // of these, those between two letters
	russian, english                       tally
}

func count(words []string) counts {
	var c counts
	for _, w := range words {
		plain := w
		if strings.ContainsAny(w, leaders) {
			if plain = strings.Map(withoutLeaders, w); plain == "" {
				continue
			}
		}
		c.add(plain, w)
	}
	return c
}

// add counts one word: its characters without leaders, and as it is written.
func (c *counts) add(w, written string) {
	c.words++
	cyrillic, latin := 0, 0
	small, stray := false, false
	letter, since := false, 0 // whether a letter went before, and rare signs after it
	for _, r := range w {
		c.chars++
		if isLetter(r) {
			if letter {
				c.signsWithin += since
			}
			letter, since = true, 0
		}
		switch {
		case isRussian(r):
			cyrillic++
			stray = stray || small && isUpper(r)
			small = !isUpper(r)
		case isLatin(r):
			latin++
		case isLetter(r):
			c.letters++
			if r >= 0xC0 && r <= 0xFF {
				c.accented++
			}
		case unicode.IsDigit(r):
			c.digits++
		case meaningless(r):
			c.unknown++
		case r >= utf8.RuneSelf && !strings.ContainsRune(proseSigns, r):
			c.rareSigns++
			since++
		}
	}
	c.letters += cyrillic + latin
	c.cyrillic += cyrillic
	c.latin += latin
	if cyrillic > 0 && latin > 0 && mixesScripts(written) {
		c.mixed++
	}
	if cyrillic > longestWord {
		c.runTogether += cyrillic
	}
	if cyrillic > 3 {
		c.cyrillicWords++
		if stray {
			c.strayCapitals++
		}
	}
	if cyrillic > 0 {
		russian().count(&c.russian, w)
	}
	if latin > 0 && !isAddress(written) {
		english().count(&c.english, w)
	}
}

// mixesScripts reports whether a run of letters has both scripts: «WEB-сайт» is
// honest, «cайт» with a Latin letter is not.
func mixesScripts(w string) bool {
	cyrillic, latin := false, false
	for _, r := range w {
		switch {
		case isRussian(r):
			cyrillic = true
		case isLetter(r):
			latin = latin || isLatin(r)
		default:
			cyrillic, latin = false, false
		}
		if cyrillic && latin {
			return true
		}
	}
	return false
}

// isAddress reports whether a word is an address of mail or of the Web: made of
// letters, but not of words.
func isAddress(w string) bool {
	return strings.Contains(w, "@") || strings.Contains(w, "://") || strings.HasPrefix(strings.ToLower(w), "www.")
}

// meaningless are characters that stand for what a program did not know.
func meaningless(r rune) bool {
	return r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r)
}

// proseSigns are the signs beyond ASCII that Russian prose is full of.
const proseSigns = "«»„“”‘’—–−‑…№§°•·×±"

const leaders = "._…·-–—"

// withoutLeaders drops the dots and lines that lead from a heading to its page
// number or wait to be written upon: they say nothing of the letters.
func withoutLeaders(r rune) rune {
	if strings.ContainsRune(leaders, r) {
		return -1
	}
	return r
}

func (c counts) share(n int) float64 { return part(n, c.chars) }

func (c counts) tokenLength() float64 { return part(c.chars, c.words) }

// latinJudged reports whether there is enough Latin text to be judged.
func (c counts) latinJudged() bool {
	return c.english.all >= latinFrom && part(c.latin, c.letters) >= latinMatters
}

func part(n, of int) float64 { return float64(n) / float64(max(1, of)) }
