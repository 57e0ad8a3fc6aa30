package russian

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Marks that compose with the letter before them into a letter of its own.
const (
	breve     = '\u0306' // и + breve = й
	diaeresis = '\u0308' // е + diaeresis = ё, which is written е
)

// foldRune returns the lower-case letter for which r stands in a term.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	if 'а' <= r && r <= 'я' {
		return r
	}
	switch r = unicode.ToLower(r); r {
	case 'ё':
		return 'е'
	case 'ї':
		return 'і'
	}
	if unicode.Is(unicode.Latin, r) {
		base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
		return unicode.ToLower(base)
	}
	return r
}

// appendFolded appends the rune to a folded word. A combining mark changes the
// letter before it or falls away.
func appendFolded(word []rune, r rune) []rune {
	if r == breve && len(word) > 0 && word[len(word)-1] == 'и' {
		word[len(word)-1] = 'й'
		return word
	}
	if isIgnorable(r) {
		return word
	}
	return append(word, foldRune(r))
}

// isRussian is the quick answer for nearly every letter that we meet.
func isRussian(r rune) bool { return 'А' <= r && r <= 'я' }

// isIgnorable reports whether r has no part in the spelling of a word: it is
// invisible, or a mark on the letter before.
func isIgnorable(r rune) bool {
	if r < utf8.RuneSelf || isRussian(r) {
		return false
	}
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

// script is the alphabet of a word.
type script uint8

const (
	cyrillic script = 1 << iota
	latin
	otherScript
	digits
)

func scriptOf(r rune) script {
	switch {
	case '0' <= r && r <= '9':
		return digits
	case 'a' <= r && r <= 'z':
		return latin
	case isRussian(r), unicode.Is(unicode.Cyrillic, r):
		return cyrillic
	case unicode.IsDigit(r):
		return digits
	case unicode.Is(unicode.Latin, r):
		return latin
	}
	return otherScript
}

func scriptsOf(word []rune) script {
	var s script
	for _, r := range word {
		s |= scriptOf(r)
	}
	return s
}

// lookAlikeLatin returns the Latin letter whose capital looks like the Cyrillic
// letter's, or 0. Codes are written in capitals: в is V in no code, but В is B.
func lookAlikeLatin(r rune) rune {
	switch r {
	case 'а':
		return 'a'
	case 'в':
		return 'b'
	case 'е':
		return 'e'
	case 'к':
		return 'k'
	case 'м':
		return 'm'
	case 'н':
		return 'h'
	case 'о':
		return 'o'
	case 'р':
		return 'p'
	case 'с':
		return 'c'
	case 'т':
		return 't'
	case 'у':
		return 'y'
	case 'х':
		return 'x'
	case 'і':
		return 'i'
	}
	return 0
}

// lookAlikeCyrillic is lookAlikeLatin the other way, for a Latin letter that
// slipped into a Russian word.
func lookAlikeCyrillic(r rune) rune {
	switch r {
	case 'a':
		return 'а'
	case 'b':
		return 'в'
	case 'e':
		return 'е'
	case 'k':
		return 'к'
	case 'm':
		return 'м'
	case 'h':
		return 'н'
	case 'o':
		return 'о'
	case 'p':
		return 'р'
	case 'c':
		return 'с'
	case 't':
		return 'т'
	case 'y':
		return 'у'
	case 'x':
		return 'х'
	}
	return 0
}

// oneAlphabet rewrites a word of two alphabets, or a code of letters and digits,
// into one alphabet where look-alikes allow it: a code into Latin, a word into
// the alphabet that most of it is in, Latin when they are even.
func oneAlphabet(word []rune) []rune {
	s := scriptsOf(word)
	if s == cyrillic || s == latin || s == digits {
		return word
	}
	isCode := s&digits != 0 && s&cyrillic != 0
	isMixed := s&cyrillic != 0 && s&latin != 0
	if !isCode && !isMixed {
		return word
	}
	if isMixed && !isCode && count(word, cyrillic) > count(word, latin) {
		if out, ok := rewrite(word, latin, lookAlikeCyrillic); ok {
			return out
		}
	}
	if out, ok := rewrite(word, cyrillic, lookAlikeLatin); ok {
		return out
	}
	if out, ok := rewrite(word, latin, lookAlikeCyrillic); ok {
		return out
	}
	return word
}

func count(word []rune, s script) int {
	n := 0
	for _, r := range word {
		if scriptOf(r) == s {
			n++
		}
	}
	return n
}

// rewrite replaces every letter of the script by its look-alike; it fails when
// one has none.
func rewrite(word []rune, from script, alike func(rune) rune) ([]rune, bool) {
	out := make([]rune, len(word))
	for i, r := range word {
		out[i] = r
		if scriptOf(r) != from {
			continue
		}
		if out[i] = alike(r); out[i] == 0 {
			return nil, false
		}
	}
	return out, true
}

// Code returns the letters and digits of a number or code, folded into Latin
// where they look it: «А 61.К» gives "a61k".
func Code(s string) string {
	var word []rune
	for _, r := range s {
		if r != utf8.RuneError && isWordRune(r, utf8.RuneLen(r)) {
			word = appendFolded(word, r)
		}
	}
	if out, ok := rewrite(word, cyrillic, lookAlikeLatin); ok {
		word = out
	}
	return string(word)
}
