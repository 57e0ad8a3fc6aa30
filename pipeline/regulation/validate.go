package regulation

import (
	"regexp"
	"slices"
	"strings"

	"vestnik/pipeline/workday"
)

// validator checks that the parts of a pack fit together. What CEL can check,
// the compiler does.
type validator struct {
	*source
	pack   *Pack // with what a part inherits: what may be named
	own    *Pack // as the file has it: what is checked
	engine *Engine
	points map[string]bool
	ids    map[string]string // id → path of what bears it
	known  map[string]bool   // ids in the packs of the same act
	fields []Field           // own, inherited and included
	lists  map[string]bool
}

// validate reports everything that does not fit together in a pack.
func (e *Engine) validate(l *loading) {
	v := &validator{source: l.source, pack: l.pack, own: l.pack.Own(), engine: e,
		points: map[string]bool{}, ids: map[string]string{}, known: map[string]bool{}, lists: map[string]bool{}}
	v.header()
	v.part()
	v.gatherPoints()
	v.gatherIDs()
	v.declarations()
	v.listsAndDefinitions()
	v.checks()
	v.documents()
	v.terms()
	v.fees()
	v.publishing()
	v.settings()
	v.measures()
	v.links()
	v.rules()
	v.scenarios()
	if len(v.pack.Procedure.States) > 0 || len(v.pack.Procedure.Transitions) > 0 {
		v.procedure()
	}
}

var (
	packID    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	plainName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	stateName = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
)

func (v *validator) header() {
	h, at := v.pack.Header, "$.regulation"
	if !packID.MatchString(h.ID) {
		v.at(at+".id", "the id must be lower-case words joined by hyphens")
	}
	if _, err := workday.ParseDate(h.Edition); err != nil {
		v.at(at+".edition", "the edition is the day from which this wording holds: %v", err)
	}
	v.filled(at+".title", h.Title)
	v.filled(at+".act", h.Act)
	v.filled(at+".source", h.Source)
	if h.InForceFrom.IsZero() {
		v.at(at+".in_force_from", "the pack does not say from when it is in force")
	}
	if !h.InForceTo.IsZero() && h.InForceTo.Before(h.InForceFrom) {
		v.at(at+".in_force_to", "the pack ends before it begins")
	}
	for i, id := range h.Includes {
		editions := v.engine.byID[id]
		if len(editions) == 0 {
			v.at(item(at+".includes", i), "there is no pack %q", id)
			continue
		}
		last := editions[len(editions)-1]
		if len(last.Includes) > 0 {
			v.at(item(at+".includes", i), "pack %q includes others itself; name them here", id)
		}
		v.fields = append(v.fields, missing(last.Fields, v.pack.Fields)...)
		for _, list := range last.Lists {
			v.lists[id+"/"+list.ID] = true
		}
	}
	for i, r := range h.RefersTo {
		if r.Pack != "" && len(v.engine.byID[r.Pack]) == 0 {
			v.at(item(at+".refers_to", i)+".pack", "there is no pack %q", r.Pack)
		}
	}
}

func (v *validator) filled(path, value string) {
	if strings.TrimSpace(value) == "" {
		v.at(path, "%s is missing", path[strings.LastIndexByte(path, '.')+1:])
	}
}

func (v *validator) gatherPoints() {
	if len(v.pack.Points) == 0 {
		v.at("$.points", "the pack lists no points of its act")
	}
	for i, p := range v.own.Points {
		at := item("$.points", i)
		v.filled(at+".point", p.Point)
		v.filled(at+".gist", p.Gist)
		if v.points[p.Point] {
			v.at(at+".point", "point %s is listed twice", p.Point)
		}
		v.points[p.Point] = true
	}
	for _, p := range v.pack.Points {
		v.points[p.Point] = true
	}
}

// point demands that a citation names points of the act.
func (v *validator) point(path, citation string) {
	bases := basePoints(citation)
	if len(bases) == 0 {
		v.at(path, "a rule needs its point of the act")
	}
	for _, b := range bases {
		if !v.points[b] {
			v.at(path, "the act has no point %s", b)
		}
	}
}

func (v *validator) id(path, id string) {
	if _, bare, _ := strings.Cut(id, " "); id == "" || strings.HasSuffix(id, " ") && bare == "" {
		v.at(path, "id is missing")
		return
	}
	if other, ok := v.ids[id]; ok {
		v.at(path, "id %q is used already in line %d", id, v.line(other))
		return
	}
	v.ids[id] = path
}

// line returns the line of the value at a path, or 0.
func (s *source) line(path string) int {
	if n, ok := s.places[path]; ok {
		return n.GetToken().Position.Line
	}
	return 0
}

// rules checks the index of what the procedure itself carries.
func (v *validator) rules() {
	for i, r := range v.own.Rules {
		at := item("$.rules", i)
		v.point(at+".point", r.Point)
		v.filled(at+".gist", r.Gist)
		v.bearer(at, r)
		for j, in := range r.In {
			if !v.bears(in) {
				v.at(item(at+".in", j), "rule %s names %q, which is not in the pack", r.ID, in)
			}
		}
	}
}

// bearer demands that a rule says what carries it or, when it is no machine's,
// where a person meets it.
func (v *validator) bearer(at string, r Rule) {
	switch r.By {
	case "", "machine":
		if len(r.In) == 0 {
			v.at(at, "rule %s does not say what carries it", r.ID)
		}
	case "person", "external":
		v.filled(at+".seen", r.Seen)
	default:
		v.at(at+".by", "a rule is by machine, person or external, not %q", r.By)
	}
}

// bears reports whether something in the packs of the act, or a fee or check of
// an included pack, has the id.
func (v *validator) bears(id string) bool {
	if v.known[id] {
		return true
	}
	for _, include := range v.pack.Includes {
		for _, q := range v.engine.byID[include] {
			if slices.ContainsFunc(q.Fees, func(f Fee) bool { return f.ID == id }) ||
				slices.ContainsFunc(q.Checks, func(c Check) bool { return c.ID == id }) {
				return true
			}
		}
	}
	return false
}

func (v *validator) scenarios() {
	seen := map[string]bool{}
	for i, s := range v.own.Scenarios {
		at := item("$.scenarios", i)
		v.filled(at+".id", s.ID)
		v.point(at+".points", s.Points)
		if seen[s.ID] {
			v.at(at+".id", "scenario %s is listed twice", s.ID)
		}
		seen[s.ID] = true
	}
}
