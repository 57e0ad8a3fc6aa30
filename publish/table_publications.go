package publish

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// publicationColumns are the columns of a table of what was published: entries as
// in every CSV of entries, and records of entries, whose own columns follow. Of a
// record "date", "kind", the issue, "published_on" and "url" are the record's. An
// issue has a row of its own, of the kind "issue", with neither register nor number.
var publicationColumns = slices.Concat(recordColumns, []string{"record_seq", "record", "record_fields"})

// publicationOf is the row of an entry's own publication.
func publicationOf(r Record) []string { return append(recordRow(r), "", "", "") }

// notificationPublication is the row of a record's publication.
func notificationPublication(o ObjectNotification) []string {
	n := o.Notification
	about := Record{
		Register: o.Register, Number: o.Number, URL: o.URL + "#" + n.anchor(), Title: o.Title, Holders: o.Holders,
		Date: n.Date, Kind: n.Kind, Issue: n.Issue, PublishedOn: n.PublishedOn, Valid: true,
	}
	return append(recordRow(about), decimal(n.Seq), n.Title, n.fieldLines())
}

// editionRows are the issue and what it published, in its order.
func (p *Press) editionRows(e Edition) [][]string {
	rows := [][]string{p.announcementRow(e.ref(), e.Date)}
	for _, r := range e.Entries {
		rows = append(rows, publicationOf(r))
	}
	for _, o := range e.Records {
		rows = append(rows, notificationPublication(o))
	}
	return rows
}

// writeSeriesTable writes the issues of a series, the newest first, then all that
// they published, row by row, by register and number.
func (s *Site) writeSeriesTable(ctx context.Context, series string, w io.Writer) error {
	return writeTable(publicationColumns, w, func(write func(row []string) error) error {
		for _, issue := range s.Survey.ofSeries(series) {
			if err := write(s.press.announcementRow(issue.IssueRef, issue.Date)); err != nil {
				return err
			}
		}
		return s.eachRecord(ctx, w, func(r Record) error {
			var rows [][]string
			if r.Issue != nil && r.Issue.Series == series {
				rows = append(rows, publicationOf(r))
			}
			for _, n := range r.Records {
				if n.Issue != nil && n.Issue.Series == series {
					rows = append(rows, notificationPublication(r.about(n)))
				}
			}
			for _, row := range rows {
				if err := write(row); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// eachRecord calls fn for every public entry in the order of the catalogue, for what
// is written of each of them alone into w.
func (s *Site) eachRecord(ctx context.Context, w io.Writer, fn func(Record) error) error {
	return walkInto(ctx, s.catalogue, "", w, func(e pipeline.Entry) error { return fn(RecordOf(e)) })
}

// wholeInput is a digest of all entries, where one is at hand.
func (s *Site) wholeInput() string {
	if snapshot, ok := s.catalogue.(*snapshot); ok {
		return snapshot.whole.of(struct{}{})
	}
	return ""
}

// seriesInput is one of all entries and of the issues of a series.
func (s *Site) seriesInput(series string) string {
	input := s.wholeInput()
	if input == "" {
		return ""
	}
	for _, issue := range s.Survey.ofSeries(series) {
		input += " " + issue.IssueRef.Key() + " " + issue.Date.String()
	}
	return string(DigestOf([]byte(input)))
}

// writeTable writes the heading and then each row that rows gives, holding nothing
// back from w.
func writeTable(columns []string, w io.Writer, rows func(write func(row []string) error) error) error {
	t := NewTable(w, columns)
	if err := t.Close(); err != nil {
		return err
	}
	return rows(func(row []string) error { return errors.Join(t.Row(row), t.Close()) })
}

// about is a later record of r with r as its object.
func (r Record) about(n Notification) ObjectNotification {
	return ObjectNotification{Register: r.Register, Number: r.Number, URL: r.URL, Title: r.Title, Holders: r.Holders, Notification: n}
}

// fieldLines are the fields in one cell, a line for each.
func (n Notification) fieldLines() string {
	var lines []string
	for _, f := range n.Fields {
		if f.Value != "" {
			lines = append(lines, f.Title+": "+strings.ReplaceAll(f.Value, "\n\n", " "))
		}
	}
	return strings.Join(lines, "\n")
}
