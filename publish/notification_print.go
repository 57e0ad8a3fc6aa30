package publish

import (
	"slices"
	"strings"

	"vestnik/pipeline"
)

// notificationFields writes a notification as a definition list: when it was
// entered, what it states, where it was published.
func (p *Press) notificationFields(n Notification) string {
	var d definitions
	p.addNotification(&d, n)
	return d.String() + n.changes()
}

func (p *Press) addNotification(d *definitions, n Notification) {
	d.add("", "Дата внесения записи", LongDate(n.Date))
	if n.Code != "" {
		d.add("", "Код извещения", Text(n.Code)+" (задан настройкой ведомства)")
	}
	if n.corrects() {
		d.text("", "Вид", n.Title)
		d.text("", "Основание", n.Basis)
		d.add("", "Опубликовано прежде", n.correctedLink())
	}
	for _, f := range n.Fields {
		d.add("", Text(f.Title), fieldValue(f.Value))
	}
	d.add("(45)", "Дата публикации и номер бюллетеня", p.publishedIn(Record{Issue: n.Issue, PublishedOn: n.PublishedOn}))
}

// standingFields writes what holds after all the records, each with the record
// that says so.
func standingFields(r Record) string {
	var d definitions
	for _, f := range r.Standing {
		d.add("", Text(f.Title), fieldValue(f.Value)+" ([запись "+decimal(f.Seq)+"](#"+Notification{Seq: f.Seq}.anchor()+"))")
	}
	return d.String()
}

// writeNotifications writes the records of an entry in the order of time.
func (p *Press) writeNotifications(b *strings.Builder, r Record) {
	if len(r.Records) == 0 {
		return
	}
	if len(r.Records) > 1 && len(r.Standing) > 0 {
		b.WriteString("## Что следует из записей {#standing}\n\n" + standingFields(r) + "\n")
	}
	b.WriteString("## Записи в реестре {#records}\n\n")
	for _, n := range r.Records {
		b.WriteString("### " + decimal(n.Seq) + "\\. " + Text(n.Title) + " {#" + n.anchor() + "}\n\n" + p.notificationFields(n) + "\n")
		if n.corrects() {
			b.WriteString(link("Извещение на отдельной странице", noticePath(r.URL, n.Seq)) + "\n\n")
		}
	}
}

// objectFields writes the object of a notification and what is said of it.
func (p *Press) objectFields(o ObjectNotification) string {
	register := p.registerOf(o.Register)
	var d definitions
	d.text("(11)", register.numberLabel(), o.Number)
	d.text("(54)", "Название "+register.Object, o.heading())
	d.add("(73)", register.holderLabel(len(o.Holders)), holderLines(o.record())...)
	p.addNotification(&d, o.Notification)
	if !o.Notification.corrects() {
		return d.String()
	}
	return d.String() + o.Notification.changes() + "\n" + link("Извещение и запись до и после него", noticePath(o.URL, o.Notification.Seq)) + "\n"
}

// kindSection is a run of notifications of one kind, as an issue prints them.
type kindSection struct {
	kind, title   string
	notifications []ObjectNotification
}

func (s kindSection) id() string { return "records-" + Segment(s.kind) }

// registers returns the registers that the section speaks of, in its order.
func (s kindSection) registers() []pipeline.RegisterID {
	var ids []pipeline.RegisterID
	for _, o := range s.notifications {
		if !slices.Contains(ids, o.Register) {
			ids = append(ids, o.Register)
		}
	}
	return ids
}

func kindSectionsOf(e Edition) []kindSection {
	var sections []kindSection
	for _, o := range e.Records {
		if n := len(sections); n == 0 || sections[n-1].kind != o.Notification.Kind {
			sections = append(sections, kindSection{kind: o.Notification.Kind, title: o.Notification.section()})
		}
		s := &sections[len(sections)-1]
		s.notifications = append(s.notifications, o)
	}
	return sections
}

// notificationItem tells of one notification in a feed.
func (p *Press) notificationItem(o ObjectNotification) Item {
	path := o.URL + "#" + o.Notification.anchor()
	if o.Notification.corrects() {
		path = noticePath(o.URL, o.Notification.Seq)
	}
	return Item{
		ID: o.URL + o.Notification.anchor(), Path: path, Date: o.Notification.PublishedOn, Order: notificationOrder(o),
		Title:    o.Notification.Title + ": № " + o.Number + ". " + o.heading(),
		Summary:  joinNonEmpty(". ", p.registerOf(o.Register).Title, strings.Join(o.record().holderNames(), "; ")),
		Markdown: p.objectFields(o),
	}
}

// notificationColumns are the columns of records.csv. New ones are added at the
// end; none is ever renamed.
var notificationColumns = []string{
	"register", "number", "title", "holders", "seq", "kind", "record", "code", "date", "fields",
	"series", "issue_year", "issue_number", "published_on", "url",
	"nature", "basis", "changes",
}

// notificationsCSV writes notifications as RFC 4180 CSV in UTF-8 with a heading;
// the fields of each stand in one cell, a line for each.
func notificationsCSV(list []ObjectNotification) ([]byte, error) {
	rows := make([][]string, len(list))
	for i, o := range list {
		n := o.Notification
		var fields []string
		for _, f := range n.Fields {
			if f.Value != "" {
				fields = append(fields, f.Title+": "+strings.ReplaceAll(f.Value, "\n\n", " "))
			}
		}
		series, year, number := issueCells(n.Issue)
		rows[i] = []string{
			string(o.Register), o.Number, o.Title, strings.Join(o.record().holderNames(), "; "),
			decimal(n.Seq), n.Kind, n.Title, n.Code, n.Date.String(), strings.Join(fields, "\n"),
			series, year, number, n.PublishedOn.String(), o.URL,
			string(n.Nature), n.Basis, n.changesText(),
		}
	}
	return tableCSV(notificationColumns, rows)
}
