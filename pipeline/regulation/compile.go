package regulation

import (
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // the office's zone must be known on machines without a zone database

	"cel.dev/cel-go/cel"

	"vestnik/pipeline/workday"
)

// program is a pack ready to run.
type program struct {
	linked      *linked
	definitions map[string]*expr
	checks      []checkProgram // in the order of Pack.Checks
	documents   map[string]*documentProgram
	commands    map[string]*commandProgram
	transitions []*transitionProgram // in the order of the pack
	terminal    map[string]*expr     // by state
	termApplies map[string]*expr     // by term
	extends     map[string][]*expr   // by term: when each of its extensions counts; nil: always
	stops       map[string]*expr     // by state that stops terms
	knownAs     map[string]*expr     // by name
	linkBy      map[string]*expr     // by link
	states      map[string]StateOf
	roles       map[string]Role
}

type checkProgram struct {
	applies, decidable, holds *expr
	message                   *template
	applyFields               map[string]bool // top-level fields that decide whether it applies
}

type documentProgram struct {
	Document
	addressee *expr
	body      *template
	mustSay   []*template
}

// uses returns everything that the expressions of the document mention.
func (d *documentProgram) uses() []uses {
	var all []uses
	if d.addressee != nil {
		all = append(all, d.addressee.uses)
	}
	for _, t := range append([]*template{d.body}, d.mustSay...) {
		if t == nil {
			continue
		}
		for _, p := range t.parts {
			if p.value != nil {
				all = append(all, p.value.uses)
			}
		}
	}
	return all
}

type commandProgram struct {
	CommandOf
	requires    []guardProgram
	transitions []*transitionProgram
}

type transitionProgram struct {
	Transition
	command           *commandProgram // nil when the machine takes it
	requires          []guardProgram
	dates, values     []effect
	register, publish *expr
	entry             *expr
	record            *recordProgram
}

// recordProgram is what a transition records about an entry.
type recordProgram struct {
	RecordOf
	code   *expr
	values []*expr // by field
}

type guardProgram struct {
	Guard
	holds      *expr
	reason     *template
	needsArgs  bool
	aboutActor bool // when it fails, it is the person who stands in the way
}

type effect struct {
	name  string
	value *expr
}

// linked is what a pack sees of itself, of the packs it includes, and of the office.
type linked struct {
	calendar *workday.Calendar
	due      func(Term, workday.Date) (workday.Due, error)
	zone     *time.Location
	fields   []Field
	lists    map[string]List // by id, and by "pack/id"
	terms    map[string]Term // of the pack, then of its whole and the other parts
	fees     []Fee
}

// link gathers what the pack refers to.
func (e *Engine) link(p *Pack) (*linked, error) {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil || p.Zone == "" {
		return nil, fmt.Errorf("zone %q is not known", p.Zone)
	}
	l := &linked{calendar: e.calendar, zone: zone,
		due: func(t Term, from workday.Date) (workday.Due, error) { return e.count(p, t, from) }, lists: map[string]List{}, terms: map[string]Term{}}
	l.fields = append(l.fields, p.Fields...)
	l.fees = append(l.fees, p.Fees...)
	for _, list := range p.Lists {
		l.lists[list.ID] = list
		l.lists[p.ID+"/"+list.ID] = list
	}
	for _, q := range e.family(p, p.InForceFrom) {
		for _, t := range q.Terms {
			if _, ours := l.terms[t.ID]; !ours {
				l.terms[t.ID] = t
			}
		}
	}
	includes := p.Includes
	if whole := e.whole(p); whole != nil {
		includes = appendNew(slices.Clone(includes), whole.Includes)
		for _, list := range whole.Lists {
			l.lists[whole.ID+"/"+list.ID] = list
		}
	}
	for _, id := range includes {
		e.linkIncluded(l, id, slices.Contains(p.Includes, id))
	}
	return l, nil
}

// linkIncluded adds the fields and lists of an included pack's newest edition,
// and the fees of all its editions where the pack itself includes it.
func (e *Engine) linkIncluded(l *linked, id string, itself bool) {
	editions := e.byID[id]
	for i, q := range editions {
		if itself {
			l.fees = append(l.fees, q.Fees...)
		}
		if i < len(editions)-1 {
			continue
		}
		for _, f := range q.Fields {
			if !slices.ContainsFunc(l.fields, func(have Field) bool { return have.Name == f.Name }) {
				l.fields = append(l.fields, f)
			}
		}
		for _, list := range q.Lists {
			l.lists[q.ID+"/"+list.ID] = list
		}
	}
}

