package regulation

import (
	"fmt"
	"slices"
	"strings"
)

// waiting is a drafted decision that its second person has not signed yet. At
// most one waits in the main line and in each region.
type waiting struct {
	Proposal
	transition *transitionProgram
}

// propose folds a draft into the stand.
func (p *Pack) propose(st *stand, o Occurrence) error {
	id, _ := o.Data[dataTransition].(string)
	tp := p.transition(id)
	if tp == nil || tp.command == nil {
		return fmt.Errorf("%w: there is no transition %s to draft", ErrHistory, id)
	}
	hash, _ := o.Data[dataHash].(string)
	st.waiting = append(st.waiting, waiting{
		Proposal: Proposal{
			Command: tp.command.ID, By: o.Actor, At: o.At, Args: dataMap(o.Data[dataArgs]), Hash: hash,
			Notices: dataStrings(o.Data[dataNotices]),
		},
		transition: tp,
	})
	st.count(o.Data[dataNotices])
	return nil
}

// sentBack folds a refusal to sign: that draft waits no longer.
func (st *stand) sentBack(o Occurrence) {
	id, _ := o.Data[dataTransition].(string)
	st.waiting = slices.DeleteFunc(st.waiting, func(w waiting) bool { return w.transition.ID == id })
}

// settle drops the draft that a transition performed, and those that it left
// without the state from which they led.
func (p *Pack) settle(st *stand, tp *transitionProgram) {
	st.waiting = slices.DeleteFunc(st.waiting, func(w waiting) bool {
		return w.transition == tp || !p.inAny(st, w.transition.From)
	})
}

// drafted reports whether a draft of the transition waits.
func (st *stand) drafted(tp *transitionProgram) bool {
	return slices.ContainsFunc(st.waiting, func(w waiting) bool { return w.transition == tp })
}

// waitsIn returns the draft that waits in the region of a transition, or nil.
func (p *Pack) waitsIn(st *stand, tp *transitionProgram) *waiting {
	for i, w := range st.waiting {
		if p.regionOf(w.transition) == p.regionOf(tp) {
			return &st.waiting[i]
		}
	}
	return nil
}

// meant returns the waiting draft that an act means: the only one, or the one
// that it names by its decision or by the hash of what was shown.
func (p *Pack) meant(st *stand, command string, args map[string]any) (*waiting, *Refused) {
	s := p.Procedure.Signing
	if len(st.waiting) == 0 {
		return nil, &Refused{Command: command, Point: s.Point, Reason: "нет проекта решения, который ожидает подписи"}
	}
	decision, hash := textOf(args, argDecision), textOf(args, argHash)
	if decision == "" && len(st.waiting) == 1 {
		return &st.waiting[0], nil
	}
	for i, w := range st.waiting {
		if decision == w.Command || decision == "" && hash != "" && hash == w.Hash {
			return &st.waiting[i], nil
		}
	}
	titles := make([]string, len(st.waiting))
	for i, w := range st.waiting {
		titles[i] = fmt.Sprintf("«%s» (%s)", w.transition.command.Title, w.Command)
	}
	return nil, &Refused{Command: command, Point: s.Point,
		Reason: "укажите, о каком проекте решения идёт речь: подписи ожидают " + strings.Join(titles, ", ")}
}

// What sign and send-back may be given.
const (
	argDecision = "decision" // command of the draft that is meant
	argHash     = "hash"     // of what the signer saw
	argReason   = "reason"
)

func textOf(args map[string]any, name string) string {
	s, _ := args[name].(string)
	return strings.TrimSpace(s)
}

// maySign says why a person may not act on a waiting draft: the role only
// prepares, the role is another, or the draft is his own.
func (p *Pack) maySign(w *waiting, command string, who Person) *Refused {
	s := p.Procedure.Signing
	for _, r := range who.Roles {
		if p.program.roles[r].Preparatory {
			return &Refused{Command: command, Point: s.RolePoint, Reason: s.NotAllowed, Forbidden: true}
		}
	}
	if signers := p.signers(w); !sharesRole(who.Roles, signers) {
		return &Refused{Command: command, Point: s.Point, Reason: "это выполняет " + p.roleTitles(signers), Forbidden: true}
	}
	if w != nil && who.Login == w.By {
		return &Refused{Command: command, Point: s.Point, Reason: s.SamePerson, Forbidden: true}
	}
	return nil
}

// signers are the roles that may sign a draft, or any draft when none is given.
func (p *Pack) signers(w *waiting) []string {
	if w != nil {
		return w.transition.command.Sign
	}
	var roles []string
	for _, c := range p.Procedure.Commands {
		roles = appendNew(roles, c.Sign)
	}
	return roles
}

// stuck says why a draft cannot be signed where the case stands now.
func (p *Pack) stuck(st *stand, w *waiting) *Refused {
	if !p.stands(st, w.transition) {
		refused := p.outOfState(st, w.transition.command)
		refused.Command = CommandSign
		return refused
	}
	if reason := p.blocked(st, w.transition); reason != "" {
		return &Refused{Command: CommandSign, Point: w.transition.command.Point, Reason: reason}
	}
	return nil
}
