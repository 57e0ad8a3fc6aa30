package index

import (
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/index/russian"
	"vestnik/pipeline"
)

// weighted is a text field and how much more a word in it says than one in an
// abstract.
type weighted struct {
	name  string
	boost float64
}

// textFields returns the fields in which a word without a field is looked for.
func textFields() []weighted {
	return []weighted{{fieldTitle, 4}, {fieldHolders, 2}, {fieldAuthors, 2}, {fieldAbstract, 1}, {fieldOther, 1}}
}

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

// compile turns clauses into Bleve queries.
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
	c.out.every = exclude(all(wanted), unwanted)
	if len(wanted) > 1 {
		c.out.some = exclude(bleve.NewDisjunctionQuery(wanted...), unwanted)
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

func exclude(q query.Query, unwanted []query.Query) query.Query {
	if len(unwanted) == 0 {
		return q
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(q)
	b.AddMustNot(unwanted...)
	return b
}

type compiler struct {
	words *russian.Analyzer
	out   compiled
}

// clause returns the query of one clause, or nil when nothing in it can be
// searched for.
func (c *compiler) clause(cl clause) query.Query {
	switch cl.field {
	case fieldNumber, fieldRegister, fieldYear:
		return c.exact(cl)
	}
	fields := textFields()
	if cl.field != "" {
		fields = []weighted{{cl.field, 1}}
	}
	tokens := c.words.Tokens(cl.text)
	if len(tokens) == 0 {
		return nil
	}
	var q query.Query
	switch {
	case cl.form == phraseForm:
		q = phrase(parts(tokens), fields)
	case cl.form == prefixForm:
		q = c.beginning(tokens, fields)
	default:
		q = word(tokens, fields)
	}
	if cl.not {
		return q
	}
	for _, t := range tokens {
		c.out.terms[t.Term] = true
	}
	if number := bareNumber(cl.text); cl.field == "" && cl.form == wordForm && looksLikeNumber(number) {
		q = bleve.NewDisjunctionQuery(q, term(number, fieldNumber, numberBoost))
	}
	return q
}

// exact looks a number, register or year up as it is.
func (c *compiler) exact(cl clause) query.Query {
	value := strings.ToLower(strings.TrimSpace(cl.text))
	if cl.field == fieldNumber {
		value = bareNumber(cl.text)
	}
	if value == "" {
		return nil
	}
	if cl.form == prefixForm {
		q := bleve.NewPrefixQuery(value)
		q.SetField(cl.field)
		return q
	}
	return term(value, cl.field, 1)
}

// word looks for a word in any of the fields: a simple one by its term, a
// hyphenated one by its parts in a row or by its parts written together.
func word(tokens []russian.Token, fields []weighted) query.Query {
	single := parts(tokens)
	var options []query.Query
	if len(single) > 1 {
		options = append(options, phrase(single, fields))
	}
	for _, t := range tokens {
		if t.Joined || len(single) == 1 {
			options = append(options, anywhere(t.Term, fields)...)
		}
	}
	return anyOf(options)
}

// beginning looks for words that begin so; the stem catches those whose ending
// was cut when they were indexed.
func (c *compiler) beginning(tokens []russian.Token, fields []weighted) query.Query {
	last := parts(tokens)[len(parts(tokens))-1]
	c.out.prefix = append(c.out.prefix, last.Surface)
	options := anywhere(last.Term, fields)
	for _, f := range fields {
		q := bleve.NewPrefixQuery(last.Surface)
		q.SetField(f.name)
		q.SetBoost(f.boost)
		options = append(options, q)
	}
	return anyOf(options)
}

// phrase looks for the words in a row within one field.
func phrase(tokens []russian.Token, fields []weighted) query.Query {
	if len(tokens) == 1 {
		return anyOf(anywhere(tokens[0].Term, fields))
	}
	row := make([]string, len(tokens))
	for i, t := range tokens {
		row[i] = t.Term
	}
	var options []query.Query
	for _, f := range fields {
		q := bleve.NewPhraseQuery(row, f.name)
		q.SetBoost(f.boost)
		options = append(options, q)
	}
	return anyOf(options)
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

func anywhere(value string, fields []weighted) []query.Query {
	list := make([]query.Query, len(fields))
	for i, f := range fields {
		list[i] = term(value, f.name, f.boost)
	}
	return list
}

func term(value, field string, boost float64) query.Query {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	q.SetBoost(boost)
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
		filters = append(filters, term(string(s.Register), fieldRegister, 1))
	}
	for _, facet := range facetFields() {
		if value := s.Facets[facet]; value != "" {
			filters = append(filters, term(value, facet, 1))
		}
	}
	if !s.From.IsZero() || !s.To.IsZero() {
		filters = append(filters, dayRange(s))
	}
	if len(filters) == 0 {
		return q
	}
	b := bleve.NewBooleanQuery()
	b.AddMust(q)
	b.AddFilter(all(filters))
	return b
}

func dayRange(s pipeline.SearchQuery) query.Query {
	var low, high *float64
	if !s.From.IsZero() {
		n := float64(dayNumber(s.From))
		low = &n
	}
	if !s.To.IsZero() {
		n := float64(dayNumber(s.To))
		high = &n
	}
	inclusive := true
	q := bleve.NewNumericRangeInclusiveQuery(low, high, &inclusive, &inclusive)
	q.SetField(fieldDay)
	return q
}