// compiler compiles one pack and collects what is wrong with it.
type compiler struct {
	*source
	pack *Pack
	env  *environment
	out  *program
}

// compile checks a pack and makes it ready; problems go to its source.
func (e *Engine) compile(l *loading) {
	p := l.pack
	p.inheritDefinitions(e.whole(p))
	e.validate(l)
	linked, err := e.link(p)
	if err != nil {
		l.at("$.regulation.zone", "%v", err)
		return
	}
	p.hours = map[string]workday.OfficeHours{}
	for i, h := range p.OfficeHours {
		parsed, err := workday.ParseHours(h.Hours, linked.zone)
		if err != nil {
			l.at(item("$.office_hours", i)+".hours", "%v", err)
		}
		p.hours[h.ID] = parsed
	}
	env, err := e.newEnvironment(p, linked)
	if err != nil {
		l.at("$.regulation.id", "the declarations do not fit together: %v", err)
		return
	}
	c := &compiler{source: l.source, pack: p, env: env, out: &program{
		linked: linked, definitions: map[string]*expr{}, documents: map[string]*documentProgram{},
		commands: map[string]*commandProgram{}, terminal: map[string]*expr{}, termApplies: map[string]*expr{}, extends: map[string][]*expr{},
		stops: map[string]*expr{}, knownAs: map[string]*expr{}, linkBy: map[string]*expr{},
		states: map[string]StateOf{}, roles: map[string]Role{},
	}}
	c.definitions()
	if err := env.extendForActs(); err != nil {
		l.at("$.regulation.id", "the declarations do not fit together: %v", err)
		return
	}
	c.checks()
	c.documents()
	c.procedure()
	c.terms()
	c.links()
	p.program = c.out
}

// expr compiles the expression at a path; nil when there is none or it is wrong.
func (c *compiler) expr(env *cel.Env, path, text string, want *cel.Type) *expr {
	if text == "" {
		return nil
	}
	x, issues := compile(env, text, want)
	for _, i := range issues {
		c.inside(path, i.line, i.column, "%s", i.message)
	}
	if x != nil {
		c.literals(path, x.uses.literals)
	}
	return x
}

// template compiles the text at a path.
func (c *compiler) template(env *cel.Env, path, text string) *template {
	t, issues := compileTemplate(env, text)
	for _, i := range issues {
		c.inside(path, i.line, i.column, "%s", i.message)
	}
	for _, p := range t.parts {
		if p.value == nil {
			continue
		}
		for _, l := range p.value.uses.literals {
			if l.line == 1 {
				l.column += p.column - 1
			}
			l.line += p.line - 1
			c.literals(path, []literal{l})
		}
	}
	return t
}

// literals checks the ids that functions were given.
func (c *compiler) literals(path string, all []literal) {
	for _, l := range all {
		if !l.constant {
			if l.function != "date" {
				c.inside(path, l.line, l.column, "%s() needs an id written out", l.function)
			}
			continue
		}
		if !c.knows(l.function, l.value) {
			c.inside(path, l.line, l.column, "%s(%q) leads nowhere", l.function, l.value)
		}
	}
}

func (c *compiler) knows(function, id string) bool {
	switch function {
	case "due", "length", "provisional":
		t, ok := c.out.linked.terms[id]
		return ok && t.Unit != "none"
	case "ends", "runs":
		return slices.ContainsFunc(c.pack.Terms, func(t Term) bool { return t.ID == id && t.Unit != "none" && t.From.Words == "" })
	case "fee":
		for _, f := range c.out.linked.fees {
			if f.Code == id {
				return true
			}
		}
		return false
	case "item":
		_, ok := c.out.linked.lists[id]
		return ok
	case "in_hours":
		_, ok := c.pack.hours[id]
		return ok
	case "date":
		_, err := workday.ParseDate(id)
		return err == nil
	}
	return true
}

// definitions compiles named values in order; each sees those before it.
func (c *compiler) definitions() {
	inherited := len(c.pack.Definitions) - len(c.pack.Own().Definitions)
	for i, d := range c.pack.Definitions {
		path := item("$.definitions", i-inherited)
		if i < inherited {
			path = "$.regulation.part_of"
		}
		x := c.expr(c.env.check, path+".value", d.Value, cel.DynType)
		if x == nil {
			continue
		}
		next, err := c.env.check.Extend(cel.Variable(d.Name, x.typ))
		if err != nil {
			c.at(path+".name", "%v", err)
			continue
		}
		c.env.check, c.out.definitions[d.Name] = next, x
	}
}

