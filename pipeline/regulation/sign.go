package regulation

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// draft makes a decision ready for its second person: the notices are rendered
// and bound, with what was entered, by a hash; the state stays.
func (v *view) draft(tp *transitionProgram, a Act, stored map[string]any) (Outcome, error) {
	after, _, err := v.effects(tp, step{at: a.At})
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

// sign performs the drafted decision by its second person. What is signed must
// be what was drafted: the notices are rendered again and compared by hash, and
// with the hash that the signer saw, when he names one.
func (e *Engine) sign(p *Pack, c Case, st *stand, a Act) (Outcome, error) {
	if refused := p.maySign(st, CommandSign, a.Person); refused != nil {
		return Outcome{}, refused
	}
	tp := st.proposed
	args, stored, refused := p.arguments(tp.command, st.proposal.Args)
	if refused != nil {
		return Outcome{}, refused
	}
	if seen, ok := a.Args["hash"].(string); ok && strings.TrimSpace(seen) != "" && strings.TrimSpace(seen) != st.proposal.Hash {
		return Outcome{}, &Refused{Command: CommandSign, Point: p.Procedure.Signing.Point,
			Reason: "показанный проект уже не тот, что ожидает подписи: откройте дело заново"}
	}
	notices, err := e.redraft(p, c, st, args)
	if err != nil {
		return Outcome{}, err
	}
	hash, err := bind(tp, stored, notices)
	if err != nil {
		return Outcome{}, err
	}
	if hash != st.proposal.Hash {
		return Outcome{}, &Refused{Command: CommandSign, Point: p.Procedure.Signing.Point,
			Reason: "дело изменилось после подготовки проекта: верните его на доработку и подготовьте решение снова"}
	}
	v := e.view(p, c, st, a.At)
	v.args = args
	if refused := v.unmet(CommandSign, tp, true); refused != nil {
		return Outcome{}, refused
	}
	for i := range notices {
		notices[i].Date = dateIn(a.At, p)
	}
	return v.take(tp, step{
		at: a.At, actor: a.Person.Login, args: stored, texts: notices,
		more: map[string]any{dataHash: hash, dataProposedBy: st.proposal.By},
	})
}

// redraft renders the notices of the waiting draft as they were at its time.
func (e *Engine) redraft(p *Pack, c Case, st *stand, args map[string]any) ([]Notice, error) {
	v := e.view(p, c, st, st.proposal.At)
	v.args = args
	after, _, err := v.effects(st.proposed, step{at: st.proposal.At})
	if err != nil {
		return nil, err
	}
	return after.notices(st.proposed, st.proposedNotices)
}

func (e *Engine) sendBack(p *Pack, c Case, st *stand, a Act) (Outcome, error) {
	if refused := p.maySign(st, CommandSendBack, a.Person); refused != nil {
		return Outcome{}, refused
	}
	reason, _ := a.Args["reason"].(string)
	if reason = strings.TrimSpace(reason); reason == "" {
		return Outcome{}, &Refused{Command: CommandSendBack, Point: p.Procedure.Signing.Point,
			Reason: fmt.Sprintf("не указано: «%s»", p.Procedure.Signing.Reason)}
	}
	return Outcome{
		Command: CommandSendBack, Transitions: []string{st.proposed.ID}, From: st.main, To: st.main,
		Occurrences: []Occurrence{{Name: occurrenceSentBack, At: a.At, Actor: a.Person.Login, Data: map[string]any{
			dataCommand: st.proposal.Command, dataTransition: st.proposed.ID, dataReason: reason, dataHash: st.proposal.Hash,
		}}},
	}, nil
}

// maySign says why a person may not act on the waiting draft: nothing waits,
// the role only prepares, the role is another, or the draft is his own.
func (p *Pack) maySign(st *stand, command string, who Person) *Refused {
	s := p.Procedure.Signing
	for _, r := range who.Roles {
		if p.program.roles[r].Preparatory {
			return &Refused{Command: command, Point: s.RolePoint, Reason: s.NotAllowed, Forbidden: true}
		}
	}
	if signers := p.signers(st); !sharesRole(who.Roles, signers) {
		return &Refused{Command: command, Point: s.Point, Reason: "это выполняет " + p.roleTitles(signers), Forbidden: true}
	}
	if st.proposed == nil {
		return &Refused{Command: command, Point: s.Point, Reason: "нет проекта решения, который ожидает подписи"}
	}
	if who.Login == st.proposal.By {
		return &Refused{Command: command, Point: s.Point, Reason: s.SamePerson, Forbidden: true}
	}
	return nil
}

// signers are the roles that may sign the waiting draft, or any draft when none waits.
func (p *Pack) signers(st *stand) []string {
	if st.proposed != nil {
		return st.proposed.command.Sign
	}
	var roles []string
	for _, c := range p.Procedure.Commands {
		roles = appendNew(roles, c.Sign)
	}
	return roles
}

// signing describes sign or send-back as a command.
func (e *Engine) signing(v *view, name string, who Person, broken string) Command {
	p, st := v.pack, v.stand
	out := Command{Name: name, Title: p.Procedure.Signing.Sign, Point: p.Procedure.Signing.Point, Who: p.signers(st),
		Transitions: []string{}, Needs: []Need{}}
	if name == CommandSendBack {
		out.Title = p.Procedure.Signing.SendBack
		out.Needs = []Need{{Name: "reason", Title: p.Procedure.Signing.Reason, Type: "text", Required: true}}
	}
	if st.proposed != nil {
		out.Transitions = []string{st.proposed.ID}
		if name == CommandSign {
			out.Notices = slices.Clone(st.proposed.Notices)
		}
	}
	refused := p.maySign(st, name, who)
	out.Open = refused == nil && broken == ""
	if refused != nil {
		out.ClosedReason, out.Point = refused.Reason, refused.Point
	}
	if broken != "" {
		out.ClosedReason = broken
	}
	return out
}
