package index

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	indexapi "github.com/blevesearch/bleve_index_api"

	"vestnik/pipeline"
)

// suggest returns a question whose words all stand in more documents than total,
// or nothing: first the
// same keys on the other keyboard layout, then the words corrected by those that
// stand in titles.
func (x *Index) suggest(ctx context.Context, g *generation, s pipeline.SearchQuery, clauses []clause, total int) (string, error) {
	corrected, err := x.corrected(g, s.Text, clauses)
	if err != nil {
		return "", err
	}
	for _, candidate := range []string{otherLayout(s.Text), corrected} {
		if candidate == "" || candidate == s.Text {
			continue
		}
		n, err := x.count(ctx, g, candidate, s)
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
func (x *Index) count(ctx context.Context, g *generation, text string, s pipeline.SearchQuery) (int, error) {
	s.Text = text
	c, err := x.question(g, s)
	if err != nil || !c.present {
		return 0, err
	}
	r := bleve.NewSearchRequestOptions(narrowed(c.attempts[0], s), 0, 0, false)
	r.Score = "none"
	found, err := g.bleve.SearchInContext(ctx, r)
	if err != nil {
		return 0, err
	}
	return int(found.Total), nil
}

// otherLayout returns the text as the same keys give it on the Russian layout
// when it was typed on the English one, or nothing when it holds Cyrillic.
func otherLayout(text string) string {
	const (
		english = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
		cyr     = "йцукенгшщзхъфывапролджэячсмитьбюё"
	)
	keys := make(map[rune]rune, len(english))
	letters := []rune(cyr)
	for i, r := range english {
		keys[r] = letters[i]
	}
	changed := false
	out := strings.Map(func(r rune) rune {
		if to, ok := keys[r]; ok {
			changed = true
			return to
		}
		if to, ok := keys[r|0x20]; ok && 'A' <= r && r <= 'Z' {
			changed = true
			return to
		}
		return r
	}, text)
	if !changed || strings.ContainsFunc(text, isCyrillic) {
		return ""
	}
	return out
}

func isCyrillic(r rune) bool { return 'А' <= r && r <= 'я' || r == 'ё' || r == 'Ё' }

// corrected replaces each word that stands in no title by the nearest that does.
func (x *Index) corrected(g *generation, text string, clauses []clause) (_ string, err error) {
	reader, err := g.reader()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	fuzzy, ok := reader.(indexapi.IndexReaderFuzzy)
	if !ok {
		return "", nil
	}
	for _, c := range clauses {
		if c.form == prefixForm {
			continue
		}
		for _, t := range parts(x.words.Tokens(c.text)) {
			if !suggestible(t.Surface) {
				continue
			}
			better, err := nearest(fuzzy, t.Surface)
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

// nearest returns the word of a title that differs least from the one given, of
// equals the commonest, then the first in order; nothing when the word itself
// stands there or none is near. The first letter is taken to be right.
func nearest(reader indexapi.IndexReaderFuzzy, word string) (_ string, err error) {
	distance := 1
	if utf8.RuneCountInString(word) >= 7 {
		distance = 2
	}
	_, size := utf8.DecodeRuneInString(word)
	for d := 1; d <= distance; d++ {
		best, err := commonest(reader, word, d, word[:size])
		if err != nil || best != "" {
			if best == word {
				best = ""
			}
			return best, err
		}
	}
	return "", nil
}

func commonest(reader indexapi.IndexReaderFuzzy, word string, distance int, prefix string) (_ string, err error) {
	dict, err := reader.FieldDictFuzzy(fieldWords, word, distance, prefix)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	best, count := "", uint64(0)
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return best, err
		}
		if entry.Term == word {
			return word, nil
		}
		if best == "" || entry.Count > count {
			best, count = entry.Term, entry.Count
		}
	}
}
