package regulation

import (
	"slices"
	"strings"
)

// named is something in a pack that bears an id. The key tells kinds apart that
// may share their ids ("role clerk"); cited is what a decision may cite, and
// whose id is therefore given once in a whole act.
type named struct {
	path, key string
	cited     bool
}

// ids lists everything in the file that bears an id.
func (p *Pack) ids() []named {
	var out []named
	add := func(list string, i int, key string, cited bool) {
		out = append(out, named{item(list, i) + ".id", key, cited})
	}
	for i, x := range p.Rules {
		add("$.rules", i, x.ID, true)
	}
	for i, x := range p.Documents {
		add("$.documents", i, x.ID, true)
	}
	for i, x := range p.Checks {
		add("$.checks", i, x.ID, true)
	}
	for i, x := range p.Procedure.Commands {
		add("$.procedure.commands", i, x.ID, false)
	}
	for i, x := range p.Procedure.Transitions {
		add("$.procedure.transitions", i, x.ID, true)
	}
	for i, x := range p.Procedure.States {
		add("$.procedure.states", i, x.ID, false)
	}
	for i, x := range p.Procedure.Roles {
		add("$.procedure.roles", i, "role "+x.ID, true)
	}
	for i, x := range p.Terms {
		add("$.terms", i, x.ID, true)
	}
	for i, x := range p.Fees {
		add("$.fees", i, x.ID, true)
	}
	for i, x := range p.Registers {
		add("$.registers", i, "register "+x.ID, false)
	}
	for i, x := range p.Publishing {
		add("$.publications", i, "publication "+x.ID, false)
	}
	for i, x := range p.Events {
		add("$.events", i, "event "+x.ID, false)
	}
	for i, x := range p.Settings {
		add("$.settings", i, x.ID, true)
	}
	for i, x := range p.OfficeHours {
		add("$.office_hours", i, "hours "+x.ID, true)
	}
	for i, x := range p.Texts {
		add("$.texts", i, "text "+x.ID, false)
	}
	for i, x := range p.Links {
		add("$.links", i, "link "+x.ID, false)
	}
	for i, x := range p.KnownAs {
		add("$.known_as", i, "name "+x.ID, false)
	}
	return out
}

// bare is the id alone.
func (n named) bare() string {
	if _, id, ok := strings.Cut(n.key, " "); ok {
		return id
	}
	return n.key
}

// gatherIDs demands that everything a decision may cite has an id of its own,
// in all packs of the act.
func (v *validator) gatherIDs() {
	for _, n := range v.own.ids() {
		v.id(n.path, n.key)
		v.known[n.bare()] = true
	}
	for i, x := range v.own.OfficeHours {
		v.point(item("$.office_hours", i)+".point", x.Point)
	}
	for _, q := range v.engine.family(v.pack, v.pack.InForceFrom)[1:] {
		for _, n := range q.Own().ids() {
			v.known[n.bare()] = true
			if path, ok := v.ids[n.key]; ok && n.cited {
				v.at(path, "id %q is used already in %s: the packs of one act share their ids", n.bare(), q.File)
			}
		}
	}
	for _, t := range v.pack.Texts[len(v.own.Texts):] {
		if path, ok := v.ids["text "+t.ID]; ok {
			v.at(path, "the whole has a text %q already", t.ID)
		}
	}
}

// part checks what a header says of the pack as a part of an act, and of the
// papers that open its cases.
func (v *validator) part() {
	h, at := v.pack.Header, "$.regulation"
	switch whole := v.engine.whole(v.pack); {
	case h.PartOf == "":
	case whole == nil:
		v.at(at+".part_of", "there is no other pack %q", h.PartOf)
	case whole.PartOf != "":
		v.at(at+".part_of", "pack %q is a part itself; name the whole", h.PartOf)
	}
	for i, kind := range h.OpenedBy {
		in := item(at+".opened_by", i)
		if !slices.ContainsFunc(v.own.Documents, func(d Document) bool { return d.Kind == kind && d.Direction == "incoming" }) {
			v.at(in, "there is no incoming document of the kind %q", kind)
		}
		if other := v.alsoOpenedBy(kind); other != "" {
			v.at(in, "papers of the kind %q open cases of %s already", kind, other)
		}
	}
}

// alsoOpenedBy returns another pack whose cases the kind opens.
func (v *validator) alsoOpenedBy(kind string) string {
	for _, q := range v.engine.packs {
		if q.ID != v.pack.ID && slices.Contains(q.OpenedBy, kind) {
			return q.ID
		}
	}
	return ""
}

// links checks under which names cases know one another.
func (v *validator) links() {
	for i, n := range v.own.KnownAs {
		at := item("$.known_as", i)
		v.name(at+".id", n.ID, n.ID, map[string]bool{})
		v.filled(at+".value", n.Value)
	}
	for i, l := range v.own.Links {
		at := item("$.links", i)
		v.name(at+".id", l.ID, l.ID, map[string]bool{})
		v.filled(at+".title", l.Title)
		v.point(at+".point", l.Point)
		v.filled(at+".by", l.By)
		editions := v.engine.byID[l.Pack]
		if len(editions) == 0 {
			v.at(at+".pack", "there is no pack %q", l.Pack)
			continue
		}
		if !slices.ContainsFunc(editions, func(q *Pack) bool {
			return slices.ContainsFunc(q.KnownAs, func(n Name) bool { return n.ID == l.KnownAs })
		}) {
			v.at(at+".known_as", "cases of %s are not known as %q", l.Pack, l.KnownAs)
		}
	}
}

// missing returns the fields whose names are not among others.
func missing(fields, others []Field) []Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool {
		return slices.ContainsFunc(others, func(o Field) bool { return o.Name == f.Name })
	})
}
