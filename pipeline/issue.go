package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
)

// mayEdit are the roles that assemble and close issues (order 210 п. 91 абз. 3).
var mayEdit = []string{"editor"}

// OpenIssue opens the next issue of a series for the year of today. A series has
// at most one open issue.
func (o *Office) OpenIssue(ctx context.Context, person Person, series string) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "open issue", series); err != nil {
		return IssueFile{}, err
	}
	if !slices.Contains(o.Series(), series) {
		return IssueFile{}, &Error{Op: "open issue", Doc: series, Kind: NotExist, Advice: fmt.Sprintf("Серии бюллетеня «%s» нет.", series)}
	}
	var ref IssueRef
	err := retryConflict(ctx, func() error {
		issues, err := o.Issues(ctx, series)
		if err != nil {
			return err
		}
		ref = IssueRef{Series: series, Year: o.today().Year, Number: 1}
		for _, f := range issues {
			if !f.Closed {
				return &Error{Op: "open issue", Doc: f.Key(), Kind: Invalid,
					Advice: fmt.Sprintf("Выпуск № %d за %d год ещё не закрыт. Закройте его, прежде чем открывать следующий.", f.Number, f.Year)}
			}
			if f.Year == ref.Year && f.Number >= ref.Number {
				ref.Number = f.Number + 1
			}
		}
		_, err = o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Events: []NewEvent{{
			Type: EvIssueOpened, At: o.now(), Actor: person.Login, Data: IssueOpened{Issue: ref, Issues: []string{ref.Key()}},
		}}}}})
		return err
	})
	if err != nil {
		return IssueFile{}, err
	}
	return o.IssueFile(ctx, ref)
}

// Series lists the bulletin series that registers are published in.
func (o *Office) Series() []string {
	var list []string
	for _, s := range o.rules.SeriesOf {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	sort.Strings(list)
	return list
}

// RegistersOf lists the registers that are published in a series.
func (o *Office) RegistersOf(series string) []RegisterID {
	var list []RegisterID
	for register, s := range o.rules.SeriesOf {
		if s == series {
			list = append(list, register)
		}
	}
	slices.Sort(list)
	return list
}

// Issues lists the issues of a series, oldest first, open ones too, without
// their entries and files; an empty series lists all.
func (o *Office) Issues(ctx context.Context, series string) ([]IssueFile, error) {
	q := ViewQuery{View: ViewIssues}
	if series != "" {
		q.Tags = []string{"series=" + series}
	}
	docs, _, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]IssueFile, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, &Error{Op: "read issue", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return list, nil
}

// IssueFile returns one issue, open or closed, with its entries and records.
func (o *Office) IssueFile(ctx context.Context, ref IssueRef) (IssueFile, error) {
	d, err := o.views.Doc(ctx, ViewIssues, ref.Key())
	if errors.Is(err, NotExist) {
		return IssueFile{}, &Error{Op: "find issue", Doc: ref.Key(), Kind: NotExist,
			Advice: fmt.Sprintf("Выпуска № %d за %d год в серии «%s» нет.", ref.Number, ref.Year, ref.Series)}
	}
	if err != nil {
		return IssueFile{}, err
	}
	var f IssueFile
	if err := json.Unmarshal(d.Body, &f); err != nil {
		return IssueFile{}, &Error{Op: "read issue", Doc: ref.Key(), Kind: Corrupt, Err: err}
	}
	if f.Closed && !f.Imported {
		return f, o.addContents(ctx, &f)
	}
	if f.Entries, err = o.entriesTagged(ctx, "issue="+ref.Key()); err != nil {
		return f, err
	}
	for i := range f.Entries {
		f.Entries[i].Records = nil // each is published by itself
	}
	f.Records, err = o.recordsTagged(ctx, "record-issue="+ref.Key(), func(r EntryRecord) bool { return r.Issue != nil && *r.Issue == ref })
	return f, err
}

// addContents completes a closed issue by what it was published with.
func (o *Office) addContents(ctx context.Context, f *IssueFile) error {
	d, err := o.views.Doc(ctx, ViewContents, f.Key())
	if err != nil {
		return err
	}
	var contents issueContents
	if err := json.Unmarshal(d.Body, &contents); err != nil {
		return &Error{Op: "read issue", Doc: f.Key(), Kind: Corrupt, Err: err}
	}
	f.Entries, f.Records, f.Files, f.IssueWords = contents.Entries, contents.Records, contents.Files, contents.IssueWords
	return nil
}

// Waiting returns the entries of a series that no issue holds yet.
func (o *Office) Waiting(ctx context.Context, series string) ([]Entry, error) {
	return o.entriesTagged(ctx, "waiting="+series)
}

// WaitingRecords returns the records of a series that no issue holds yet.
func (o *Office) WaitingRecords(ctx context.Context, series string) ([]IssueRecord, error) {
	return o.recordsTagged(ctx, "record-waiting="+series, func(r EntryRecord) bool { return r.Series == series })
}

// recordsTagged returns the wanted records of the entries under a tag.
func (o *Office) recordsTagged(ctx context.Context, tag string, wanted func(EntryRecord) bool) ([]IssueRecord, error) {
	entries, err := o.entriesTagged(ctx, tag)
	if err != nil {
		return nil, err
	}
	var list []IssueRecord
	for _, e := range entries {
		for _, r := range e.Records {
			if wanted(r) {
				list = append(list, e.about(r))
			}
		}
	}
	return list, nil
}

// entry reads a row of the registers; one that is not there has no number.
func (o *Office) entry(ctx context.Context, key string) (Entry, error) {
	d, err := o.views.Doc(ctx, ViewEntries, key)
	if errors.Is(err, NotExist) {
		return Entry{}, nil
	}
	if err != nil {
		return Entry{}, err
	}
	var e Entry
	if err := json.Unmarshal(d.Body, &e); err != nil {
		return Entry{}, &Error{Op: "read entry", Doc: key, Kind: Corrupt, Err: err}
	}
	return e, nil
}

func (o *Office) entriesTagged(ctx context.Context, tag string) ([]Entry, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, Tags: []string{tag}})
	if err != nil {
		return nil, err
	}
	return entriesOf(docs)
}

// entriesOf reads rows of the registers.
func entriesOf(docs []Doc) ([]Entry, error) {
	list := make([]Entry, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, &Error{Op: "read entry", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return list, nil
}

func (o *Office) openIssue(ctx context.Context, ref IssueRef) (IssueFile, error) {
	f, err := o.IssueFile(ctx, ref)
	if err == nil && f.Closed {
		err = &Error{Op: "change issue", Doc: ref.Key(), Kind: Invalid,
			Advice: fmt.Sprintf("Выпуск № %d за %d год закрыт и не изменяется. Исправление публикуют отдельным извещением в следующем выпуске.", ref.Number, ref.Year)}
	}
	return f, err
}
