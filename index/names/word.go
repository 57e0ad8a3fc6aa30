package names

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"vestnik/index/russian"
)

// word is a word of a name, a hyphenated one whole.
type word struct {
	text       string // folded
	start, end int    // where it stands, in bytes
	dotted     bool   // a point follows
	capital    bool   // its first letter is one
}

// plain cuts and folds names. Names take no dictionary: it knows few of them, and
// Лев is no lion there.
var plain = sync.OnceValue(russian.NewStemming)

func words(text string) []word {
	var list []word
	for _, t := range plain().Tokens(text) {
		if t.Joined { // after its parts, which it replaces
			for len(list) > 0 && list[len(list)-1].start >= t.Start {
				list = list[:len(list)-1]
			}
		}
		first, _ := utf8.DecodeRuneInString(text[t.Start:])
		list = append(list, word{t.Surface, t.Start, t.End, strings.HasPrefix(text[t.End:], "."), unicode.IsUpper(first)})
	}
	return list
}

// initial reports whether the word is one letter.
func (w word) initial() bool { return utf8.RuneCountInString(w.text) == 1 && isRussian(w.text) }

// isName reports whether the word may be a name in full.
func (w word) isName() bool { return utf8.RuneCountInString(w.text) >= 2 && isRussian(w.text) }

func isRussian(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Cyrillic, r) {
			return false
		}
	}
	return text != ""
}

func allRussian(list []word) bool {
	for _, w := range list {
		if !isRussian(w.text) {
			return false
		}
	}
	return len(list) > 0
}
