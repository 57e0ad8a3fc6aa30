package regulation

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"

	"vestnik/pipeline/workday"
)

// program is a pack ready to run.
type program struct {
	scope       *scope
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
	asked       map[string]bool      // "setting fee_date", "hours window": what conditions and terms look at
	readings    map[string]any       // of the settings, by their names in conditions
	eventNames  map[string]string    // in conditions, by event
	byID        map[string]*transitionProgram
	states      map[string]*StateOf
	blocking    []*StateOf // that close what is outside their region
	roles       map[string]Role
}

type checkProgram struct {
	applies, decidable, holds *expr
	message                   *template
	applyFields               map[string]bool // top-level fields that decide whether it applies
}

type commandProgram struct {
	CommandOf
	needs       []Need
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
	since             *expr
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

// compiler compiles one pack and collects what is wrong with it.
type compiler struct {
	*source
	pack *Pack
	env  *environment
	all  expressions
	out  *program
}

// compile checks a pack and makes it ready; problems go to its source.
func (e *Engine) compile(l *loading) {
	p := l.pack
	p.inheritDefinitions(e.whole(p))
	e.validate(l)
	scope, err := e.scopeOf(p)
	if err != nil {
		l.at("$.regulation.zone", "%v", err)
		return
	}
	p.hours = map[string]workday.OfficeHours{}
	for i, h := range p.OfficeHours {
		parsed, err := workday.ParseHours(h.Hours, scope.zone)
		if err != nil {
			l.at(item("$.office_hours", i)+".hours", "%v", err)
		}
		p.hours[h.ID] = parsed
	}
	env, err := e.newEnvironment(p, scope)
	if err != nil {
		l.at("$.regulation.id", "the declarations do not fit together: %v", err)
		return
	}
	c := &compiler{source: l.source, pack: p, env: env, all: expressions{}, out: &program{
		scope: scope, definitions: map[string]*expr{}, documents: map[string]*documentProgram{},
		commands: map[string]*commandProgram{}, terminal: map[string]*expr{}, termApplies: map[string]*expr{}, extends: map[string][]*expr{},
		stops: map[string]*expr{}, asked: map[string]bool{}, knownAs: map[string]*expr{}, linkBy: map[string]*expr{},
		readings: e.readings(p), eventNames: map[string]string{}, byID: map[string]*transitionProgram{},
		states: map[string]*StateOf{"": {}}, roles: map[string]Role{},
	}}
	for _, event := range p.Events {
		c.out.eventNames[event.ID] = identifier(event.ID)
	}
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
	x, issues := c.all.compile(env, text, want)
	for _, i := range issues {
		c.inside(path, i.line, i.column, "%s", i.message)
	}
	if x != nil {
		c.literals(path, x.uses.literals)
		c.asks(x.uses)
	}
	return x
}

// template compiles the text at a path.
func (c *compiler) template(env *cel.Env, path, text string) *template {
	t, issues := c.all.template(env, text)
	for _, i := range issues {
		c.inside(path, i.line, i.column, "%s", i.message)
	}
	for _, p := range t.parts {
		if p.value == nil {
			continue
		}
		c.asks(p.value.uses)
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

// asks notes which settings and office hours an expression looks at.
func (c *compiler) asks(u uses) {
	for _, name := range u.members[varSettings] {
		c.out.asked["setting "+name] = true
	}
	for _, l := range u.literals {
		if l.function == "in_hours" {
			c.out.asked["hours "+l.value] = true
		}
	}
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
		t, ok := c.out.scope.terms[id]
		return ok && t.Unit != "none"
	case "ends", "runs":
		return slices.ContainsFunc(c.pack.Terms, func(t Term) bool { return t.ID == id && t.Unit != "none" && t.From.Words == "" })
	case "fee":
		for _, f := range c.out.scope.fees {
			if f.Code == id {
				return true
			}
		}
		return false
	case "item":
		_, ok := c.out.scope.lists[id]
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

// definitions compiles named values in order; each sees those before it. The
// environment is extended only when one is looked at: that takes a while.
func (c *compiler) definitions() {
	inherited := len(c.pack.Definitions) - len(c.pack.Own().Definitions)
	var pending []cel.EnvOption
	var names []string
	declare := func(path string) {
		next, err := c.env.check.Extend(pending...)
		if err != nil {
			c.at(path, "%v", err)
			return
		}
		c.env.check, pending, names = next, nil, nil
	}
	for i, d := range c.pack.Definitions {
		path := item("$.definitions", i-inherited)
		if i < inherited {
			path = "$.regulation.part_of"
		}
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(d.Value, name) }) {
			declare(path + ".name")
		}
		if x := c.expr(c.env.check, path+".value", d.Value, cel.DynType); x != nil {
			pending, names = append(pending, cel.Variable(d.Name, x.typ)), append(names, d.Name)
			c.out.definitions[d.Name] = x
		}
	}
	declare("$.definitions")
}

func (c *compiler) terms() {
	for i, t := range c.pack.Terms {
		c.out.asked["hours "+t.Hours] = true
		if t.Roll.Setting != "" {
			c.out.asked["setting "+identifier(t.Roll.Setting)] = true
		}
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
