package index

import (
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/index/names"
)

// text compiles running text: persons, organisations and numbers in it are asked
// for as such, the rest by its words. alone tells that the question asks for
// nothing else.
func (c *compiler) text(text []clause, alone bool) []query.Query {
	wanted, rest := c.persons(text)
	rest, marks := c.legalForms(rest)
	words, said := substantial(c.words, rest)
	alone = alone && len(wanted) == 0
	if alone && len(words) == 0 && len(marks) == 0 {
		words, said = rest, nil // small words alone
	}
	for _, s := range said {
		c.clause(s) // for its bonus only
	}
	for i := 0; i < len(words); i++ {
		q := c.clause(words[i])
		if i+1 < len(words) {
			if number := bareNumber(words[i].text + words[i+1].text); isDigits(words[i].text) && isDigits(words[i+1].text) && looksLikeNumber(number) {
				// A number may be written with a space: 2004 611168.
				q = anyOf([]query.Query{all(filledQueries(q, c.clause(words[i+1]))), boosted(term(number, fieldNumber), numberBoost)})
				i++
			}
		}
		if q != nil {
			wanted = append(wanted, q)
		}
	}
	for _, mark := range marks {
		if alone && len(wanted) == 0 {
			wanted = append(wanted, term(mark, fieldForms))
			continue
		}
		c.praise(term(mark, fieldForms), formBoost)
	}
	return wanted
}

// persons takes the names of persons out of a text. One that is certainly a name
// is asked for as the register knows it, or by its words.
func (c *compiler) persons(text []clause) (wanted []query.Query, rest []clause) {
	joined, starts := joinClauses(text)
	found := names.FindPersons(joined)
	if p, ok := names.ParsePerson(joined); ok && len(found) == 0 && !c.quiet {
		// Two words may be a name: then the words of the question need not be there.
		c.instead = append(c.instead, c.personKeys(p, fieldHolderKeys, fieldAuthorKeys)...)
	}
	for _, f := range found {
		var words []query.Query
		for i, cl := range text {
			if starts[i] < f.End && starts[i]+len(cl.text) > f.Start {
				words = append(words, filledQueries(c.clause(cl))...)
			}
		}
		options := c.personKeys(f.Person, fieldHolderKeys, fieldAuthorKeys)
		wanted = append(wanted, anyOf(append(options, filledQueries(all(words))...)))
	}
	for i, cl := range text {
		named := false
		for _, f := range found {
			named = named || starts[i] < f.End && starts[i]+len(cl.text) > f.Start
		}
		if !named {
			rest = append(rest, cl)
		}
	}
	return wanted, rest
}

// personKeys asks for a person by what the register files them under.
func (c *compiler) personKeys(p names.Person, fields ...string) []query.Query {
	var options []query.Query
	for _, key := range p.Asked() {
		for _, field := range fields {
			options = append(options, boosted(term(key, field), nameBoost))
		}
	}
	return options
}

// legalForms takes the legal forms of organisations out of a text, short or
// spelled out: entries name the same holder either way.
func (c *compiler) legalForms(text []clause) (rest []clause, marks []string) {
	joined, starts := joinClauses(text)
	tokens := c.words.Tokens(joined)
	taken := make([]bool, len(text))
	for _, f := range c.forms.In(tokens) {
		marks = append(marks, f.Mark)
		for i := range text {
			taken[i] = taken[i] || starts[i] < tokens[f.Last].End && starts[i]+len(text[i].text) > tokens[f.First].Start
		}
	}
	for i, cl := range text {
		if !taken[i] {
			rest = append(rest, cl)
		}
	}
	return rest, marks
}

// joinClauses returns the text of clauses and where each begins in it.
func joinClauses(text []clause) (joined string, starts []int) {
	var b strings.Builder
	for i, cl := range text {
		if i > 0 {
			b.WriteByte(' ')
		}
		starts = append(starts, b.Len())
		b.WriteString(cl.text)
	}
	return b.String(), starts
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// filledQueries returns the queries that are there.
func filledQueries(list ...query.Query) []query.Query {
	var filled []query.Query
	for _, q := range list {
		if q != nil {
			filled = append(filled, q)
		}
	}
	return filled
}
