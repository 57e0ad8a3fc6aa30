package main

import (
	"fmt"
	"strings"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// sectionsOf are the tables about an act and its parts together, with the fees
// that hold for them.
func (a acts) sectionsOf(family, charging []*regulation.Pack) []publish.ActSection {
	sections := []publish.ActSection{
		{ID: "terms", Title: "Сроки", Columns: []string{"Пункт", "Номер", "Что", "Срок", "Что при нарушении"}},
		{ID: "outgoing", Title: "Документы, которые выдаёт ведомство", Columns: []string{"Пункт", "Номер", "Документ", "Кто подписывает", "О чём сказано обязательно"}},
		{ID: "incoming", Title: "Документы, которые подают", Columns: []string{"Пункт", "Номер", "Документ", "Где взять"}},
		{ID: "fees", Title: "Пошлины", Columns: []string{"За что", "Кто платит", "Рублей", "Действует", "Основание"}},
	}
	for _, inherited := range family {
		p := inherited.Own()
		for _, t := range p.Terms {
			sections[0].Rows = append(sections[0].Rows, []string{t.Point, t.ID, t.Title, amountOf(t), t.Breach})
		}
		for _, d := range p.Documents {
			if d.Direction == "outgoing" {
				sections[1].Rows = append(sections[1].Rows, []string{d.Point, d.ID, d.Title, d.Signatory, mustSay(d)})
			} else {
				sections[2].Rows = append(sections[2].Rows, []string{d.Point, d.ID, d.Title, a.sourceOf(d)})
			}
		}
	}
	for _, p := range charging {
		sections[3].Rows = append(sections[3].Rows, feeRows(p.Own())...)
	}
	return sections
}

func mustSay(d regulation.Document) string {
	var list []string
	for _, m := range d.MustSay {
		list = append(list, m.What)
	}
	return strings.Join(list, "; ")
}

// units name the units of terms after a number: 1 день, 2 дня, 5 дней.
var units = map[string][3]string{
	"working-days":  {"рабочий день", "рабочих дня", "рабочих дней"},
	"calendar-days": {"день", "дня", "дней"},
	"months":        {"месяц", "месяца", "месяцев"},
	"years":         {"год", "года", "лет"},
	"hours":         {"час", "часа", "часов"},
	"minutes":       {"минута", "минуты", "минут"},
}

// amountOf is the length of a term in words; empty where it is not a length.
func amountOf(t regulation.Term) string {
	forms, counted := units[t.Unit]
	switch {
	case !counted:
		return ""
	case t.Amount == 0:
		return "сразу"
	}
	form := forms[2]
	switch tens, ones := t.Amount%100/10, t.Amount%10; {
	case tens == 1:
	case ones == 1:
		form = forms[0]
	case ones >= 2 && ones <= 4:
		form = forms[1]
	}
	return fmt.Sprintf("%d %s", t.Amount, form)
}

func feeRows(p *regulation.Pack) [][]string {
	payers := map[string]string{"organisation": "организация", "person": "физическое лицо"}
	var rows [][]string
	for _, f := range p.Fees {
		rows = append(rows, []string{f.Title, payers[f.Payer], fmt.Sprintf("%.0f", f.Amount), interval(f.From, f.To), f.Basis})
	}
	return rows
}

func interval(from, to workday.Date) string {
	text := "с " + publish.LongDate(from)
	if !to.IsZero() {
		text += " по " + publish.LongDate(to)
	}
	return text
}
