package regulation

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// draft makes a decision ready for its second person: the notices are rendered
// and bound, with what was entered, by a hash; the state stays.
func (v *view) draft(tp *transitionProgram, a Act, stored map[string]any) (Outcome, error) {
	after, _, err := v.effects(tp, step{at: a.At, actor: a.Person.Login})
	if err != nil {
		return Outcome{}, err
	}
	notices, err := after.notices(tp, nil)
	if err != nil {
		return Outcome{}, err
	}
	for i := range notices {
		notices[i].Draft = true
	}
	hash, err := bind(tp, stored, notices)
	if err != nil {
		return Outcome{}, err
	}
	data := map[string]any{dataTransition: tp.ID, dataCommand: tp.Command, dataHash: hash, dataNotices: noticeIDs(notices)}
	if len(stored) > 0 {
		data[dataArgs] = stored
	}
	return Outcome{
		Command: tp.Command, Transitions: []string{tp.ID}, From: v.stand.main, To: v.stand.main, Notices: notices,
		Occurrences: []Occurrence{{Name: occurrenceProposed, At: a.At, Actor: a.Person.Login, Data: data}},
	}, nil
}

// bind hashes exactly what will be signed: the transition, what was entered,
// and the text and addressee of every notice.
func bind(tp *transitionProgram, stored map[string]any, notices []Notice) (string, error) {
	type bound struct{ ID, Title, Addressee, Markdown string }
	content := struct {
		Transition string
		Args       map[string]any
		Notices    []bound
	}{Transition: tp.ID, Args: stored}
	for _, n := range notices {
		content.Notices = append(content.Notices, bound{n.ID, n.Title, n.Addressee, n.Markdown})
	}
	body, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("bind draft: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// sign performs a drafted decision by its second person. What is signed must be
// what was drafted: the notices are rendered again and compared by hash, and
// with the hash that the signer saw, when he names one. The conditions of the
// decision are judged again, for the signer.
func (e *Engine) sign(p *Pack, c Case, st *stand, a Act) (Outcome, error) {
	w, refused := p.forSigning(st, CommandSign, a)
	if refused == nil {
		refused = p.stuck(st, w)
	}
	if refused != nil {
		return Outcome{}, refused
	}
	tp := w.transition
	args, stored, refused := p.arguments(tp.command, w.Args)
	if refused != nil {
		return Outcome{}, refused
	}
	if seen := textOf(a.Args, argHash); seen != "" && seen != w.Hash {
		return Outcome{}, &Refused{Command: CommandSign, Point: p.Procedure.Signing.Point,
			Reason: "показанный проект уже не тот, что ожидает подписи: откройте дело заново"}
	}
	notices, err := e.redraft(p, c, st, w, args)
	if err != nil {
		return Outcome{}, err
	}
	hash, err := bind(tp, stored, notices)
	if err != nil {
		return Outcome{}, err
	}
	if hash != w.Hash {
		return Outcome{}, &Refused{Command: CommandSign, Point: p.Procedure.Signing.Point,
			Reason: "дело изменилось после подготовки проекта: верните его на доработку и подготовьте решение снова"}
	}
	v := e.view(p, c, st, a.At).by(a.Person)
	v.args = args
	if refused := v.unmet(CommandSign, tp, true); refused != nil {
		return Outcome{}, refused
	}
	for i := range notices {
		notices[i].Date = dateIn(a.At, p)
	}
	return v.take(tp, step{
		at: a.At, actor: a.Person.Login, args: stored, texts: notices,
		more: map[string]any{dataHash: hash, dataProposedBy: w.By},
	})
}

// forSigning returns the draft that an act of signing or sending back means,
// when its person may act on it.
func (p *Pack) forSigning(st *stand, command string, a Act) (*waiting, *Refused) {
	if refused := p.maySign(nil, command, a.Person); refused != nil {
		return nil, refused
	}
	w, refused := p.meant(st, command, a.Args)
	if refused != nil {
		return nil, refused
	}
	return w, p.maySign(w, command, a.Person)
}

// redraft renders the notices of a waiting draft as they were at its time.
func (e *Engine) redraft(p *Pack, c Case, st *stand, w *waiting, args map[string]any) ([]Notice, error) {
	v := e.view(p, c, st, w.At).by(Person{Login: w.By})
	v.args = args
	after, _, err := v.effects(w.transition, step{at: w.At, actor: w.By})
	if err != nil {
		return nil, err
	}
	return after.notices(w.transition, w.Notices)
}

func (e *Engine) sendBack(p *Pack, st *stand, a Act) (Outcome, error) {
	w, refused := p.forSigning(st, CommandSendBack, a)
	if refused != nil {
		return Outcome{}, refused
	}
	reason := textOf(a.Args, argReason)
	if reason == "" {
		return Outcome{}, &Refused{Command: CommandSendBack, Point: p.Procedure.Signing.Point,
			Reason: fmt.Sprintf("не указано: «%s»", p.Procedure.Signing.Reason)}
	}
	return Outcome{
		Command: CommandSendBack, Transitions: []string{w.transition.ID}, From: st.main, To: st.main,
		Occurrences: []Occurrence{{Name: occurrenceSentBack, At: a.At, Actor: a.Person.Login, Data: map[string]any{
			dataCommand: w.Command, dataTransition: w.transition.ID, dataReason: reason, dataHash: w.Hash,
		}}},
	}, nil
}

// signing describes sign or send-back as a command: open when at least one
// waiting draft is open to the person.
func (e *Engine) signing(v *view, name string, who Person, broken string) Command {
	p, st := v.pack, v.stand
	s := p.Procedure.Signing
	out := Command{Name: name, Title: s.Sign, Point: s.Point, Who: p.signers(nil), Transitions: []string{}, Needs: []Need{}}
	if len(st.waiting) > 1 {
		out.Needs = append(out.Needs, whichDraft(st))
	}
	if name == CommandSendBack {
		out.Title = s.SendBack
		out.Needs = append(out.Needs, Need{Name: argReason, Title: s.Reason, Type: "text", Required: true})
	}
	refused := p.maySign(nil, name, who)
	if refused == nil && len(st.waiting) == 0 {
		_, refused = p.meant(st, name, nil)
	}
	if len(st.waiting) > 0 {
		out.Who = nil
	}
	for i := range st.waiting {
		w := &st.waiting[i]
		out.Who = appendNew(out.Who, w.transition.command.Sign)
		out.Transitions = append(out.Transitions, w.transition.ID)
		if name == CommandSign {
			out.Notices = appendNew(out.Notices, w.transition.Notices)
		}
		not := e.closedTo(v, w, name, who)
		if out.Open = out.Open || not == nil && broken == ""; refused == nil {
			refused = not
		}
	}
	if refused != nil && !out.Open {
		out.ClosedReason, out.Point = refused.Reason, refused.Point
	}
	if broken != "" {
		out.ClosedReason = broken
	}
	return out
}

// closedTo says why a waiting draft is closed to a person.
func (e *Engine) closedTo(v *view, w *waiting, name string, who Person) *Refused {
	if refused := v.pack.maySign(w, name, who); refused != nil || name == CommandSendBack {
		return refused
	}
	if refused := v.pack.stuck(v.stand, w); refused != nil {
		return refused
	}
	args, _, refused := v.pack.arguments(w.transition.command, w.Args)
	if refused != nil {
		return refused
	}
	signer := e.view(v.pack, v.kase, v.stand, v.now).by(who)
	signer.args = args
	return signer.unmet(CommandSign, w.transition, true)
}

// whichDraft is the choice between several waiting drafts.
func whichDraft(st *stand) Need {
	n := Need{Name: argDecision, Title: "Проект решения", Type: "choice", Required: true}
	for _, w := range st.waiting {
		n.Options = append(n.Options, Option{Value: w.Command, Title: w.transition.command.Title})
	}
	return n
}
