package regulation

import (
	"slices"
	"strings"

	"vestnik/pipeline/workday"
)

// declarations checks fields, dates, numbers, values and events.
func (v *validator) declarations() {
	inherited := v.pack.Fields[len(v.own.Fields):]
	v.fieldNames("$.fields", v.own.Fields, append(slices.Clone(inherited), v.fields...))
	v.fields = append(v.fields, v.pack.Fields...)
	names := map[string]bool{}
	for i, m := range v.pack.Dates {
		v.mark(item("$.dates", i), m, "date "+m.Name, names)
	}
	for i, m := range v.pack.Numbers {
		v.mark(item("$.numbers", i), m, "number "+m.Name, names)
	}
	for i, x := range v.pack.Values {
		at := item("$.values", i)
		v.name(at+".name", x.Name, "value "+x.Name, names)
		v.filled(at+".title", x.Title)
		if !knownType(x.Type) || x.Type == "choice" {
			v.at(at+".type", "there is no type %q", x.Type)
		}
	}
	for i, e := range v.pack.Events {
		at := item("$.events", i)
		if !packID.MatchString(e.ID) || names["event "+e.ID] {
			v.at(at+".id", "an event needs a name of its own in lower-case words joined by hyphens")
		}
		if e.ID == occurrenceProposed || e.ID == occurrenceSentBack {
			v.at(at+".id", "the name %q belongs to the engine", e.ID)
		}
		names["event "+e.ID] = true
		v.filled(at+".title", e.Title)
	}
}

func (v *validator) mark(at string, m Mark, key string, names map[string]bool) {
	v.name(at+".name", m.Name, key, names)
	v.filled(at+".title", m.Title)
	v.point(at+".point", m.Point)
}

func (v *validator) name(path, name, key string, names map[string]bool) {
	if !plainName.MatchString(name) {
		v.at(path, "the name %q must be of lower-case letters, digits and underscores", name)
	}
	if names[key] {
		v.at(path, "the name %q is used already", name)
	}
	names[key] = true
}

func (v *validator) fieldNames(list string, fields, others []Field) {
	seen := map[string]bool{}
	for _, f := range others {
		seen[f.Name] = true
	}
	for i, f := range fields {
		at := item(list, i)
		v.name(at+".name", f.Name, f.Name, seen)
		v.filled(at+".title", f.Title)
		switch f.Type {
		case "list":
			if (len(f.Item) == 0) == (f.Of == "") || f.Of != "" && !knownType(f.Of) {
				v.at(at+".type", "a list says either of which type its elements are, or their parts")
			}
		case "group":
			if len(f.Item) == 0 {
				v.at(at, "a group needs parts")
			}
		default:
			if !knownType(f.Type) || f.Type == "choice" {
				v.at(at+".type", "there is no type %q", f.Type)
			}
		}
		v.fieldNames(at+".item", f.Item, nil)
	}
}

// fieldPath demands that a path leads to a declared field.
func (v *validator) fieldPath(at, path string) {
	fields := v.fields
	for step := range strings.SplitSeq(path, ".") {
		name, isList := strings.CutSuffix(step, "[]")
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		if i < 0 || isList && fields[i].Type != "list" {
			v.at(at, "there is no field %q", path)
			return
		}
		fields = fields[i].Item
	}
}

func (v *validator) listsAndDefinitions() {
	for _, l := range v.pack.Lists[len(v.own.Lists):] {
		v.lists[l.ID], v.lists[v.pack.PartOf+"/"+l.ID] = true, true
	}
	for i, l := range v.own.Lists {
		at := item("$.lists", i)
		if v.lists[l.ID] {
			v.at(at+".id", "there is a list %q already", l.ID)
		}
		v.filled(at+".id", l.ID)
		v.point(at+".point", l.Point)
		v.lists[l.ID], v.lists[v.pack.ID+"/"+l.ID] = true, true
		codes := map[string]bool{}
		for j, it := range l.Items {
			v.filled(item(at+".items", j)+".code", it.Code)
			v.filled(item(at+".items", j)+".title", it.Title)
			if codes[it.Code] {
				v.at(item(at+".items", j)+".code", "the list has %q already", it.Code)
			}
			codes[it.Code] = true
		}
	}
	names := map[string]bool{}
	for _, d := range v.pack.Definitions[:len(v.pack.Definitions)-len(v.own.Definitions)] {
		names[d.Name] = true
	}
	for i, d := range v.own.Definitions {
		at := item("$.definitions", i)
		v.name(at+".name", d.Name, d.Name, names)
		v.filled(at+".value", d.Value)
	}
}

