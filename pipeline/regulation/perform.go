package regulation

import (
	"fmt"
	"time"
)

// machine is the actor of what no person did.
const machine = "vestnik"

// Perform does a command and says what follows from it; nothing has happened
// until the caller has stored the outcome's occurrences. A command whose
// decision takes two persons only drafts: the state stays, and the outcome
// holds the drafts of the notices. The error is a [*Refused] when the act, the
// state of the case, the person or what was entered stands in the way.
func (e *Engine) Perform(p *Pack, c Case, a Act) (Outcome, error) {
	st, err := p.standOf(c.History)
	if err != nil {
		return Outcome{}, err
	}
	switch {
	case a.Command == CommandSign && p.drafts():
		return e.sign(p, c, st, a)
	case a.Command == CommandSendBack && p.drafts():
		return e.sendBack(p, st, a)
	}
	cmd := p.program.commands[a.Command]
	if cmd == nil {
		return Outcome{}, &Refused{Command: a.Command, Reason: "такого действия нет в порядке «" + p.Procedure.Title + "»"}
	}
	leading := p.leading(st, cmd)
	if refused := p.mayNot(st, cmd, leading, a.Person); refused != nil {
		return Outcome{}, refused
	}
	args, stored, refused := p.arguments(cmd, a.Args)
	if refused != nil {
		return Outcome{}, refused
	}
	v := e.view(p, c, st, a.At).by(a.Person)
	v.args = args
	tp, refused := v.choose(cmd, leading, true)
	if refused != nil {
		return Outcome{}, refused
	}
	if len(cmd.Sign) > 0 {
		return v.draft(tp, a, stored)
	}
	return v.take(tp, step{at: a.At, actor: a.Person.Login, args: stored, numbers: a.Numbers})
}

// step is how a transition is taken: by whom, when, with what.
type step struct {
	at      time.Time
	actor   string
	args    map[string]any
	numbers map[string]string
	texts   []Notice       // as they were signed; nil: render them now
	more    map[string]any // further data of the occurrence
}

// take performs a transition on the view.
func (v *view) take(tp *transitionProgram, s step) (Outcome, error) {
	after, set, err := v.effects(tp, s)
	if err != nil {
		return Outcome{}, err
	}
	notices := s.texts
	if notices == nil {
		if notices, err = after.notices(tp, nil); err != nil {
			return Outcome{}, err
		}
	}
	for i := range notices {
		notices[i].Signatory = v.pack.signatory(notices[i], s.actor)
	}
	out := Outcome{Command: tp.Command, Transitions: []string{tp.ID}, From: v.stand.main, To: after.stand.main, Notices: notices}
	if err := after.registering(tp, &out); err != nil {
		return Outcome{}, fmt.Errorf("%s: %w", tp.ID, err)
	}
	if len(notices) > 0 {
		set[dataNotices] = noticeIDs(notices)
	}
	out.Occurrences = []Occurrence{{Name: tp.Event, At: s.at, Actor: s.actor, Data: set}}
	return out, nil
}

// registering says what the transition writes into a register and where it is
// published, on the case as the transition leaves it.
func (v *view) registering(tp *transitionProgram, out *Outcome) (err error) {
	if out.Register, err = optionalText(tp.register, v); err != nil {
		return err
	}
	if out.Entry, err = optionalText(tp.entry, v); err != nil {
		return err
	}
	if out.Publish, err = optionalText(tp.publish, v); err != nil {
		return err
	}
	out.Record, err = tp.record.on(v)
	return err
}

// on evaluates a record; nil when the transition records nothing.
func (r *recordProgram) on(v *view) (*Record, error) {
	if r == nil {
		return nil, nil
	}
	code, err := optionalText(r.code, v)
	if err != nil {
		return nil, err
	}
	out := &Record{Kind: r.Kind, Title: r.Title, Code: code, Fields: []RecordField{}}
	for i, f := range r.Fields {
		value, err := r.values[i].text(v)
		if err != nil {
			return nil, err
		}
		if value != "" {
			out.Fields = append(out.Fields, RecordField{Name: f.Name, Title: f.Title, Value: value})
		}
	}
	return out, nil
}

func optionalText(x *expr, v *view) (string, error) {
	if x == nil {
		return "", nil
	}
	return x.text(v)
}

// effects evaluates what a transition sets, all on the case as it was, and
// returns the case as it will be with the data of the occurrence.
func (v *view) effects(tp *transitionProgram, s step) (*view, map[string]any, error) {
	zone := v.pack.program.scope.zone
	data := map[string]any{dataTransition: tp.ID}
	if tp.Command != "" {
		data[dataCommand] = tp.Command
	}
	if len(s.args) > 0 {
		data[dataArgs] = s.args
	}
	for k, x := range s.more {
		data[k] = x
	}
	after := v.stand.clone()
	set := map[string]time.Time{}
	if len(tp.dates) > 0 {
		dates := map[string]any{}
		for _, eff := range tp.dates {
			out, err := eff.value.eval(v)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: date %s: %w", tp.ID, eff.name, err)
			}
			t := out.(time.Time).In(zone)
			dates[eff.name], after.dates[eff.name], set[eff.name] = t.Format(time.RFC3339Nano), t, t
		}
		data[dataDates] = dates
	}
	if len(tp.values) > 0 {
		values := map[string]any{}
		for _, eff := range tp.values {
			out, err := eff.value.eval(v)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: value %s: %w", tp.ID, eff.name, err)
			}
			values[eff.name] = storable(out, zone)
			after.values[eff.name] = values[eff.name]
		}
		data[dataValues] = values
	}
	if err := draw(tp, s.numbers, data, after); err != nil {
		return nil, nil, err
	}
	after.move(v.pack, tp.To)
	after.timeline = append(after.timeline, moment{tp.Event, s.at, s.actor, set})
	after.follow(v.pack, s.at)
	next := v.engine.view(v.pack, v.kase, after, v.now)
	next.args, next.person = v.args, v.person
	return next, data, nil
}

func draw(tp *transitionProgram, numbers map[string]string, data map[string]any, after *stand) error {
	if len(tp.Draws) == 0 {
		return nil
	}
	drawn := map[string]any{}
	for _, name := range tp.Draws {
		if numbers[name] == "" {
			return fmt.Errorf("%s: no number %q was drawn", tp.ID, name)
		}
		drawn[name], after.numbers[name] = numbers[name], numbers[name]
	}
	data[dataNumbers] = drawn
	return nil
}

// storable turns a CEL result into what survives JSON.
func storable(v any, zone *time.Location) any {
	switch x := v.(type) {
	case time.Time:
		return x.In(zone).Format(time.DateOnly)
	case int64:
		return float64(x)
	}
	return v
}
