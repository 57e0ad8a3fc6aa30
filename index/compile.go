package index

import (
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/index/russian"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// titleBoost is how much more a word in the title says than one elsewhere.
const titleBoost = 4

// numberBoost puts the entry of a number before all that mention it.
const numberBoost = 50

// compiled is a question ready to be asked, and what it looks for.
type compiled struct {
	every   query.Query // all words
	some    query.Query // any of them; nil when that is the same
	terms   map[string]bool
	prefix  []string
	present bool // something is asked for, not only excluded
}

// compile turns clauses into Bleve queries. What must match is looked for in one
// field that holds all text; what stands in the title besides is a bonus, the
// larger the more of the words stand there. (A disjunction over many fields
// would do the same by name, but Bleve multiplies its score by the share of
// fields that match, and a word met twice in passing would beat a title.)
func compile(words *russian.Analyzer, clauses []clause) compiled {
	c := compiler{words: words, out: compiled{terms: make(map[string]bool)}}
	var wanted, unwanted []query.Query
	for _, cl := range withoutStopWords(words, clauses) {
		q := c.clause(cl)
		switch {
		case q == nil:
		case cl.not:
			unwanted = append(unwanted, q)
		default:
			wanted = append(wanted, q)
		}
	}
	c.out.present = len(wanted) > 0
	c.out.every = assemble(all(wanted), c.bonus, unwanted)
	if len(wanted) > 1 {
		c.out.some = assemble(bleve.NewDisjunctionQuery(wanted...), c.bonus, unwanted)
	}
	return c.out
}

func all(wanted []query.Query) query.Query {
	switch len(wanted) {
	case 0:
		return bleve.NewMatchAllQuery()
	case 1:
		return wanted[0]
	}
	return bleve.NewConjunctionQuery(wanted...)
}

func assemble(must query.Query, bonus, unwanted []query.Query) query.Query {
	if len(bonus) == 0 && len(unwanted) == 0 {
		return must
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(must)
	if len(bonus) > 0 {
		b.AddShould(bonus...)
	}
	if len(unwanted) > 0 {
		b.AddMustNot(unwanted...)
	}
	return b
}

type compiler struct {
	words *russian.Analyzer
	out   compiled
	bonus []query.Query
}

// clause returns the query of one clause, or nil when nothing in it can be
// searched for.
func (c *compiler) clause(cl clause) query.Query {
	switch cl.field {
	case fieldNumber, fieldRegister, fieldYear:
		return exact(cl)
	}
	tokens := c.words.Tokens(cl.text)
	if len(tokens) == 0 {
		return nil
	}
	field := cl.field
	if field == "" {
		field = fieldText
	}
	q := words(cl.form, tokens, field)
	if cl.not {
		return q
	}
	for _, t := range tokens {
		for _, each := range t.Terms {
			c.out.terms[each] = true
		}
	}
	if cl.form == prefixForm {
		c.out.prefix = append(c.out.prefix, lastPart(tokens).Surface)
	}
	if cl.field != "" {
		return q
	}
	c.bonus = append(c.bonus, boosted(words(cl.form, tokens, fieldTitle), titleBoost))
	if number := bareNumber(cl.text); cl.form == wordForm && looksLikeNumber(number) {
		q = bleve.NewDisjunctionQuery(q, boosted(term(number, fieldNumber), numberBoost))
	}
	return q
}

func boosted(q query.Query, boost float64) query.Query {
	if b, ok := q.(query.BoostableQuery); ok {
		b.SetBoost(boost)
	}
	return q
}

// exact looks a number, register or year up as it is.
func exact(cl clause) query.Query {
	value := strings.ToLower(strings.TrimSpace(cl.text))
	if cl.field == fieldNumber {
		value = bareNumber(cl.text)
	}
	if value == "" {
		return nil
	}
	if cl.form == prefixForm {
		return beginning(value, cl.field)
	}
	return term(value, cl.field)
}

// words looks for the words of one clause in a field.
func words(f form, tokens []russian.Token, field string) query.Query {
	switch f {
	case phraseForm:
		return phrase(parts(tokens), field)
	case prefixForm:
		// The stem catches words whose ending was cut when they were indexed.
		last := lastPart(tokens)
		return anyOf(append(anyTerm(last, field), beginning(last.Surface, field)))
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

func beginning(value, field string) query.Query {
	q := bleve.NewPrefixQuery(value)
	q.SetField(field)
	return q
}

func anyOf(options []query.Query) query.Query {
	if len(options) == 1 {
		return options[0]
	}
	return bleve.NewDisjunctionQuery(options...)
}

// looksLikeNumber reports whether a word may be a registration or application
// number: enough digits and little else.
func looksLikeNumber(bare string) bool {
	digits := 0
	for _, r := range bare {
		if '0' <= r && r <= '9' {
			digits++
		}
	}
	return digits >= 5 && len(bare) <= digits+2
}

// withoutStopWords leaves out words that stand in nearly every text, unless
// nothing else is asked for: they would only keep good answers away.
func withoutStopWords(words *russian.Analyzer, clauses []clause) []clause {
	var kept []clause
	substantial := false
	for _, c := range clauses {
		if c.form == wordForm && c.field == "" && !c.not && isStopWord(words, c.text) {
			continue
		}
		kept = append(kept, c)
		substantial = substantial || !c.not
	}
	if !substantial {
		return clauses
	}
	return kept
}

func isStopWord(words *russian.Analyzer, text string) bool {
	tokens := words.Tokens(text)
	if len(tokens) != 1 {
		return len(tokens) == 0
	}
	switch tokens[0].Surface {
	case "и", "в", "во", "на", "с", "со", "по", "для", "из", "от", "до", "к", "ко", "о", "об", "у", "за", "при", "или", "а", "не",
		"the", "of", "for", "and", "in", "on", "to", "with":
		return true
	}
	return false
}

// narrowed adds the filters of a query, which have no say in the score.
func narrowed(q query.Query, s pipeline.SearchQuery) query.Query {
	var filters []query.Query
	if s.Register != "" {
		filters = append(filters, term(string(s.Register), fieldRegister))
	}
	for _, facet := range facetFields() {
		if value := s.Facets[facet]; value != "" {
			filters = append(filters, term(value, facet))
		}
	}
	if days := dayRange(fieldDay, s.From, s.To); days != nil {
		filters = append(filters, days)
	}
	if days := dayRange(fieldPublished, s.PublishedFrom, s.PublishedTo); days != nil {
		filters = append(filters, days)
	}
	if len(filters) == 0 {
		return q
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(q)
	b.AddFilter(all(filters))
	return b
}

// dayRange holds for the days between the two, both inclusive; it is nil when
// neither is given.
func dayRange(field string, from, to workday.Date) query.Query {
	if from.IsZero() && to.IsZero() {
		return nil
	}
	bound := func(d workday.Date) *float64 {
		if d.IsZero() {
			return nil
		}
		n := float64(dayNumber(d))
		return &n
	}
	inclusive := true
	q := bleve.NewNumericRangeInclusiveQuery(bound(from), bound(to), &inclusive, &inclusive)
	q.SetField(field)
	return q
}
