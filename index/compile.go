package index

import (
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"

	"vestnik/index/russian"
	"vestnik/pipeline"
)

// How much more something says than a word found anywhere.
const (
	titleBoost  = 4  // a word in the title
	formBoost   = 1  // the legal form of a holder that is named with one
	nameBoost   = 4  // a person, named as the register names them or by initials
	numberBoost = 50 // puts the entry of a number before all that mention it
	partBoost   = 5  // the beginning or the end of a number
	soundBoost  = .5 // a word that only sounds so
	kinBoost    = .3 // a word that only begins so
)

// leastKin is how many letters a word must share with others that are to stand for
// it, where it stands nowhere itself.
const leastKin = 4

// enoughOf is which share of the words must be there when no document has all.
const enoughOf = .6

// compiled is a question ready to be asked, and what it looks for.
type compiled struct {
	clauses  []clause      // that are wanted
	attempts []query.Query // the next is asked when one finds nothing: all the words, most of them, any
	terms    map[string]bool
	prefix   []string
	fuzzy    []fuzzyWord
	wanted   russian.Wanted // all of these
	present  bool           // something is asked for, not only excluded
	widened  bool           // a word that stands nowhere is asked for by others that sound or begin so
}

// compiler turns the tree of a question into Bleve queries. What must match is
// looked for in one field that holds all text; what stands in the title besides is
// a bonus, the larger the more of the words stand there. (A disjunction over many
// fields would do the same by name, but Bleve multiplies its score by the share of
// fields that match, and a word met twice in passing would beat a title.)
type compiler struct {
	lexis
	index vocabulary
	out   compiled
	bonus []query.Query
	// instead is what answers the question without any of its words, where it is
	// nothing but running text.
	instead []query.Query
	quiet   bool // inside of what must not be there
	err     error
}

// compile compiles a question against a state of the index.
func (x *Index) compile(in state, s pipeline.SearchQuery) (compiled, error) {
	c := compiler{lexis: x.lexis, index: vocabulary{in.reader}, out: compiled{terms: make(map[string]bool)}}
	root := parseQuery(s.Text)
	wanted, unwanted := c.group(root.nodes)
	var always []query.Query // however much of the rest is let go
	if s.Like != "" {
		always = append(always, c.like(s.Like))
	}
	c.out.clauses = root.clauses()
	c.out.present = len(wanted)+len(always) > 0
	strict := wanted
	if len(c.instead) > 0 && isText(root) {
		strict = []query.Query{anyOf(append(c.instead, all(wanted)))}
	}
	attempt := func(must ...query.Query) {
		c.out.attempts = append(c.out.attempts, assemble(all(slices.Concat(always, must)), c.bonus, unwanted))
	}
	attempt(strict...)
	if len(wanted) > 2 {
		most := bleve.NewDisjunctionQuery(wanted...)
		most.SetMin(math.Ceil(enoughOf * float64(len(wanted))))
		attempt(most)
	}
	if len(wanted) > 1 {
		attempt(bleve.NewDisjunctionQuery(wanted...))
	}
	return c.out, c.err
}

// group compiles nodes of which all are wanted: those that must be there and
// those that must not.
func (c *compiler) group(nodes []node) (wanted, unwanted []query.Query) {
	var text []clause
	for _, n := range nodes {
		switch {
		case n.not:
			if q := c.excluded(n); q != nil {
				unwanted = append(unwanted, q)
			}
		case n.isLeaf() && n.clause.plain():
			text = append(text, n.clause)
		default:
			if q := c.node(n); q != nil {
				wanted = append(wanted, q)
			}
		}
	}
	return append(c.text(text, len(wanted) == 0), wanted...), unwanted
}

// isText reports whether a question consists of words alone.
func isText(root node) bool {
	return !root.any && !slices.ContainsFunc(root.nodes, func(n node) bool { return n.not || !n.isLeaf() || !n.clause.plain() })
}

// node compiles a node without what it must not be; nil when nothing in it can be
// searched for.
func (c *compiler) node(n node) query.Query {
	switch {
	case n.isLeaf():
		return c.clause(n.clause)
	case !n.any:
		wanted, unwanted := c.group(n.nodes)
		if len(wanted)+len(unwanted) == 0 {
			return nil
		}
		return assemble(all(wanted), nil, unwanted)
	}
	var options []query.Query
	for _, part := range n.nodes {
		if q := c.node(part); q != nil {
			options = append(options, q)
		}
	}
	if len(options) == 0 {
		return nil
	}
	return anyOf(options)
}

// excluded compiles what must not be there: it gives no bonus and nothing to mark.
func (c *compiler) excluded(n node) query.Query {
	quiet := c.quiet
	c.quiet = true
	defer func() { c.quiet = quiet }()
	return c.node(n)
}

// praise adds something that raises the score of a hit that has it.
func (c *compiler) praise(q query.Query, boost float64) {
	if !c.quiet {
		c.bonus = append(c.bonus, boosted(q, boost))
	}
}

// mark remembers the words that hits are to show.
func (c *compiler) mark(tokens []russian.Token) {
	if c.quiet {
		return
	}
	for _, t := range tokens {
		for _, each := range t.Terms {
			c.out.terms[each] = true
			c.words.AddTerm(&c.out.wanted, each)
		}
	}
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

func anyOf(options []query.Query) query.Query {
	if len(options) == 1 {
		return options[0]
	}
	return bleve.NewDisjunctionQuery(options...)
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

func boosted(q query.Query, boost float64) query.Query {
	if b, ok := q.(query.BoostableQuery); ok {
		b.SetBoost(boost)
	}
	return q
}
