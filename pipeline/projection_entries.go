package pipeline

import (
	"context"
	"errors"
	"slices"
	"strconv"
)

// registerView keeps the entries of every register with their records. It
// refuses what would change the register behind its back, and with it the whole
// batch: whoever wanted to enter a number that somebody else has just entered
// reads again.
type registerView struct{}

func (registerView) Views() []string { return []string{ViewEntries} }

// Version 2: an entry says itself in which series it waits, and has records.
func (registerView) Version() string { return "2" }

func (v registerView) Project(ctx context.Context, w ViewWriter, e Event) error {
	switch e.Type {
	case EvEntryMade:
		return handle(e, func(m EntryMade) error {
			m.Entry.Series = m.Series
			return v.enter(ctx, w, m.Entry)
		})
	case EvRecordMade:
		return handle(e, func(m RecordMade) error { return v.record(ctx, w, m) })
	case EvEntriesImported:
		return handle(e, func(m EntriesImported) error {
			for _, entry := range m.Imports {
				if err := v.complete(ctx, w, entry); err != nil {
					return err
				}
			}
			return nil
		})
	case EvIssueFilled:
		return handle(e, func(m IssueFilled) error { return v.assign(ctx, w, m) })
	case EvIssueClosed:
		return handle(e, func(m IssueClosed) error { return v.publish(ctx, w, m.Issue) })
	}
	return nil
}

// enter adds an entry; a number that is in the register already is refused.
func (v registerView) enter(ctx context.Context, w ViewWriter, entry Entry) error {
	was, err := v.row(ctx, w, entry.Key())
	switch {
	case err != nil:
		return err
	case was.Number != "":
		return &Error{Op: "enter", Doc: entry.Key(), Kind: Exists}
	}
	return v.put(ctx, w, entry)
}

// complete adds an entry of the past; where the register so far only referred to
// the number, what was recorded about it stays.
func (v registerView) complete(ctx context.Context, w ViewWriter, entry Entry) error {
	was, err := v.row(ctx, w, entry.Key())
	switch {
	case err != nil:
		return err
	case was.Number != "" && !was.Elsewhere:
		return &Error{Op: "enter", Doc: entry.Key(), Kind: Exists}
	}
	entry.Records = was.Records
	return v.put(ctx, w, entry)
}

// record adds a record to an entry, which it begins where there is none.
func (v registerView) record(ctx context.Context, w ViewWriter, m RecordMade) error {
	entry, err := v.row(ctx, w, m.Entry)
	if err != nil {
		return err
	}
	if entry.Number == "" {
		if m.New == nil {
			return &Error{Op: "record", Doc: m.Entry, Kind: Corrupt, Err: errors.New("the register holds no such entry")}
		}
		entry = *m.New
	}
	m.Record.Seq, m.Record.Series = len(entry.Records)+1, m.Series
	entry.Records = append(entry.Records, m.Record)
	return v.put(ctx, w, entry)
}

// assign takes entries and records out of those that wait and into an issue.
func (v registerView) assign(ctx context.Context, w ViewWriter, m IssueFilled) error {
	for _, key := range m.Added {
		entryKey, seq := cutRecordKey(key)
		entry, err := v.row(ctx, w, entryKey)
		if err != nil {
			return err
		}
		series, issue, ok := entry.wait(seq)
		if !ok || *issue != nil {
			return &Error{Op: "fill issue", Doc: key, Kind: Exists, Err: errors.New("it is not waiting for an issue")}
		}
		ref := m.Issue
		*issue, *series = &ref, ""
		if err := v.put(ctx, w, entry); err != nil {
			return err
		}
	}
	return nil
}

// publish dates the entries of a closed issue, and takes its records as they were
// printed. What was recorded about an entry while its issue was being closed
// stays.
func (v registerView) publish(ctx context.Context, w ViewWriter, issue Issue) error {
	for _, printed := range issue.Entries {
		entry, err := v.row(ctx, w, printed.Key())
		if err != nil {
			return err
		}
		printed.Records = entry.Records
		if err := v.put(ctx, w, printed); err != nil {
			return err
		}
	}
	for _, printed := range issue.Records {
		entry, err := v.row(ctx, w, printed.EntryKey())
		if err != nil {
			return err
		}
		seq := printed.Record.Seq
		if seq < 1 || seq > len(entry.Records) {
			return &Error{Op: "publish", Doc: printed.Key(), Kind: Corrupt, Err: errors.New("the register holds no such record")}
		}
		entry.Records[seq-1] = printed.Record
		if err := v.put(ctx, w, entry); err != nil {
			return err
		}
	}
	return nil
}

// row reads an entry; one that is not there has no number.
func (registerView) row(ctx context.Context, w ViewWriter, key string) (Entry, error) {
	var entry Entry
	err := load(ctx, w, ViewEntries, key, &entry)
	return entry, err
}

// put writes the row with tags that find it by what of it is where: waiting for
// a series, in an issue, public.
func (registerView) put(ctx context.Context, w ViewWriter, entry Entry) error {
	tags := []string{"register=" + string(entry.Register), "public=" + strconv.FormatBool(entry.Public())}
	tag := func(waits, holds, series string, issue *IssueRef) {
		found := waits + series
		if issue != nil {
			found = holds + issue.Key()
		} else if series == "" {
			return
		}
		if !slices.Contains(tags, found) {
			tags = append(tags, found)
		}
	}
	tag("waiting=", "issue=", entry.Series, entry.Issue)
	for _, r := range entry.Records {
		tag("record-waiting=", "record-issue=", r.Series, r.Issue)
	}
	return put(ctx, w, Doc{View: ViewEntries, Key: entry.Key(), Sort: string(entry.Register) + "/" + sortable(entry.Number), Tags: tags}, entry)
}

// wait finds where an entry, or with seq one of its records, says in which series
// it waits and which issue holds it; false when there is no such record, or the
// entry has nothing to publish of its own.
func (e *Entry) wait(seq int) (series *string, issue **IssueRef, ok bool) {
	switch {
	case e.Number == "" || seq > len(e.Records):
		return nil, nil, false
	case seq > 0:
		return &e.Records[seq-1].Series, &e.Records[seq-1].Issue, true
	}
	return &e.Series, &e.Issue, !e.Elsewhere
}
