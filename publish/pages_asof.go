package publish

import (
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// asOfPath is where an entry stands as the bulletin had told it by a day.
func asOfPath(entry string, day workday.Date) string { return entry + "as-of/" + day.String() + "/" }

// EntryAsOf is an entry as open data in the wording of a span of days.
type EntryAsOf struct {
	From  workday.Date `json:"from"`
	Until workday.Date `json:"until"` // the last day; zero for the wording in force
	Record
}

// AsOfPage is an entry as the bulletin had told it by the end of a day. All days
// between two publications have one page, that of the first of them. False for a
// day before the entry was public.
func (p *Press) AsOfPage(e pipeline.Entry, day workday.Date) (Page, bool) {
	span, ok := RecordAsOf(e, day)
	if !ok {
		return Page{}, false
	}
	r, register := span.Record, p.registerOf(e.Register)
	title := r.heading() + " (№ " + r.Number + "), редакция с " + LongDate(span.From)
	var b strings.Builder
	b.WriteString("# " + Text(r.heading()) + "\n\n" + p.noticeLine(r) + "\n\n" + r.standingWarnings() + p.entryFields(r) + "\n")
	p.writeNotifications(&b, r)
	return Page{
		Path: asOfPath(r.URL, span.From), Title: title, Class: "entry",
		Lead:     register.Title + ", № " + r.Number + ": редакция " + span.name(),
		Markdown: b.String(), Updated: span.From, Data: span, Hidden: true, Notice: span.notice(),
		Crumbs: []Crumb{{"Реестры", "register/"}, {register.Title, registerPath(r.Register)}, {"№ " + r.Number, r.URL}},
	}, true
}

// RecordAsOf returns the wording of a public entry that was in force on a day, and
// the days for which it was; false for a day before the entry was public.
func RecordAsOf(e pipeline.Entry, day workday.Date) (EntryAsOf, bool) {
	days := e.DaysOfChange()
	next := slices.IndexFunc(days, day.Before)
	if next < 0 {
		next = len(days)
	}
	if next == 0 {
		return EntryAsOf{}, false
	}
	span := EntryAsOf{From: days[next-1]}
	until := workday.Date{}
	if next < len(days) {
		span.Until = days[next].AddDays(-1)
		until = span.Until
	}
	span.Record = recordAsOf(e, until)
	return span, true
}

// name tells the span: "с 1 марта 2026 года по 19 апреля 2026 года".
func (s EntryAsOf) name() string {
	if s.Until.IsZero() {
		return "с " + LongDate(s.From)
	}
	return "с " + LongDate(s.From) + " по " + LongDate(s.Until)
}

func (s EntryAsOf) notice() string {
	if s.Until.IsZero() {
		return "Редакция записи " + s.name() + ", она же действующая: [страница записи](" + rootMark + s.URL + ")."
	}
	return "**Прежняя редакция записи:** так бюллетень сообщал о ней " + s.name() + ". Действующая редакция — на [странице записи](" + rootMark + s.URL + ")."
}
