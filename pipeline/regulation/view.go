package regulation

import (
	"sort"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
)

// view is a case as conditions see it: the activation of CEL. Each variable is
// made when it is first asked for. A view serves one question and one goroutine.
type view struct {
	engine *Engine
	pack   *Pack
	kase   Case
	stand  *stand
	now    time.Time
	args   map[string]any
	person *Person // who acts; nil where nobody does
	made   map[string]any
	halts  *[]span // what stops() found
}

func (e *Engine) view(p *Pack, c Case, st *stand, now time.Time) *view {
	return &view{engine: e, pack: p, kase: c, stand: st, now: now, made: map[string]any{}}
}

// by names the person who acts.
func (v *view) by(who Person) *view {
	v.person = &who
	return v
}

// Parent implements cel.Activation.
func (v *view) Parent() cel.Activation { return nil }

// ResolveName implements cel.Activation.
func (v *view) ResolveName(name string) (any, bool) {
	if got, ok := v.made[name]; ok {
		return got, true
	}
	got, ok := v.make(name)
	if ok {
		v.made[name] = got
	}
	return got, ok
}

func (v *view) make(name string) (any, bool) {
	l := v.pack.program.scope
	switch name {
	case varFiling:
		return v.filing(), true
	case varPapers:
		return v.papers(), true
	case varFields:
		return fieldsFor(l.fields, v.kase.Fields, l.zone), true
	case varDates:
		return datesOf(v.stand.dates), true
	case varNumbers:
		return dataMap(v.stand.numbers), true
	case varValues:
		return v.values(), true
	case varEvents:
		return v.events(), true
	case varSettings:
		return v.pack.program.readings, true
	case varState:
		return v.stand.main, true
	case varRegions:
		return dataMap(v.stand.regions), true
	case varUnsure:
		return v.unsure(), true
	case varNow:
		return v.now, !v.now.IsZero()
	case varArgs:
		return v.args, v.args != nil
	case varLinks:
		return v.links(), true
	case varDoers:
		return v.doers(), true
	case varActor:
		return v.actor()
	case varTerms:
		return v.terms(), true
	case varFindings:
		return v.findings(), true
	}
	if d := v.pack.program.definitions[name]; d != nil {
		out, _, err := d.program.Eval(v)
		if err != nil {
			return types.WrapErr(err), true
		}
		return out, true
	}
	return nil, false
}

func (v *view) filing() map[string]any {
	out := map[string]any{"id": v.kase.ID, "channel": v.kase.Channel}
	if !v.kase.ReceivedAt.IsZero() {
		out["received_at"] = v.kase.ReceivedAt
	}
	return out
}

func (v *view) papers() []any {
	out := make([]any, len(v.kase.Papers))
	for i, p := range v.kase.Papers {
		paper := map[string]any{
			"kind": p.Kind, "name": p.Name, "pages": int64(len(p.Pages)), "confidence": p.Confidence,
			"language": p.Language, "legible": p.Legible, "problem": p.Problem,
		}
		if came := p.received(v.kase); !came.IsZero() {
			paper["received"] = came
		}
		out[i] = paper
	}
	return out
}

// received is when a paper came: with the filing unless it says otherwise.
func (p Paper) received(c Case) time.Time {
	if p.Received.IsZero() {
		return c.ReceivedAt
	}
	return p.Received
}

func datesOf(dates map[string]time.Time) map[string]any {
	out := make(map[string]any, len(dates))
	for k, t := range dates {
		out[k] = t
	}
	return out
}

func (v *view) values() map[string]any {
	out := make(map[string]any, len(v.stand.values))
	for _, d := range v.pack.Values {
		if raw, ok := v.stand.values[d.Name]; ok {
			if t, err := typed(raw, d.Type, v.pack.program.scope.zone); err == nil {
				out[d.Name] = t
			}
		}
	}
	return out
}

func (v *view) events() map[string]any {
	out := make(map[string]any, len(v.stand.timeline))
	for _, m := range v.stand.timeline {
		out[v.pack.program.eventNames[m.event]] = m.at
	}
	return out
}

// doers are the logins of who last did each event.
func (v *view) doers() map[string]any {
	out := make(map[string]any, len(v.stand.timeline))
	for _, m := range v.stand.timeline {
		out[v.pack.program.eventNames[m.event]] = m.by
	}
	return out
}

func (v *view) actor() (any, bool) {
	if v.person == nil {
		return nil, false
	}
	return map[string]any{"login": v.person.Login, "roles": v.person.Roles}, true
}

// lookAt is a case as checks see it; nil when its history does not fold.
func (e *Engine) lookAt(p *Pack, c Case) *view {
	st, err := p.standOf(c.History)
	if err != nil {
		return nil
	}
	return e.view(p, c, st, time.Time{})
}

// readings are the settings as conditions see them; no case changes them.
func (e *Engine) readings(p *Pack) map[string]any {
	out := make(map[string]any, len(p.Settings))
	for _, s := range p.Settings {
		if s.Key != "" {
			out[identifier(s.Key)] = e.setting(s)
		}
	}
	return out
}

// setting returns the reading of a gap that the office chose.
func (e *Engine) setting(s Setting) string {
	if chosen, ok := e.settings[s.Key]; ok {
		return chosen
	}
	return s.Default
}

func (v *view) unsure() []string {
	out := []string{}
	for path, is := range v.kase.Unsure {
		if is {
			out = append(out, path)
		}
	}
	sort.Strings(out)
	return out
}

func (v *view) findings() []any {
	found := v.engine.Check(v.pack, v.kase)
	out := make([]any, len(found))
	for i, f := range found {
		out[i] = map[string]any{
			"rule": f.Rule, "point": f.Point, "act": f.Act,
			"verdict": string(f.Verdict), "severity": f.Severity, "message": f.Message,
		}
	}
	return out
}
