package regulation

import (
	"cel.dev/cel-go/cel"
)

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
