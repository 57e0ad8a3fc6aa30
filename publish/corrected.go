package publish

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// correctedID is the anchor of what was corrected of an issue later.
const correctedID = "corrected"

// correct notes the corrections of an entry with every issue that had printed of
// it what they changed: the one that published the entry, and the one that they
// name.
func (s *Survey) correct(r Record) {
	for _, n := range r.Records {
		if !n.corrects() {
			continue
		}
		about := ObjectNotification{Register: r.Register, Number: r.Number, URL: r.URL, Title: r.Title, Notification: n}
		if r.Issue != nil {
			s.corrected[*r.Issue] = append(s.corrected[*r.Issue], about)
		}
		if n.Corrects != nil && (r.Issue == nil || n.Corrects.Issue != *r.Issue) {
			s.corrected[n.Corrects.Issue] = append(s.corrected[n.Corrects.Issue], about)
		}
	}
}

// correctionsTo are the corrections of what an issue printed, in the order of time.
func (s *Survey) correctionsTo(ref pipeline.IssueRef) []ObjectNotification {
	list := slices.Clone(s.corrected[ref])
	slices.SortStableFunc(list, func(a, b ObjectNotification) int {
		return cmp.Or(a.Notification.PublishedOn.Compare(b.Notification.PublishedOn), cmp.Compare(a.Register, b.Register),
			compareNumbers(a.Number, b.Number), cmp.Compare(a.Notification.Seq, b.Notification.Seq))
	})
	return list
}

// correctedNotice stands above every page of an issue of which something was
// corrected; empty for any other.
func (s *Survey) correctedNotice(ref pipeline.IssueRef) string {
	n := len(s.corrected[ref])
	if n == 0 {
		return ""
	}
	return "**О записях этого выпуска позднее " + verb(n, "опубликовано", "опубликованы") + " " + plural(n, "извещение", "извещения", "извещений") +
		" об исправлениях и изменениях:** [перечень](" + rootMark + issuePath(ref) + "#" + correctedID + "). Сам выпуск остаётся таким, каким вышел."
}

// verb is the form of a verb that goes with so many things.
func verb(n int, one, many string) string {
	if n%10 == 1 && n%100 != 11 {
		return one
	}
	return many
}

// correctedText lists the corrections of what an issue printed.
func (s *Survey) correctedText(ref pipeline.IssueRef) string {
	list := s.correctionsTo(ref)
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("## Исправлено и изменено позднее {#" + correctedID + "}\n\n| Запись | Извещение | Сведения | Опубликовано |\n|:--|:--|:--|:--|\n")
	for _, o := range list {
		n := o.Notification
		b.WriteString("| " + link(o.Number, o.URL) + " | " + link(n.Title, noticePath(o.URL, n.Seq)) + " | " + Text(n.changedTitles()) + " | " + Text(joinNonEmpty(", ", shortDate(n.PublishedOn), issueNameOf(n.Issue))) + " |\n")
	}
	return b.String() + "\n"
}

func issueNameOf(ref *pipeline.IssueRef) string {
	if ref == nil {
		return ""
	}
	return issueName(*ref)
}
