package regulation

import (
	"slices"
	"sort"

	"cel.dev/cel-go/cel"
)

func (c *compiler) procedure() {
	p := &c.pack.Procedure
	for i, s := range p.States {
		c.out.states[s.ID] = &p.States[i]
		if s.Blocks != "" {
			c.out.blocking = append(c.out.blocking, &p.States[i])
		}
		if x := c.expr(c.env.check, item("$.procedure.states", i)+".terminal_when", s.TerminalWhen, cel.BoolType); x != nil {
			c.out.terminal[s.ID] = x
		}
		if x := c.expr(c.env.check, item("$.procedure.states", i)+".stops_terms", s.StopsTerms, cel.BoolType); x != nil {
			c.out.stops[s.ID] = x
		}
	}
	for _, r := range p.Roles {
		c.out.roles[r.ID] = r
	}
	envs := map[string]*cel.Env{"": c.env.act}
	for i, cmd := range p.Commands {
		env, err := c.env.withArgs(cmd.ID, cmd.Needs)
		if err != nil {
			c.at(item("$.procedure.commands", i)+".needs", "%v", err)
			env = c.env.act
		}
		envs[cmd.ID] = env
		c.out.commands[cmd.ID] = &commandProgram{
			CommandOf: cmd, needs: c.needsOf(cmd), requires: c.guards(env, item("$.procedure.commands", i), cmd.Requires),
		}
	}
	for i, t := range p.Transitions {
		env, ok := envs[t.Command]
		if !ok {
			env = c.env.act // the dangling command is reported by validate
		}
		tp := c.transition(env, item("$.procedure.transitions", i), t)
		if cmd := c.out.commands[t.Command]; cmd != nil && t.Command != "" {
			tp.command = cmd
			cmd.transitions = append(cmd.transitions, tp)
		}
		c.drafted(item("$.procedure.transitions", i), tp)
		c.out.transitions, c.out.byID[t.ID] = append(c.out.transitions, tp), tp
	}
}

// drafted demands that what a second person will sign does not depend on when
// he signs: it is bound when it is drafted, and the dates of the decision come
// only with the signature.
func (c *compiler) drafted(path string, tp *transitionProgram) {
	if tp.command == nil || len(tp.command.Sign) == 0 {
		return
	}
	for i, id := range tp.Notices {
		d := c.out.documents[id]
		if d == nil {
			continue // reported by validate
		}
		for _, u := range d.uses() {
			if u.idents[varNow] {
				c.at(item(path+".notices", i), "%s mentions now, but it is signed later than it is drafted", id)
			}
			if u.idents[varActor] {
				c.at(item(path+".notices", i), "%s mentions the actor, but who signs it is not who drafts it", id)
			}
			for _, name := range u.members[varValues] {
				if tp.dependsOnActor(name) {
					c.at(item(path+".notices", i), "%s mentions the value %s, which differs between who drafts and who signs", id, name)
				}
			}
			for _, name := range u.members[varDates] {
				if _, set := tp.Set.Dates[name]; set {
					c.at(item(path+".notices", i), "%s mentions the date %s, which only the signature sets", id, name)
				}
			}
		}
	}
}

// dependsOnActor reports whether a transition sets a value by who acts.
func (tp *transitionProgram) dependsOnActor(value string) bool {
	return slices.ContainsFunc(tp.values, func(eff effect) bool {
		return eff.name == value && eff.value != nil && eff.value.uses.idents[varActor]
	})
}

func (c *compiler) transition(env *cel.Env, path string, t Transition) *transitionProgram {
	out := &transitionProgram{Transition: t, requires: c.guards(env, path, t.Requires)}
	for _, name := range sortedKeys(t.Set.Dates) {
		at := path + ".set.dates." + name
		if !hasMark(c.pack.Dates, name) {
			c.at(at, "there is no date %q", name)
		}
		out.dates = append(out.dates, effect{name, c.expr(env, at, t.Set.Dates[name], cel.TimestampType)})
	}
	for _, name := range sortedKeys(t.Set.Values) {
		at := path + ".set.values." + name
		typ, ok := valueType(c.pack.Values, name)
		if !ok {
			c.at(at, "there is no value %q", name)
		}
		out.values = append(out.values, effect{name, c.expr(env, at, t.Set.Values[name], typ)})
	}
	out.since = c.expr(env, path+".since", t.Since, cel.TimestampType)
	out.register = c.expr(env, path+".register", t.Register, cel.StringType)
	out.entry = c.expr(env, path+".entry", t.Entry, cel.StringType)
	out.record = c.record(env, path+".record", t.Record)
	out.publish = c.expr(env, path+".publish", t.Publish, cel.StringType)
	return out
}

// record compiles what a transition records about a register's entry.
func (c *compiler) record(env *cel.Env, path string, r *RecordOf) *recordProgram {
	if r == nil {
		return nil
	}
	out := &recordProgram{RecordOf: *r, code: c.expr(env, path+".code", r.Code, cel.StringType)}
	for i, f := range r.Fields {
		out.values = append(out.values, c.expr(env, item(path+".fields", i)+".value", f.Value, cel.StringType))
	}
	return out
}

func (c *compiler) guards(env *cel.Env, path string, all []Guard) []guardProgram {
	var out []guardProgram
	for i, g := range all {
		at := item(path+".requires", i)
		gp := guardProgram{Guard: g, holds: c.expr(env, at+".holds", g.Holds, cel.BoolType), reason: c.template(env, at+".reason", g.Reason)}
		if gp.holds != nil {
			gp.needsArgs, gp.aboutActor = gp.holds.uses.idents[varArgs], gp.holds.uses.idents[varActor]
		}
		out = append(out, gp)
	}
	return out
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func hasMark(marks []Mark, name string) bool {
	for _, m := range marks {
		if m.Name == name {
			return true
		}
	}
	return false
}

func valueType(values []Value, name string) (*cel.Type, bool) {
	for _, v := range values {
		if v.Name == name {
			typ, _ := plainType(v.Type)
			return typ, true
		}
	}
	return cel.DynType, false
}
