package main

import (
	"context"
	"fmt"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// acts shows the loaded packs to the public.
type acts struct{ engine *regulation.Engine }

func (a acts) Acts(context.Context) ([]publish.Act, error) {
	var list []publish.Act
	for _, p := range a.engine.Packs() {
		list = append(list, headOf(p))
	}
	return list, nil
}

func (a acts) Act(_ context.Context, id string) (publish.Act, error) {
	p, err := a.engine.Edition(id, "")
	if err != nil {
		return publish.Act{}, &pipeline.Error{Op: "find act", Doc: id, Kind: pipeline.NotExist, Err: err, Advice: "Такого регламента нет."}
	}
	act := headOf(p)
	rows, err := a.engine.Trace(id)
	if err != nil {
		return publish.Act{}, err
	}
	act.Sections = append(act.Sections, rules(p), terms(p), fees(p), papers(p), trace(rows))
	return act, nil
}

func headOf(p *regulation.Pack) publish.Act {
	title := p.Title
	if !p.Verified {
		title += " (сведения требуют сверки с актом)"
	}
	return publish.Act{ID: p.ID, Title: title, Act: p.Act, Edition: p.Edition, From: p.InForceFrom, To: p.InForceTo}
}

func rules(p *regulation.Pack) publish.ActSection {
	s := publish.ActSection{ID: "rules", Title: "Что проверяется", Columns: []string{"Пункт", "Правило", "Что требуется", "Кто проверяет"}}
	by := map[string]string{"machine": "программа", "person": "сотрудник", "external": "другая система"}
	for _, c := range p.Checks {
		s.Rows = append(s.Rows, []string{c.Point, c.ID, c.Title, by[c.By]})
	}
	return s
}

// units name the units of terms after a number, in the genitive plural.
var units = map[string]string{"working-days": "рабочих дней", "calendar-days": "календарных дней", "months": "мес.", "years": "лет", "hours": "ч", "minutes": "мин"}

func terms(p *regulation.Pack) publish.ActSection {
	s := publish.ActSection{ID: "terms", Title: "Сроки", Columns: []string{"Пункт", "Что", "Срок", "Что при нарушении"}}
	for _, t := range p.Terms {
		amount := "—"
		if unit, ok := units[t.Unit]; ok {
			amount = fmt.Sprintf("%d %s", t.Amount, unit)
		}
		s.Rows = append(s.Rows, []string{t.Point, t.Title, amount, t.Breach})
	}
	return s
}

func fees(p *regulation.Pack) publish.ActSection {
	s := publish.ActSection{ID: "fees", Title: "Пошлины", Columns: []string{"За что", "Кто платит", "Рублей", "Действует", "Основание"}}
	payers := map[string]string{"organisation": "организация", "person": "физическое лицо"}
	for _, f := range p.Fees {
		s.Rows = append(s.Rows, []string{f.Title, payers[f.Payer], fmt.Sprintf("%.0f", f.Amount), interval(f.From, f.To), f.Basis})
	}
	return s
}

func interval(from, to workday.Date) string {
	text := "с " + publish.LongDate(from)
	if !to.IsZero() {
		text += " по " + publish.LongDate(to)
	}
	return text
}

func papers(p *regulation.Pack) publish.ActSection {
	s := publish.ActSection{ID: "documents", Title: "Документы", Columns: []string{"Пункт", "Документ", "Направление"}}
	directions := map[string]string{"incoming": "подаёт заявитель", "outgoing": "выдаёт ведомство"}
	for _, d := range p.Documents {
		s.Rows = append(s.Rows, []string{d.Point, d.Title, directions[d.Direction]})
	}
	return s
}

func trace(rows []regulation.TraceRow) publish.ActSection {
	s := publish.ActSection{ID: "trace", Title: "Пункт за пунктом", Columns: []string{"Пункт", "О чём", "Правила", "Примеры"}}
	for _, r := range rows {
		s.Rows = append(s.Rows, []string{r.Point, r.Gist, strings.Join(r.Rules, ", "), strings.Join(r.Scenarios, ", ")})
	}
	return s
}
