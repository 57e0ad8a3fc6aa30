package publish

import (
	"cmp"
	"regexp"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Notification is what was entered about a registered object later, as open
// data: a duplicate issued, a right offered to everybody. Like [Record] it has no
// field for the case.
type Notification struct {
	Seq         int                 `json:"seq"` // among those of its entry, from 1
	Kind        string              `json:"kind"`
	Title       string              `json:"title"`
	Code        string              `json:"code,omitempty"` // as the office's settings give it
	Date        workday.Date        `json:"date"`           // of the record in the register
	Fields      []NotificationField `json:"fields"`
	Issue       *pipeline.IssueRef  `json:"issue,omitempty"`
	PublishedOn workday.Date        `json:"published_on"`
	// Nature, Changes, Basis and Corrects are those of a correction: why, what of
	// the entry became what, on which ground, and what had been printed.
	Nature   pipeline.Nature        `json:"nature,omitempty"`
	Changes  []pipeline.FieldChange `json:"changes,omitempty"`
	Basis    string                 `json:"basis,omitempty"`
	Corrects *pipeline.RecordRef    `json:"corrects,omitempty"`
}

// NotificationField is one thing stated; a value that is a date is YYYY-MM-DD.
type NotificationField struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Value string `json:"value"`
}

// StandingField is what the records of an entry say together of one thing: the
// newest of them that speaks of it, by its Seq.
type StandingField struct {
	NotificationField
	Seq int `json:"seq"`
}

// ObjectNotification is a notification with the object that it is about.
type ObjectNotification struct {
	Register     pipeline.RegisterID `json:"register"`
	Number       string              `json:"number"`
	URL          string              `json:"url"` // of the entry, relative to the site's root
	Title        string              `json:"title"`
	Holders      []pipeline.Party    `json:"holders"`
	Notification Notification        `json:"record"`
}

// notificationOf returns what the public may have of a record, its texts cleaned.
func notificationOf(r pipeline.EntryRecord) Notification {
	n := Notification{
		Seq: r.Seq, Kind: Clean(r.Kind), Title: Clean(r.Title), Code: Clean(r.Code), Date: r.Date,
		Fields: []NotificationField{}, Issue: r.Issue, PublishedOn: r.PublishedOn,
		Nature: r.Nature, Basis: Clean(r.Basis), Changes: cleanChanges(r.Changes), Corrects: r.Corrects,
	}
	for _, f := range r.Fields {
		n.Fields = append(n.Fields, NotificationField{
			Name: Clean(f.Name), Title: Clean(f.Title), Value: strings.Join(Paragraphs(f.Value), "\n\n"),
		})
	}
	return n
}

// notificationsOf leaves out what is not published yet.
func notificationsOf(records []pipeline.EntryRecord) []Notification {
	var list []Notification
	for _, r := range records {
		if r.Public() {
			list = append(list, notificationOf(r))
		}
	}
	return list
}

// ObjectNotificationOf returns what the public may have of a record of an issue.
func ObjectNotificationOf(r pipeline.IssueRecord) ObjectNotification {
	return ObjectNotification{
		Register: r.Register, Number: Clean(r.Number), URL: entryPath(r.Register, r.Number), Title: Clean(r.Title),
		Holders: cleanParties(r.Holders), Notification: notificationOf(r.Record),
	}
}

// standingOf gathers what holds after all the records, in the order in which
// things were first spoken of. An empty value takes a thing back.
func standingOf(list []Notification) []StandingField {
	var standing []StandingField
	at := make(map[string]int)
	for _, n := range list {
		for _, f := range n.Fields {
			i, known := at[f.Name]
			if !known {
				i = len(standing)
				at[f.Name] = i
				standing = append(standing, StandingField{})
			}
			standing[i] = StandingField{NotificationField: f, Seq: n.Seq}
		}
	}
	kept := standing[:0]
	for _, f := range standing {
		if f.Value != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

func (o ObjectNotification) heading() string { return cmp.Or(o.Title, unnamed) }

// key names a record: that of its entry with its number among the entry's records.
func (o ObjectNotification) key() string {
	return string(o.Register) + "/" + o.Number + "#" + decimal(o.Notification.Seq)
}

// anchor is the fragment by which a notification is found within an issue.
func (o ObjectNotification) anchor() string {
	return Segment(string(o.Register)) + "-" + Segment(o.Number) + "-" + o.Notification.anchor()
}

// anchor is the fragment by which a notification is found on its entry's page.
func (n Notification) anchor() string { return "record-" + decimal(n.Seq) }

// record is the object as far as the notification knows it.
func (o ObjectNotification) record() Record {
	return Record{Register: o.Register, Number: o.Number, URL: o.URL, Title: o.Title, Holders: o.Holders, Elsewhere: true}
}

var isoDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// fieldValue is a value as Russians write it, ready to stand in a definition.
func fieldValue(value string) string {
	if isoDate.MatchString(value) {
		if day, err := workday.ParseDate(value); err == nil {
			return LongDate(day)
		}
	}
	return abstractBody(value)
}

// kindRank puts changes of what was registered before all other records, and what
// the office puts right after them.
func kindRank(kind string) int {
	switch kind {
	case pipeline.KindChange:
		return -1
	case pipeline.KindCorrection:
		return 1
	}
	return 0
}

// compareNotifications orders by kind, then by register and number.
func (p *Press) compareNotifications(a, b ObjectNotification) int {
	return cmp.Or(
		cmp.Compare(kindRank(a.Notification.Kind), kindRank(b.Notification.Kind)),
		cmp.Compare(a.Notification.Kind, b.Notification.Kind),
		p.compareRecords(a.record(), b.record()),
		cmp.Compare(a.Notification.Seq, b.Notification.Seq),
	)
}
