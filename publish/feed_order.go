package publish

import (
	"cmp"
	"slices"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Readers of feeds sort by instants, and the bulletin knows days. The things of one
// day stand within its first two seconds, in the order of their numbers: each has an
// instant of its own (RFC 4287 §4.2.15), none lies ahead of its publication, and the
// same thing has the same instant in every feed.

// numberOrder places a thing by the last six digits of its number, in microseconds.
func numberOrder(number string) time.Duration {
	var order time.Duration
	for _, c := range number[max(0, len(number)-6):] {
		if c >= '0' && c <= '9' {
			order = 10*order + time.Duration(c-'0')
		}
	}
	return order * time.Microsecond
}

// notificationOrder places a record right after its entry.
func notificationOrder(o ObjectNotification) time.Duration {
	return numberOrder(o.Number) + time.Duration(o.Notification.Seq)
}

// issueOrder places an issue after all that it publishes, and issues of one day by
// their numbers, those of one number by their series.
func (p *Press) issueOrder(ref pipeline.IssueRef) time.Duration {
	rank := slices.IndexFunc(p.config.Series, func(s Series) bool { return s.ID == ref.Series })
	return time.Second + time.Duration(ref.Number%1000)*time.Millisecond + time.Duration(rank+1)*time.Microsecond
}

// newestItemsFirst sorts items by the instant of their last change.
func newestItemsFirst(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Or(b.Updated, b.Date).Compare(cmp.Or(a.Updated, a.Date)), cmp.Compare(b.Order, a.Order))
	})
}

// announcement tells of an issue in the feed of what its series publishes. Messages
// stand in it whole: they are no entries, and an issue may hold nothing else.
func (p *Press) announcement(e Edition) Item {
	item := p.issueItem(e.ref(), e.Date, e.count())
	item.Order = p.issueOrder(e.ref())
	item.Markdown = Text(item.Summary) + " " + link("Читать выпуск", item.Path) + "\n\n" + p.wordsText(e)
	return item
}

// announcementRow is an issue in the table of what its series published.
func (p *Press) announcementRow(ref pipeline.IssueRef, date workday.Date) []string {
	return publicationOf(Record{
		URL: issuePath(ref), Kind: "issue", Title: p.issueItem(ref, date, -1).Title, Date: date, Issue: &ref, PublishedOn: date, Valid: true,
	})
}
