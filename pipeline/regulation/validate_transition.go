package regulation

import "slices"

func (v *validator) transition(at string, t Transition) {
	v.registering(at, t)
	v.point(at+".point", t.Point)
	v.guards(at+".requires", t.Requires)
	v.takenBy(at, t)
	v.ends(at, t)
	if !v.hasEvent(t.Event) {
		v.at(at+".event", "there is no event %q", t.Event)
	}
	for i, n := range t.Draws {
		if !hasMark(v.pack.Numbers, n) {
			v.at(item(at+".draws", i), "there is no number %q", n)
		}
	}
	for i, n := range t.Notices {
		k := slices.IndexFunc(v.pack.Documents, func(d Document) bool { return d.ID == n })
		if k < 0 || v.pack.Documents[k].Direction != "outgoing" || v.pack.Documents[k].Body == "" {
			v.at(item(at+".notices", i), "there is no outgoing document %q with a text", n)
		}
	}
}

// registering checks what a transition writes into a register.
func (v *validator) registering(at string, t Transition) {
	if t.Entry != "" && t.Register == "" {
		v.at(at+".entry", "transition %s names an entry but no register", t.ID)
	}
	r := t.Record
	if r == nil {
		return
	}
	if t.Register == "" {
		v.at(at+".record", "transition %s records something but names no register", t.ID)
	}
	if !packID.MatchString(r.Kind) {
		v.at(at+".record.kind", "the kind of a record is of lower-case words joined by hyphens")
	}
	v.filled(at+".record.title", r.Title)
	names := map[string]bool{}
	for i, f := range r.Fields {
		in := item(at+".record.fields", i)
		v.name(in+".name", f.Name, f.Name, names)
		v.filled(in+".title", f.Title)
		v.filled(in+".value", f.Value)
	}
}

// takenBy demands exactly one thing that takes a transition, and no numbers
// where none could be drawn: the machine draws none, and a draft that is sent
// back would leave a gap.
func (v *validator) takenBy(at string, t Transition) {
	if t.Since != "" && !t.Automatic {
		v.at(at+".since", "transition %s is not automatic: who takes it says when", t.ID)
	}
	ways := 0
	for _, is := range []bool{t.Command != "" || t.Begin, t.Automatic, t.AfterTerm != ""} {
		if is {
			ways++
		}
	}
	if ways != 1 {
		v.at(at, "transition %s needs exactly one of command, begin, automatic and after_term", t.ID)
	}
	v.termRef(at+".after_term", t.AfterTerm)
	if t.Command == "" {
		if len(t.Draws) > 0 {
			v.at(at+".draws", "transition %s is the machine's and cannot draw numbers", t.ID)
		}
		return
	}
	k := slices.IndexFunc(v.pack.Procedure.Commands, func(c CommandOf) bool { return c.ID == t.Command })
	if k < 0 {
		v.at(at+".command", "there is no command %q", t.Command)
		return
	}
	command := v.pack.Procedure.Commands[k]
	if len(command.Sign) > 0 && t.Begin {
		v.at(at+".begin", "transition %s opens a case: there is none yet in which its draft could wait", t.ID)
	}
	if len(command.Sign) > 0 && len(t.Draws) > 0 {
		v.at(at+".draws", "transition %s is drafted first: a number drawn for a draft that is sent back would be lost", t.ID)
	}
}

// ends checks the states of a transition.
func (v *validator) ends(at string, t Transition) {
	if (len(t.From) == 0) != t.Begin {
		v.at(at, "transition %s: only what opens a case starts from nowhere", t.ID)
	}
	for i, s := range t.From {
		switch r := v.regionOf(s); {
		case r == unknownRegion:
			v.at(item(at+".from", i), "there is no state %q", s)
		case r != v.regionOf(t.From[0]):
			v.at(item(at+".from", i), "%s is in another region than %s", s, t.From[0])
		}
	}
	for i, s := range t.While {
		if v.regionOf(s) == unknownRegion {
			v.at(item(at+".while", i), "there is no state %q", s)
		}
	}
	moved := map[string]bool{}
	for i, s := range t.To {
		r := v.regionOf(s)
		if r == unknownRegion {
			v.at(item(at+".to", i), "there is no state %q", s)
		} else if moved[r] {
			v.at(item(at+".to", i), "the transition enters two states of one region")
		}
		moved[r] = true
	}
}
