package publish

import (
	"strings"

	"vestnik/pipeline"
)

// noticePath is where a correction of an entry stands. It cannot clash with a year
// of the register: "years" is no number.
func noticePath(entry string, seq int) string { return entry + "notice-" + decimal(seq) + "/" }

// NoticePage is one published correction of an entry by itself: what became what,
// on which ground, where it was printed and what it corrects. False when the entry
// has no such correction.
func (p *Press) NoticePage(e pipeline.Entry, seq int) (Page, bool) {
	r := RecordOf(e)
	n, ok := r.correction(seq)
	if !ok {
		return Page{}, false
	}
	o := ObjectNotification{Register: r.Register, Number: r.Number, URL: r.URL, Title: r.Title, Holders: r.Holders, Notification: n}
	register := p.registerOf(r.Register)
	var b strings.Builder
	title := n.Title + ": № " + r.Number
	b.WriteString("# " + Text(title) + "\n\n" + p.noticeLine(r) + "\n\n")
	var d definitions
	d.add("(11)", register.numberLabel(), link(r.Number, r.URL))
	d.text("(54)", "Название "+register.Object, r.heading())
	p.addNotification(&d, n)
	b.WriteString(d.String() + n.changes() + "\n## Запись до и после {#versions}\n\n")
	for _, version := range versionsAround(r.URL, e, n) {
		b.WriteString("- " + version + "\n")
	}
	return Page{
		Path: noticePath(r.URL, seq), Title: title, Class: "entry",
		Lead:     register.Title + ", № " + r.Number + ". " + r.heading() + ": " + n.changedTitles(),
		Markdown: b.String(), Updated: n.PublishedOn, Data: o, Notice: n.correctsNotice(r),
		Crumbs: []Crumb{{"Реестры", "register/"}, {register.Title, registerPath(r.Register)}, {"№ " + r.Number, r.URL}},
	}, true
}

// correction returns the published correction of that number among the records.
func (r Record) correction(seq int) (Notification, bool) {
	for _, n := range r.Records {
		if n.Seq == seq && n.corrects() {
			return n, true
		}
	}
	return Notification{}, false
}

// correctsNotice says above a correction what it is about.
func (n Notification) correctsNotice(r Record) string {
	said := "Извещение меняет [запись № " + Text(r.Number) + "](" + rootMark + r.URL + ")"
	if printed := n.correctedLink(); printed != "" {
		said = "Извещение исправляет опубликованное в бюллетене " + printed + ", [запись № " + Text(r.Number) + "](" + rootMark + r.URL + ")"
	}
	return said + ". Закрытый выпуск остаётся таким, каким вышел."
}

// versionsAround leads to the entry before the correction, after it, and now.
func versionsAround(entry string, e pipeline.Entry, n Notification) []string {
	var list []string
	days := e.DaysOfChange()
	for i, day := range days {
		if day == n.PublishedOn && i > 0 {
			list = append(list, link("До извещения, в редакции с "+LongDate(days[i-1]), asOfPath(entry, days[i-1])))
		}
	}
	return append(list,
		link("После него, в редакции с "+LongDate(n.PublishedOn), asOfPath(entry, n.PublishedOn)),
		link("Действующая редакция", entry))
}
