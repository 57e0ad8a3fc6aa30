package regulation

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"
)

// ErrHistory: the history of a case is none that the pack could have produced.
var ErrHistory = errors.New("history does not follow the procedure")

// Names of the occurrences that the engine itself makes, whatever the act.
const (
	occurrenceProposed = "proposed"  // a decision was drafted
	occurrenceSentBack = "sent-back" // its second person did not sign it
)

// stand is where a case stands: the fold of its history.
type stand struct {
	main     string
	regions  map[string]string
	dates    map[string]time.Time
	numbers  map[string]string
	values   map[string]any
	timeline []moment       // of the procedure's events, in order
	issued   map[string]int // notices, by document
	waiting  []waiting      // drafts, oldest first
	stays    []stay         // in states that stop terms
}

// moment is one event of the procedure in the history.
type moment struct {
	event string
	at    time.Time
	by    string               // login
	dates map[string]time.Time // that its occurrence set
}

// standOf folds the history of a case. Occurrences that no transition made are
// not the procedure's and pass by.
func (p *Pack) standOf(history []Occurrence) (*stand, error) {
	st := &stand{
		regions: map[string]string{}, dates: map[string]time.Time{}, numbers: map[string]string{},
		values: map[string]any{}, issued: map[string]int{},
	}
	for _, r := range p.Procedure.Regions {
		if r.Within == "" {
			st.regions[r.ID] = r.Initial
		}
	}
	for i, o := range history {
		if err := p.fold(st, o); err != nil {
			return nil, fmt.Errorf("occurrence %d (%s): %w", i+1, o.Name, err)
		}
	}
	return st, nil
}

func (p *Pack) fold(st *stand, o Occurrence) error {
	switch o.Name {
	case occurrenceSentBack:
		st.sentBack(o)
		return nil
	case occurrenceProposed:
		return p.propose(st, o)
	}
	id, ok := o.Data[dataTransition].(string)
	if !ok {
		return nil
	}
	tp := p.transition(id)
	if tp == nil || tp.Event != o.Name {
		return fmt.Errorf("%w: there is no transition %s named so", ErrHistory, id)
	}
	if !p.stands(st, tp) {
		return fmt.Errorf("%w: %s does not lead from %s", ErrHistory, id, st.main)
	}
	if err := st.take(p, tp, o); err != nil {
		return err
	}
	p.settle(st, tp)
	return nil
}

// take applies one transition's occurrence.
func (st *stand) take(p *Pack, tp *transitionProgram, o Occurrence) error {
	set := dataMap(o.Data[dataDates])
	var dates map[string]time.Time
	if len(set) > 0 {
		dates = make(map[string]time.Time, len(set))
	}
	for name, v := range set {
		s, _ := v.(string)
		t, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			return fmt.Errorf("%w: date %s is %q", ErrHistory, name, s)
		}
		dates[name] = t.In(p.program.scope.zone)
		st.dates[name] = dates[name]
	}
	for name, v := range dataMap(o.Data[dataNumbers]) {
		st.numbers[name], _ = v.(string)
	}
	for name, v := range dataMap(o.Data[dataValues]) {
		st.values[name] = v
	}
	if !st.drafted(tp) { // a signed decision sends the notices that its draft counted
		st.count(o.Data[dataNotices])
	}
	st.move(p, tp.To)
	st.timeline = append(st.timeline, moment{tp.Event, o.At, o.Actor, dates})
	st.follow(p, o.At)
	return nil
}

// move enters states, each in its region, and opens the regions of a new main state.
func (st *stand) move(p *Pack, to []string) {
	for _, id := range to {
		region := p.program.states[id].Region
		if region != "" {
			st.regions[region] = id
			continue
		}
		st.main = id
		for _, r := range p.Procedure.Regions {
			if r.Within == id {
				st.regions[r.ID] = r.Initial
			}
		}
	}
}

func (st *stand) count(notices any) {
	for _, id := range dataStrings(notices) {
		st.issued[documentOf(id)]++
	}
}

// stands reports whether a transition leads from where the case is.
func (p *Pack) stands(st *stand, tp *transitionProgram) bool {
	if tp.Begin {
		return st.main == ""
	}
	return p.inAny(st, tp.From) && (len(tp.While) == 0 || p.inAll(st, tp.While))
}

func (p *Pack) inAny(st *stand, states []string) bool {
	for _, s := range states {
		if p.in(st, s) {
			return true
		}
	}
	return false
}

func (p *Pack) inAll(st *stand, states []string) bool {
	for _, s := range states {
		if !p.in(st, s) {
			return false
		}
	}
	return true
}

// in reports whether the case is in a state, of the main line or of an open region.
func (p *Pack) in(st *stand, id string) bool {
	region := p.program.states[id].Region
	if region == "" {
		return st.main == id
	}
	within := p.region(region).Within
	return st.regions[region] == id && (within == "" || within == st.main)
}

func (p *Pack) region(id string) *Region {
	for i := range p.Procedure.Regions {
		if p.Procedure.Regions[i].ID == id {
			return &p.Procedure.Regions[i]
		}
	}
	return &Region{}
}

// blocked says why a region that a transition starts from may not move now: the
// reason of a blocking state in another region.
func (p *Pack) blocked(st *stand, tp *transitionProgram) string {
	for _, s := range p.program.blocking {
		if p.in(st, s.ID) && p.regionOf(tp) != s.Region {
			return s.Blocks
		}
	}
	return ""
}

func (p *Pack) regionOf(tp *transitionProgram) string {
	if len(tp.From) == 0 {
		return ""
	}
	return p.program.states[tp.From[0]].Region
}

func (p *Pack) transition(id string) *transitionProgram { return p.program.byID[id] }

// clone copies what effects change.
func (st *stand) clone() *stand {
	c := *st
	c.regions, c.dates = maps.Clone(st.regions), maps.Clone(st.dates)
	c.numbers, c.values = maps.Clone(st.numbers), maps.Clone(st.values)
	c.issued = maps.Clone(st.issued)
	c.timeline, c.stays = slices.Clone(st.timeline), slices.Clone(st.stays)
	return &c
}

// State returns where a case stands after its history. It fails with
// [ErrHistory] when the history is none that the procedure allows.
func (e *Engine) State(p *Pack, c Case) (State, error) {
	st, err := p.standOf(c.History)
	if err != nil {
		return State{}, err
	}
	return e.state(p, c, st)
}

func (e *Engine) state(p *Pack, c Case, st *stand) (State, error) {
	def := p.program.states[st.main]
	out := State{
		Name: st.main, Title: def.Title, Terminal: def.Terminal,
		Regions: st.regions, Dates: st.dates, Numbers: st.numbers, Values: st.values,
	}
	for _, w := range st.waiting {
		out.Proposals = append(out.Proposals, w.Proposal)
	}
	if len(out.Proposals) > 0 {
		out.Proposal = &out.Proposals[0]
	}
	if x := p.program.terminal[st.main]; x != nil {
		ended, err := x.holds(e.view(p, c, st, time.Time{}))
		if err != nil {
			return State{}, fmt.Errorf("state %s: %w", st.main, err)
		}
		out.Terminal = ended
	}
	return out, nil
}
