package regulation

import (
	"fmt"
	"slices"
	"sort"
	"strings"
)

// arguments checks what a command was given against its needs. It returns the
// values as conditions see them, and as the history keeps them.
func (p *Pack) arguments(cmd *commandProgram, given map[string]any) (args, stored map[string]any, refused *Refused) {
	if extra := unknownArgs(cmd.Needs, given); len(extra) > 0 {
		return nil, nil, &Refused{Command: cmd.ID, Point: cmd.Point,
			Reason: "действие не принимает сведений «" + strings.Join(extra, "», «") + "»"}
	}
	zone := p.program.scope.zone
	args, stored = map[string]any{}, map[string]any{}
	for _, n := range cmd.Needs {
		raw, ok := given[n.Name]
		if s, isText := raw.(string); isText {
			raw = strings.TrimSpace(s)
		}
		if !ok || raw == nil || raw == "" {
			if n.Required {
				return nil, nil, n.refuse(cmd, fmt.Sprintf("не указано: «%s»", n.Title))
			}
			continue
		}
		v, err := typed(raw, n.Type, zone)
		if err != nil {
			return nil, nil, n.refuse(cmd, fmt.Sprintf("«%s»: %s", n.Title, expected(n.Type)))
		}
		if n.Type == "choice" && !slices.Contains(p.choices(n), v.(string)) {
			return nil, nil, n.refuse(cmd, fmt.Sprintf("«%s»: такого значения нет в исчерпывающем перечне", n.Title))
		}
		args[n.Name], stored[n.Name] = v, storable(v, zone)
	}
	return args, stored, nil
}

func (n NeedOf) refuse(cmd *commandProgram, reason string) *Refused {
	point := n.Point
	if point == "" {
		point = cmd.Point
	}
	return &Refused{Command: cmd.ID, Point: point, Reason: reason}
}

func unknownArgs(needs []NeedOf, given map[string]any) []string {
	var extra []string
	for name := range given {
		if !slices.ContainsFunc(needs, func(n NeedOf) bool { return n.Name == name }) {
			extra = append(extra, name)
		}
	}
	sort.Strings(extra)
	return extra
}

func (p *Pack) choices(n NeedOf) []string {
	var out []string
	for _, o := range n.Options {
		out = append(out, o.Value)
	}
	for _, i := range p.program.scope.lists[n.List].Items {
		out = append(out, i.Code)
	}
	return out
}

func expected(typ string) string {
	switch typ {
	case "date":
		return "нужна дата вида 2017-02-28"
	case "number":
		return "нужно число"
	case "integer":
		return "нужно целое число"
	case "bool":
		return "нужно «да» (true) или «нет» (false)"
	}
	return "нужен текст"
}
