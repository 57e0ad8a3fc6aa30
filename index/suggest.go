package index

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
)

// suggest returns a question whose words all stand in more documents than total,
// or nothing: first the same keys on the other keyboard layout, then two words
// written as one or one as two, then the words corrected by those of the register.
func (x *Index) suggest(ctx context.Context, in state, s pipeline.SearchQuery, clauses []clause, total int) (string, error) {
	corrected, err := x.corrected(in, s.Text, clauses)
	if err != nil {
		return "", err
	}
	candidates := []string{otherLayout(s.Text)}
	for respelt := range x.respelt(s.Text) {
		candidates = append(candidates, respelt)
	}
	for _, candidate := range append(candidates, corrected) {
		if candidate == "" || candidate == s.Text {
			continue
		}
		n, err := x.count(ctx, in, candidate, s)
		if err != nil {
			return "", err
		}
		if n > total {
			return candidate, nil
		}
	}
	return "", nil
}

// count returns how many documents have all the words of a text.
func (x *Index) count(ctx context.Context, in state, text string, s pipeline.SearchQuery) (int, error) {
	s.Text = text
	c, err := x.compile(in, s)
	if err != nil || !c.present || c.widened {
		return 0, err // what must be widened itself is no better
	}
	found, err := in.collect(ctx, narrowed(c.attempts[0], s), demand{sort: "number"})
	return found.total, err
}

// Letters of the same keys on the English and the Russian layout.
const (
	englishKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
	russianKeys = "йцукенгшщзхъфывапролджэячсмитьбюё"
)

// otherLayout returns what the same keys give on the other layout: the Russian
// one for a text without Cyrillic, the English one for a text without Latin
// letters. It returns nothing for a text of both or of neither.
func otherLayout(text string) string {
	from, to := []rune(englishKeys), []rune(russianKeys)
	switch latin, cyrillic := strings.ContainsFunc(text, isLatin), strings.ContainsFunc(text, isCyrillic); {
	case latin == cyrillic:
		return ""
	case cyrillic:
		from, to = to, from
	}
	return strings.Map(func(r rune) rune {
		if i := slices.Index(from, unicode.ToLower(r)); i >= 0 {
			return to[i]
		}
		return r
	}, text)
}

func isCyrillic(r rune) bool { return 'А' <= r && r <= 'я' || r == 'ё' || r == 'Ё' }

// corrected replaces each word that stands in no document by the nearest that does.
func (x *Index) corrected(in state, text string, clauses []clause) (_ string, err error) {
	for _, c := range clauses {
		if c.form == prefixForm {
			continue
		}
		for _, t := range parts(x.words.Tokens(c.text)) {
			if !suggestible(t.Surface) {
				continue
			}
			// Another form of a word that stands there is no slip.
			if stands, err := (vocabulary{in.reader}).stands(t); err != nil || stands {
				if err != nil {
					return "", err
				}
				continue
			}
			better, err := x.nearest(vocabulary{in.reader}, t.Surface)
			if err != nil {
				return "", err
			}
			if better != "" {
				text = strings.Replace(text, c.text[t.Start:t.End], better, 1)
			}
		}
	}
	return text, nil
}

// nearest returns the word of the register that differs least from the one given, of
// equals the commonest, then the first in order; nothing when the word itself
// stands there or none is near. The first letter is taken to be right.
func (x *Index) nearest(v vocabulary, word string) (_ string, err error) {
	distance := 1
	if utf8.RuneCountInString(word) >= 7 {
		distance = 2
	}
	_, size := utf8.DecodeRuneInString(word)
	for d := 1; d <= distance; d++ {
		best, err := x.commonest(v, word, d, word[:size])
		if err != nil || best != "" {
			if best == word {
				best = ""
			}
			return best, err
		}
	}
	return "", nil
}

func (x *Index) commonest(v vocabulary, word string, distance int, prefix string) (_ string, err error) {
	dict, err := v.near(fieldExact, word, distance, prefix)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	best, most := "", [2]uint64{} // documents that have it in any form, documents that carry it
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return best, err
		}
		if entry.Term == word {
			return word, nil
		}
		if !suggestible(entry.Term) {
			continue
		}
		n := [2]uint64{0, entry.Count}
		for _, term := range x.words.Tokens(entry.Term)[0].Terms {
			documents, err := v.count(term, fieldText)
			if err != nil {
				return "", err
			}
			n[0] = max(n[0], documents)
		}
		if best == "" || slices.Compare(n[:], most[:]) > 0 {
			best, most = entry.Term, n
		}
	}
}
