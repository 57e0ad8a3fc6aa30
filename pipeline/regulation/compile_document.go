package regulation

import (
	"cel.dev/cel-go/cel"
	"fmt"
	"slices"
)

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
	whole, _ := c.all.template(c.env.act, withTexts(body, texts))
	return whole
}

// inherited returns what is wrong in this pack with a text of the whole, which
// may speak of what only another procedure has.
func (c *compiler) inherited(id string, texts map[string]string) []issue {
	if slices.ContainsFunc(c.pack.Own().Texts, func(t Text) bool { return t.ID == id }) {
		return nil
	}
	t, issues := c.all.template(c.env.act, texts[id])
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
