package regulation

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The commands that every procedure with drafted decisions has.
const (
	CommandSign     = "sign"
	CommandSendBack = "send-back"
)

// Commands returns every command of the procedure as it stands for a person
// now, or of a case without history the commands that open one: the open ones first, then the closed ones with point and reason, each in
// the order of the procedure. Conditions on what a command is given are judged
// only by [Engine.Perform]. A history that does not fold closes everything.
func (e *Engine) Commands(p *Pack, c Case, now time.Time, who Person) []Command {
	st, err := p.standOf(c.History)
	broken := ""
	if err != nil {
		st, _ = p.standOf(nil) // an empty history always folds
		broken = "история дела не соответствует порядку; сообщите администратору"
	}
	v := e.view(p, c, st, now).by(who)
	opened := st.main != "" || broken != ""
	var all []Command
	for _, def := range p.Procedure.Commands {
		if cmd := p.program.commands[def.ID]; cmd.begins() != opened {
			all = append(all, e.command(v, cmd, who, broken))
		}
	}
	if opened && p.drafts() {
		all = append(all, e.signing(v, CommandSign, who, broken), e.signing(v, CommandSendBack, who, broken))
	}
	slices.SortStableFunc(all, func(a, b Command) int {
		switch {
		case a.Open == b.Open:
			return 0
		case a.Open:
			return -1
		}
		return 1
	})
	return all
}

// begins reports whether a command opens cases.
func (c *commandProgram) begins() bool {
	return len(c.transitions) > 0 && c.transitions[0].Begin
}

// drafts reports whether any decision of the pack takes two persons.
func (p *Pack) drafts() bool {
	for _, c := range p.Procedure.Commands {
		if len(c.Sign) > 0 {
			return true
		}
	}
	return false
}

func (e *Engine) command(v *view, cmd *commandProgram, who Person, broken string) Command {
	p := v.pack
	out := Command{Name: cmd.ID, Title: cmd.Title, Point: cmd.Point, Who: cmd.Who, Needs: slices.Clip(cmd.needs), Term: cmd.Term}
	leading := p.leading(v.stand, cmd)
	shown := leading
	if len(shown) == 0 {
		shown = cmd.transitions
	}
	for _, tp := range shown {
		out.Transitions = append(out.Transitions, tp.ID)
		out.Draws = appendNew(out.Draws, tp.Draws)
		out.Notices = appendNew(out.Notices, tp.Notices)
	}
	refused := p.mayNot(v.stand, cmd, leading, who)
	if refused == nil {
		_, refused = v.choose(cmd, leading, false)
	}
	out.Open = refused == nil && broken == ""
	if refused != nil {
		out.ClosedReason = refused.Reason
		if refused.Point != "" {
			out.Point = refused.Point
		}
	}
	if broken != "" {
		out.ClosedReason = broken
	}
	return out
}

func appendNew(list, more []string) []string {
	for _, m := range more {
		if !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// needsOf returns what a command must be given, closed lists filled in.
func (c *compiler) needsOf(cmd CommandOf) []Need {
	out := make([]Need, len(cmd.Needs))
	for i, n := range cmd.Needs {
		out[i] = Need{Name: n.Name, Title: n.Title, Type: n.Type, Required: n.Required, Options: n.Options}
		if n.Type == "integer" {
			out[i].Type = "number"
		}
		for _, it := range c.out.scope.lists[n.List].Items {
			out[i].Options = append(slices.Clip(out[i].Options), Option{Value: it.Code, Title: it.Title})
		}
	}
	return out
}

// leading returns the transitions of a command that lead from where the case stands.
func (p *Pack) leading(st *stand, cmd *commandProgram) []*transitionProgram {
	var out []*transitionProgram
	for _, tp := range cmd.transitions {
		if p.stands(st, tp) {
			out = append(out, tp)
		}
	}
	return out
}

// mayNot says why a person may not perform a command, whatever is put into it.
// Leading are its transitions that lead from where the case stands.
func (p *Pack) mayNot(st *stand, cmd *commandProgram, leading []*transitionProgram, who Person) *Refused {
	if !sharesRole(who.Roles, cmd.Who) {
		return &Refused{Command: cmd.ID, Point: cmd.Point, Forbidden: true,
			Reason: "это выполняет " + p.roleTitles(cmd.Who)}
	}
	if len(leading) == 0 {
		return p.outOfState(st, cmd)
	}
	if reason := p.blocked(st, leading[0]); reason != "" {
		return &Refused{Command: cmd.ID, Point: cmd.Point, Reason: reason}
	}
	if w := p.waitsIn(st, leading[0]); w != nil {
		return &Refused{Command: cmd.ID, Point: p.Procedure.Signing.Point,
			Reason: fmt.Sprintf("проект решения «%s» ожидает подписи: его нужно подписать или вернуть на доработку", w.transition.command.Title)}
	}
	return nil
}

func sharesRole(have, want []string) bool {
	for _, r := range have {
		if slices.Contains(want, r) {
			return true
		}
	}
	return false
}

func (p *Pack) roleTitles(ids []string) string {
	titles := make([]string, len(ids))
	for i, id := range ids {
		titles[i] = p.program.roles[id].Title
	}
	return strings.Join(titles, " или ")
}

// outOfState is the refusal of a command that the present state does not know.
func (p *Pack) outOfState(st *stand, cmd *commandProgram) *Refused {
	switch {
	case st.main == "":
		return &Refused{Command: cmd.ID, Point: cmd.Point, Reason: "дело ещё не открыто"}
	case cmd.begins():
		return &Refused{Command: cmd.ID, Point: cmd.Point, Reason: "дело уже открыто"}
	}
	if cmd.Closed != nil {
		return &Refused{Command: cmd.ID, Point: cmd.Closed.Point, Reason: cmd.Closed.Reason}
	}
	var states []string
	for _, tp := range cmd.transitions {
		for _, s := range tp.From {
			states = appendNew(states, []string{"«" + p.program.states[s].Title + "»"})
		}
	}
	return &Refused{Command: cmd.ID, Point: cmd.Point, Reason: fmt.Sprintf(
		"дело в состоянии «%s», а действие возможно в состоянии %s", p.program.states[st.main].Title, strings.Join(states, " или "))}
}

// choose picks the first transition whose conditions hold. Without args only
// the conditions on the case are judged.
func (v *view) choose(cmd *commandProgram, from []*transitionProgram, withArgs bool) (*transitionProgram, *Refused) {
	var first *Refused
	for _, tp := range from {
		refused := v.unmet(cmd.ID, tp, withArgs)
		if refused == nil {
			return tp, nil
		}
		if first == nil {
			first = refused
		}
	}
	if first == nil {
		first = v.pack.outOfState(v.stand, cmd)
	}
	return nil, first
}

// unmet returns the first condition of a transition that does not hold.
func (v *view) unmet(command string, tp *transitionProgram, withArgs bool) *Refused {
	all := tp.requires
	if tp.command != nil {
		all = slices.Concat(tp.command.requires, tp.requires)
	}
	for _, g := range all {
		if g.needsArgs && !withArgs {
			continue
		}
		holds, err := g.holds.holds(v)
		if err == nil && holds {
			continue
		}
		reason, fault := g.reason.plain(v)
		if err != nil || fault != nil {
			reason = "условие не удалось проверить: в деле не хватает сведений"
		}
		return &Refused{Command: command, Point: g.Point, Reason: reason, Forbidden: g.aboutActor}
	}
	return nil
}