func (v *validator) checks() {
	for i, c := range v.pack.Checks {
		at := item("$.checks", i)
		v.point(at+".point", c.Point)
		v.filled(at+".title", c.Title)
		v.filled(at+".message", c.Message)
		if !slices.Contains([]string{"machine", "person", "external"}, c.By) {
			v.at(at+".by", "a check is by machine, person or external, not %q", c.By)
		}
		if !slices.Contains([]string{"info", "warning", "defect", "refusal"}, c.Severity) {
			v.at(at+".severity", "there is no severity %q", c.Severity)
		}
		if c.By == "machine" && c.Holds == "" {
			v.at(at, "check %s is the machine's but has no condition holds", c.ID)
		}
		if c.By == "person" && c.Holds != "" {
			v.at(at+".holds", "check %s is a person's: no condition decides it", c.ID)
		}
		for j, path := range c.RestsOn {
			v.fieldPath(item(at+".rests_on", j), path)
		}
	}
}

func (v *validator) documents() {
	kinds := map[string]bool{}
	for i, d := range v.pack.Documents {
		at := item("$.documents", i)
		v.point(at+".point", d.Point)
		v.filled(at+".title", d.Title)
		if d.Direction != "incoming" && d.Direction != "outgoing" {
			v.at(at+".direction", "a document is incoming or outgoing, not %q", d.Direction)
		}
		if d.Kind != "" && kinds[d.Kind] {
			v.at(at+".kind", "the kind %q is used already", d.Kind)
		}
		kinds[d.Kind] = true
		if !slices.Contains([]string{"", "letter", "certificate", "duplicate", "register-line"}, d.Layout) {
			v.at(at+".layout", "a document is laid out as a letter, certificate, duplicate or register-line, not as %q", d.Layout)
		}
		v.termRef(at+".term", d.Term)
		if d.Body != "" {
			v.filled(at+".addressee", d.Addressee)
			v.filled(at+".signatory", d.Signatory)
		}
		for j, m := range d.MustSay {
			in := item(at+".must_say", j)
			v.point(in+".point", m.Point)
			v.filled(in+".what", m.What)
			v.filled(in+".text", m.Text)
		}
	}
}

func (v *validator) termRef(path, id string) {
	if id != "" && !slices.ContainsFunc(v.pack.Terms, func(t Term) bool { return t.ID == id }) {
		v.at(path, "there is no term %q", id)
	}
}

func (v *validator) fees() {
	for i, f := range v.pack.Fees {
		at := item("$.fees", i)
		v.point(at+".point", f.Point)
		v.filled(at+".code", f.Code)
		v.filled(at+".payer", f.Payer)
		v.filled(at+".basis", f.Basis)
		if f.Amount <= 0 {
			v.at(at+".amount", "the amount of a fee is a positive number of roubles")
		}
		for j, percent := range f.Reductions {
			if percent <= 0 || percent >= 100 {
				v.at(item(at+".reductions", j), "a reduction is a percentage between 0 and 100")
			}
		}
		if f.From.IsZero() {
			v.at(at, "the fee does not say from when it is in force")
		}
		for _, other := range v.pack.Fees[:i] {
			if other.Code == f.Code && other.Payer == f.Payer && overlap(f, other) {
				v.at(at, "the fee overlaps %s: two amounts would hold on the same day", other.ID)
			}
		}
	}
}

func overlap(a, b Fee) bool {
	endless := workday.NewDate(9999, 12, 31)
	endA, endB := a.To, b.To
	if endA.IsZero() {
		endA = endless
	}
	if endB.IsZero() {
		endB = endless
	}
	return !a.From.After(endB) && !b.From.After(endA)
}

// publishing checks registers and publications: what is published is declared,
// and nothing is both published and kept.
func (v *validator) publishing() {
	for i, r := range v.pack.Registers {
		at := item("$.registers", i)
		v.point(at+".point", r.Point)
		for j, f := range r.Fields {
			v.fieldPath(item(at+".fields", j), f)
		}
	}
	for i, p := range v.pack.Publishing {
		at := item("$.publications", i)
		v.point(at+".point", p.Point)
		for j, f := range p.Fields {
			v.fieldPath(item(at+".fields", j), f)
			if slices.ContainsFunc(p.Never, func(n string) bool { return within(n, f) || within(f, n) }) {
				v.at(item(at+".fields", j), "%s is both published and never published", f)
			}
		}
		for j, n := range p.Never {
			if !slices.ContainsFunc(v.pack.Documents, func(d Document) bool { return d.Kind == n && n != "" }) {
				v.fieldPath(item(at+".never", j), n)
			}
		}
	}
}

func (v *validator) settings() {
	keys := map[string]bool{}
	for _, s := range v.pack.Settings[len(v.own.Settings):] {
		keys[identifier(s.Key)] = true
	}
	for i, s := range v.own.Settings {
		at := item("$.settings", i)
		v.point(at+".point", s.Point)
		v.filled(at+".question", s.Question)
		v.filled(at+".alternative", s.Alternative)
		if s.Key == "" {
			continue
		}
		if keys[identifier(s.Key)] {
			v.at(at+".key", "the key %q is used already", s.Key)
		}
		keys[identifier(s.Key)] = true
		if len(s.Options) < 2 {
			v.at(at, "setting %s can be switched but has fewer than two readings", s.ID)
		}
		if !s.allows(s.Default) {
			v.at(at+".default", "%q is none of the readings of %s", s.Default, s.ID)
		}
	}
}
