package publish

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// The office gives its registers of programs and of databases away as CSV with
// columns of its own. The same columns in the same order let what others wrote
// for those files read ours.

func officialPath(id pipeline.RegisterID) string {
	return dataPath + Segment(string(id)) + "-official.csv"
}

// officialTitle is how the office heads the column of names in a register's file;
// empty for a register that it does not give away so.
func officialTitle(id pipeline.RegisterID) string {
	switch id {
	case "programs":
		return "program name"
	case "databases":
		return "database name"
	}
	return ""
}

func officialColumns(id pipeline.RegisterID) []string {
	return []string{
		"registration number", "registration date", "application number", "application date", "authors", "authors count",
		"right holders", "contact to third parties", officialTitle(id), "creation year",
		"registration publish date", "registration publish number", "actual", "publication URL",
	}
}

// writeOfficial writes a register in the office's columns, by number: with a byte
// order mark, lines that end as RFC 4180 has them, also within cells, days as
// YYYYMMDD, names one a line with their countries.
func (s *Site) writeOfficial(ctx context.Context, id pipeline.RegisterID, w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	t := &Table{w: csv.NewWriter(w)}
	t.w.UseCRLF = true
	write := func(row []string) error { return errors.Join(t.Row(row), t.Close()) }
	if err := write(officialColumns(id)); err != nil {
		return err
	}
	return walkInto(ctx, s.catalogue, id, w, func(e pipeline.Entry) error {
		if e.Elsewhere {
			return nil
		}
		return write(s.press.officialRow(RecordOf(e)))
	})
}

func (p *Press) officialRow(r Record) []string {
	_, _, issue := issueCells(r.Issue)
	return []string{
		r.Number, compactDay(r.Date), r.ApplicationNo, compactDay(r.ApplicationDate),
		partyLines(r.Authors), authorsCount(r), partyLines(r.Holders), r.Contacts, r.Title, yearText(r.CreationYear),
		compactDay(r.PublishedOn), issue, yesNo(r.Valid), p.base + r.URL,
	}
}

// compactDay is a day as the office writes it, 20260322; empty when not known.
func compactDay(day workday.Date) string { return strings.ReplaceAll(day.String(), "-", "") }

// partyLines are names one a line, "Иванов Иван Иванович (RU)".
func partyLines(parties []pipeline.Party) string {
	lines := make([]string, len(parties))
	for i, party := range parties {
		lines[i] = PartyName(party)
	}
	return strings.Join(lines, "\n")
}

// authorsCount counts the authors where all of them are named: how many declined
// is not public.
func authorsCount(r Record) string {
	if r.AuthorsDeclined || len(r.Authors) == 0 {
		return ""
	}
	return decimal(len(r.Authors))
}