func (c *compiler) checks() {
	for i, k := range c.pack.Checks {
		path := item("$.checks", i)
		p := checkProgram{
			applies:   c.expr(c.env.check, path+".applies", k.Applies, cel.BoolType),
			decidable: c.expr(c.env.check, path+".decidable", k.Decidable, cel.BoolType),
			holds:     c.expr(c.env.check, path+".holds", k.Holds, cel.BoolType),
			message:   c.template(c.env.check, path+".message", k.Message),
		}
		p.applyFields = c.fieldsUsed(p.applies)
		for f := range c.fieldsUsed(p.holds) {
			if !restsOn(k.RestsOn, f) {
				c.at(path+".holds", "the rule looks at the field %s but rests_on does not name it", f)
			}
		}
		c.out.checks = append(c.out.checks, p)
	}
}

// fieldsUsed returns the top-level fields that an expression reads, through definitions too.
func (c *compiler) fieldsUsed(x *expr) map[string]bool {
	out := map[string]bool{}
	if x == nil {
		return out
	}
	for _, f := range x.uses.members[varFields] {
		out[f] = true
	}
	for name := range x.uses.idents {
		if d := c.out.definitions[name]; d != nil && d != x {
			for f := range c.fieldsUsed(d) {
				out[f] = true
			}
		}
	}
	return out
}

func (c *compiler) documents() {
	texts := map[string]string{}
	own := len(c.pack.Own().Texts)
	for i, t := range c.pack.Texts {
		texts[t.ID] = t.Body
		if i >= own {
			continue // checked where it stands, and where it is taken in
		}
		at := item("$.texts", i) + ".body"
		if len(includesOf(t.Body)) > 0 {
			c.at(at, "a shared text takes in no other")
		}
		c.template(c.env.act, at, withTexts(t.Body, nil))
	}
	for i, d := range c.pack.Documents {
		at := item("$.documents", i)
		p := &documentProgram{Document: d, addressee: c.expr(c.env.act, at+".addressee", d.Addressee, cel.StringType)}
		if d.Body != "" {
			p.body = c.body(at+".body", d.Body, texts)
		}
		for j, m := range d.MustSay {
			p.mustSay = append(p.mustSay, c.template(c.env.act, item(at+".must_say", j)+".text", m.Text))
		}
		c.out.documents[d.ID] = p
	}
}

// body compiles the text of a document. Its own lines are checked where they
// stand; the shared texts have been checked at theirs.
func (c *compiler) body(at, body string, texts map[string]string) *template {
	for _, in := range includesOf(body) {
		if _, ok := texts[in.id]; !ok {
			c.inside(at, in.line, 1, "there is no text %q to take in", in.id)
		}
	}
	c.template(c.env.act, at, withTexts(body, nil))
	for _, in := range includesOf(body) {
		if issues := c.inherited(in.id, texts); len(issues) > 0 {
			c.inside(at, in.line, 1, "the text %q of the whole does not fit here: %s", in.id, issues[0].message)
		}
	}
	whole, _ := compileTemplate(c.env.act, withTexts(body, texts))
	return whole
}

// inherited returns what is wrong in this pack with a text of the whole, which
// may speak of what only another procedure has.
func (c *compiler) inherited(id string, texts map[string]string) []issue {
	if slices.ContainsFunc(c.pack.Own().Texts, func(t Text) bool { return t.ID == id }) {
		return nil
	}
	t, issues := compileTemplate(c.env.act, texts[id])
	for _, p := range t.parts {
		if p.value == nil {
			continue
		}
		for _, l := range p.value.uses.literals {
			if !l.constant || !c.knows(l.function, l.value) {
				issues = append(issues, issue{1, 1, fmt.Sprintf("%s(%q) leads nowhere", l.function, l.value)})
			}
		}
	}
	return issues
}

func (c *compiler) terms() {
	for i, t := range c.pack.Terms {
		if x := c.expr(c.env.check, item("$.terms", i)+".applies", t.Applies, cel.BoolType); x != nil {
			c.out.termApplies[t.ID] = x
		}
		for j, x := range t.Extensions {
			at := item(item("$.terms", i)+".extensions", j) + ".when"
			c.out.extends[t.ID] = append(c.out.extends[t.ID], c.expr(c.env.check, at, x.When, cel.BoolType))
		}
	}
}

func (c *compiler) links() {
	for i, n := range c.pack.KnownAs {
		c.out.knownAs[n.ID] = c.expr(c.env.check, item("$.known_as", i)+".value", n.Value, cel.StringType)
	}
	for i, l := range c.pack.Links {
		c.out.linkBy[l.ID] = c.expr(c.env.check, item("$.links", i)+".by", l.By, cel.StringType)
	}
}
