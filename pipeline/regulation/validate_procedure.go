package regulation

import "slices"

func (v *validator) procedure() {
	p := &v.pack.Procedure
	v.filled("$.procedure.title", p.Title)
	for i, r := range v.own.Procedure.Roles {
		v.filled(item("$.procedure.roles", i)+".title", r.Title)
		v.point(item("$.procedure.roles", i)+".point", r.Point)
	}
	v.states()
	v.commands()
	for i, t := range p.Transitions {
		v.transition(item("$.procedure.transitions", i), t)
	}
	v.reachable()
	if v.pack.drafts() && (v.pack.PartOf == "" || v.own.Procedure.Signing != (Signing{})) {
		v.signing()
	}
}

func (v *validator) signing() {
	s, at := v.pack.Procedure.Signing, "$.procedure.signing"
	v.point(at+".point", s.Point)
	v.point(at+".role_point", s.RolePoint)
	v.filled(at+".sign", s.Sign)
	v.filled(at+".send_back", s.SendBack)
	v.filled(at+".reason", s.Reason)
	v.filled(at+".same_person", s.SamePerson)
	v.filled(at+".not_allowed", s.NotAllowed)
}

func (v *validator) states() {
	p := &v.pack.Procedure
	regions := map[string]bool{"": true}
	for i, r := range p.Regions {
		at := item("$.procedure.regions", i)
		if !stateName.MatchString(r.ID) || regions[r.ID] {
			v.at(at+".id", "a region needs a name of its own in capitals")
		}
		regions[r.ID] = true
		v.point(at+".point", r.Point)
		if r.Within != "" && v.regionOf(r.Within) != "" {
			v.at(at+".within", "there is no main state %q", r.Within)
		}
		if v.regionOf(r.Initial) != r.ID {
			v.at(at+".initial", "there is no state %q in region %s", r.Initial, r.ID)
		}
	}
	for i, s := range p.States {
		at := item("$.procedure.states", i)
		if !stateName.MatchString(s.ID) {
			v.at(at+".id", "a state's name is of capitals, digits and underscores")
		}
		v.point(at+".point", s.Point)
		v.filled(at+".title", s.Title)
		if !regions[s.Region] {
			v.at(at+".region", "there is no region %q", s.Region)
		}
	}
}

// unknownRegion is the region of a state that does not exist.
const unknownRegion = "?"

func (v *validator) regionOf(state string) string {
	for _, s := range v.pack.Procedure.States {
		if s.ID == state {
			return s.Region
		}
	}
	return unknownRegion
}

func (v *validator) commands() {
	for i, c := range v.pack.Procedure.Commands {
		at := item("$.procedure.commands", i)
		if !packID.MatchString(c.ID) || c.ID == CommandSign || c.ID == CommandSendBack {
			v.at(at+".id", "%q cannot be the name of a command", c.ID)
		}
		v.point(at+".point", c.Point)
		v.filled(at+".title", c.Title)
		v.termRef(at+".term", c.Term)
		v.roles(at+".who", c.Who, false)
		v.roles(at+".sign", c.Sign, true)
		if len(c.Who) == 0 {
			v.at(at, "command %s does not say who may perform it", c.ID)
		}
		v.needs(at+".needs", c.Needs)
		v.guards(at+".requires", c.Requires)
		if c.Closed != nil {
			v.point(at+".closed.point", c.Closed.Point)
			v.filled(at+".closed.reason", c.Closed.Reason)
		}
		v.takes(at+".id", c)
	}
}

// takes demands that a command takes a transition, and that one which opens a
// case does nothing else.
func (v *validator) takes(at string, c CommandOf) {
	all, begin := 0, 0
	for _, t := range v.pack.Procedure.Transitions {
		if t.Command == c.ID {
			all++
			if t.Begin {
				begin++
			}
		}
	}
	if all == 0 {
		v.at(at, "no transition is taken by the command %s", c.ID)
	}
	if begin > 0 && begin < all {
		v.at(at, "the command %s opens cases and moves open ones: make it two commands", c.ID)
	}
}

func (v *validator) roles(path string, ids []string, signing bool) {
	for i, id := range ids {
		k := slices.IndexFunc(v.pack.Procedure.Roles, func(r Role) bool { return r.ID == id })
		switch {
		case k < 0:
			v.at(item(path, i), "there is no role %q", id)
		case signing && v.pack.Procedure.Roles[k].Preparatory:
			v.at(item(path, i), "the role %q only prepares and signs nothing", id)
		}
	}
}

func (v *validator) needs(path string, needs []NeedOf) {
	names := map[string]bool{}
	for i, n := range needs {
		at := item(path, i)
		v.name(at+".name", n.Name, n.Name, names)
		v.filled(at+".title", n.Title)
		if n.Point != "" {
			v.point(at+".point", n.Point)
		}
		if !knownType(n.Type) {
			v.at(at+".type", "there is no type %q", n.Type)
		}
		if n.List != "" && !v.lists[n.List] {
			v.at(at+".list", "there is no list %q", n.List)
		}
		if (n.Type == "choice") != (n.List != "" || len(n.Options) > 0) {
			v.at(at, "a choice, and nothing else, has a list or options")
		}
	}
}

func (v *validator) guards(path string, guards []Guard) {
	for i, g := range guards {
		at := item(path, i)
		v.point(at+".point", g.Point)
		v.filled(at+".holds", g.Holds)
		v.filled(at+".reason", g.Reason)
	}
}

func (v *validator) hasEvent(id string) bool {
	return slices.ContainsFunc(v.pack.Events, func(e Event) bool { return e.ID == id })
}

// reachable reports every state that no chain of transitions enters.
func (v *validator) reachable() {
	p := &v.pack.Procedure
	seen := map[string]bool{}
	for _, r := range p.Regions {
		if r.Within == "" {
			seen[r.Initial] = true
		}
	}
	for changed := true; changed; {
		changed = false
		enter := func(s string) {
			if !seen[s] {
				seen[s], changed = true, true
			}
		}
		for _, t := range p.Transitions {
			if t.Begin || slices.ContainsFunc(t.From, func(s string) bool { return seen[s] }) {
				for _, s := range t.To {
					enter(s)
				}
			}
		}
		for _, r := range p.Regions {
			if seen[r.Within] {
				enter(r.Initial)
			}
		}
	}
	for i, s := range p.States {
		if !seen[s.ID] {
			v.at(item("$.procedure.states", i)+".id", "the state %s cannot be reached", s.ID)
		}
	}
}
