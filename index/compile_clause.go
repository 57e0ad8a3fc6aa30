package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/index/names"
	"vestnik/index/russian"
)

// clause returns the query of one clause, or nil when nothing in it can be
// searched for.
func (c *compiler) clause(cl clause) query.Query {
	switch cl.field {
	case fieldNumber:
		return numberQuery(cl)
	case fieldIssue:
		return issueQuery(cl)
	case fieldYear, fieldDay, fieldPublished:
		return periodQuery(cl)
	case fieldRegister, fieldKind:
		return keywordQuery(cl)
	case fieldLanguages:
		return c.software(cl, names.Languages)
	case fieldSystems:
		return c.software(cl, names.Systems)
	case fieldDatabases:
		return c.software(cl, names.Databases)
	case fieldHolders:
		return c.party(cl, fieldHolderKeys)
	case fieldAuthors:
		return c.party(cl, fieldAuthorKeys)
	case fieldLike:
		return c.like(cl.text)
	case "":
		return c.anywhere(cl)
	}
	return c.inField(cl, cl.field)
}

// inField looks for the words of a clause in a field of text.
func (c *compiler) inField(cl clause, field string) query.Query {
	tokens := c.words.Tokens(cl.text)
	if len(tokens) == 0 {
		return nil
	}
	c.mark(tokens)
	last := lastPart(tokens)
	switch {
	case c.quiet:
	case cl.form == prefixForm:
		c.out.wanted.AddSurface(last.Surface)
		c.out.prefix = append(c.out.prefix, last.Surface)
	case cl.form == fuzzyForm:
		c.out.wanted.AddSurface(last.Surface)
		c.out.fuzzy = append(c.out.fuzzy, fuzzyWord{last.Surface, cl.distance})
	}
	q := formed(cl, tokens, field)
	if !cl.exact {
		return q
	}
	wanted := []query.Query{q}
	for _, t := range parts(tokens) {
		wanted = append(wanted, asItStands(t.Surface, t.Terms))
	}
	return all(wanted)
}

// anywhere looks for the words of a clause in all text; in the title they are
// worth more.
func (c *compiler) anywhere(cl clause) query.Query {
	q := c.inField(cl, fieldText)
	if q == nil {
		return nil
	}
	tokens := c.words.Tokens(cl.text)
	c.praise(formed(cl, tokens, fieldTitle), titleBoost)
	options := []query.Query{q}
	if number := bareNumber(cl.text); cl.form == wordForm && looksLikeNumber(number) {
		options = append(options, c.partOfNumber(number)...)
	}
	if cl.form == wordForm && !cl.exact {
		options = append(options, c.meant(cl.text, tokens)...)
	}
	return anyOf(options)
}

// meant looks for what may be meant by a word beside the word itself. One that
// is written in Latin letters or stands nowhere in the index may be spelt in the
// other alphabet there; one that stands nowhere may also be the beginning of
// others, or their kin: «бухгалтера» of «бухгалтерский».
func (c *compiler) meant(text string, tokens []russian.Token) (options []query.Query) {
	stands := c.stands(tokens)
	if sound := names.Sound(text); sound != "" && (!stands || strings.ContainsFunc(text, isLatin)) {
		options = append(options, boosted(term(sound, fieldSounds), soundBoost))
	}
	if stands || c.quiet {
		return options
	}
	c.out.widened = true
	if t := tokens[0]; len(tokens) == 1 && strings.HasPrefix(t.Surface, t.Term) && utf8.RuneCountInString(t.Term) >= leastKin && suggestible(t.Surface) {
		options = append(options, boosted(beginning(t.Term, fieldExact), kinBoost))
		c.out.wanted.AddSurface(t.Term)
		c.out.prefix = append(c.out.prefix, t.Term)
	}
	return options
}

// stands reports whether any of the tokens stands in the text of a document.
func (c *compiler) stands(tokens []russian.Token) bool {
	for _, t := range tokens {
		stands, err := c.index.stands(t)
		if err != nil {
			c.err = err
		}
		if stands {
			return true
		}
	}
	return false
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// party looks for a holder or author, whose name may be given in any order and
// case, with initials or without.
func (c *compiler) party(cl clause, keys string) query.Query {
	q := c.inField(cl, cl.field)
	if q == nil || cl.exact || cl.form != wordForm && cl.form != phraseForm {
		return q
	}
	p, ok := names.ParsePerson(cl.text)
	if !ok && cl.form == wordForm {
		p = names.Person{Surname: c.words.Tokens(cl.text)[0].Surface}
	}
	return anyOf(append(c.personKeys(p, keys), q))
}

// software looks for a language or system by its usual name.
func (c *compiler) software(cl clause, usual func(string) []string) query.Query {
	if known := usual(cl.text); len(known) == 1 && cl.form == wordForm {
		cl.text = known[0]
	}
	return c.inField(cl, cl.field)
}

// formed looks for the words of a clause in a field, in the way the clause says.
func formed(cl clause, tokens []russian.Token, field string) query.Query {
	last := lastPart(tokens)
	switch cl.form {
	case phraseForm:
		return phrase(parts(tokens), field)
	case nearForm:
		var wanted []query.Query
		for _, t := range parts(tokens) {
			wanted = append(wanted, anyOf(anyTerm(t, field)))
		}
		return all(wanted)
	case prefixForm:
		if field == fieldText {
			return beginning(last.Surface, fieldExact)
		}
		// The stem catches words whose ending was cut when they were indexed.
		return anyOf(append(anyTerm(last, field), beginning(last.Surface, field)))
	case fuzzyForm:
		from := field
		if from == fieldText {
			from = fieldExact
		}
		return anyOf(append(anyTerm(last, field), slips(last.Surface, cl.distance, from)))
	}
	return word(tokens, field)
}

// word looks for a simple word by its term, for a hyphenated one by its parts in
// a row or by its parts written together.
func word(tokens []russian.Token, field string) query.Query {
	single := parts(tokens)
	var options []query.Query
	if len(single) > 1 {
		options = append(options, phrase(single, field))
	}
	for _, t := range tokens {
		if t.Joined || len(single) == 1 {
			options = append(options, anyTerm(t, field)...)
		}
	}
	return anyOf(options)
}

// anyTerm looks for each of the terms that a word may stand for.
func anyTerm(t russian.Token, field string) []query.Query {
	options := make([]query.Query, len(t.Terms))
	for i, each := range t.Terms {
		options[i] = term(each, field)
	}
	return options
}

// phrase looks for the words in a row.
func phrase(tokens []russian.Token, field string) query.Query {
	if len(tokens) == 1 {
		return anyOf(anyTerm(tokens[0], field))
	}
	row := make([][]string, len(tokens))
	for i, t := range tokens {
		row[i] = t.Terms
	}
	return query.NewMultiPhraseQuery(row, field)
}

// parts returns the tokens of the words, without those of parts put together.
func parts(tokens []russian.Token) []russian.Token {
	var list []russian.Token
	for _, t := range tokens {
		if !t.Joined {
			list = append(list, t)
		}
	}
	return list
}

func lastPart(tokens []russian.Token) russian.Token {
	single := parts(tokens)
	return single[len(single)-1]
}

func term(value, field string) query.Query {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	return q
}
