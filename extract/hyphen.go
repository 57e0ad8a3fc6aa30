package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
)

// A word broken over two lines is put together again in a page's text, though
// not among its words, which stay as they are printed. It must be sure:
//
//   - a form that stands elsewhere on the page decides, with the hyphen or without;
//   - particles and numbers keep their hyphen (кое-кто, 2-й, IP-адрес);
//   - else the hyphen goes where the rules of hyphenation allow it: a vowel on
//     either side, no sign of softness behind;
//   - two halves of an adjective (научно-технический) may be either: they stay
//     on their lines.

// unbroken joins the last word of a line and the first of the next; ok is false
// where they are two words, or where it is not sure how they belong together.
func unbroken(first, next string, stands func(word string) bool) (joined string, ok bool) {
	head, hyphen := cutHyphen(first)
	if !hyphen || head == "" {
		return "", false
	}
	stem, tail := bareWord(head), bareWord(next)
	if stem == "" || tail == "" || !startsSmall(next) {
		return "", false
	}
	whole, compound := stands(stem+tail), stands(stem+"-"+tail)
	switch {
	case !whole && !compound && (tail == "то" || tail == "ка" || tail == "таки"):
		return "", false // кто-то, but мес-то
	case compound && !whole || !whole && keepsHyphen(stem, tail):
		return first + next, true
	case compound:
		return "", false
	case whole || sameScript(stem, tail) && breaksWord(stem, tail):
		return head + next, true
	}
	return "", false
}

func cutHyphen(w string) (head string, ok bool) {
	for _, mark := range []string{"-", "\u2010", "\u00ad"} {
		if head, ok = strings.CutSuffix(w, mark); ok {
			return head, !strings.HasSuffix(head, "-")
		}
	}
	return w, false
}

// bareWord drops quotes, brackets and stops around a word.
func bareWord(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func startsSmall(w string) bool {
	for _, r := range w {
		return unicode.IsLower(r)
	}
	return false
}

func sameScript(a, b string) bool {
	before, _ := utf8.DecodeLastRuneInString(a)
	after, _ := utf8.DecodeRuneInString(b)
	return unicode.Is(unicode.Cyrillic, before) == unicode.Is(unicode.Cyrillic, after)
}

// keepsHyphen knows parts that are always set off by a hyphen.
func keepsHyphen(stem, tail string) bool {
	switch tail {
	case "либо", "нибудь", "первых", "вторых", "третьих":
		return true
	}
	switch strings.ToLower(stem) {
	case "кое", "всё", "интернет", "онлайн":
		return true
	case "по":
		return strings.HasSuffix(tail, "ски") || strings.HasSuffix(tail, "цки") || strings.HasSuffix(tail, "ому") || strings.HasSuffix(tail, "ему")
	}
	return endsInDigit(stem) || len([]rune(stem)) > 1 && strings.ToUpper(stem) == stem
}

func endsInDigit(w string) bool {
	return w != "" && w[len(w)-1] >= '0' && w[len(w)-1] <= '9'
}

// breaksWord reports whether a printer may break stem+tail there and the halves
// do not look like two words.
func breaksWord(stem, tail string) bool {
	const vowels = "аеёиоуыэюяaeiouy"
	if !strings.ContainsAny(strings.ToLower(stem), vowels) || !strings.ContainsAny(tail, vowels) || len([]rune(tail)) < 2 || strings.ContainsAny(tail[:2], "ьъй") {
		return false
	}
	if strings.HasSuffix(stem, "о") || strings.HasSuffix(stem, "е") {
		for _, end := range []string{"ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ых", "их", "ыми", "ими", "ую", "юю"} {
			if strings.HasSuffix(tail, end) && len([]rune(stem)) > 3 && len([]rune(tail)) > 4 {
				return false
			}
		}
	}
	return true
}

// standing looks for words of a page, told apart neither by case nor by the signs
// around them. The set is made when it is first asked for.
func standing(words []pipeline.Word) func(string) bool {
	var set map[string]bool
	return func(w string) bool {
		if set == nil {
			set = make(map[string]bool, len(words))
			for _, other := range words {
				set[strings.ToLower(bareWord(other.Text))] = true
			}
		}
		return set[strings.ToLower(w)]
	}
}
