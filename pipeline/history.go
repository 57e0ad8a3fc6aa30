package pipeline

import (
	"context"
	"errors"
	"fmt"
)

// importChunk is how many historical entries one event holds.
const importChunk = 200

// Imported counts what an import did.
type Imported struct {
	Entries  int      // new in the register
	Issues   int      // past issues made of them
	Existing []string // keys that were in the register already; left as they were
}

// ImportHistory enters records that the office published long ago: they are
// public at once, in the issues in which they had appeared. Running it twice
// adds nothing.
func (o *Office) ImportHistory(ctx context.Context, file string, register RegisterID, entries []Entry) (Imported, error) {
	var done Imported
	var fresh []Entry
	for _, e := range entries {
		_, err := o.views.Doc(ctx, ViewEntries, e.Key())
		switch {
		case errors.Is(err, NotExist):
			fresh = append(fresh, e)
		case err != nil:
			return done, err
		default:
			done.Existing = append(done.Existing, e.Key())
		}
	}
	issues, err := o.importIssues(ctx, fresh)
	if err != nil {
		return done, err
	}
	done.Issues = issues
	for len(fresh) > 0 {
		chunk := fresh[:min(importChunk, len(fresh))]
		fresh = fresh[len(chunk):]
		event := EntriesImported{File: file, Imports: chunk}
		for _, e := range chunk {
			event.Entries = append(event.Entries, e.Key())
		}
		_, err := o.journal.Append(ctx, Batch{Streams: []StreamAppend{{Stream: "register/" + string(register), Expect: AnyLength,
			Events: []NewEvent{{Type: EvEntriesImported, At: o.now(), Actor: Machine, Data: event}}}}})
		if err != nil {
			return done, err
		}
		done.Entries += len(chunk)
	}
	return done, nil
}

// importIssues makes the past issues that the entries name.
func (o *Office) importIssues(ctx context.Context, entries []Entry) (int, error) {
	made := 0
	seen := map[IssueRef]bool{}
	for _, e := range entries {
		if e.Issue == nil || seen[*e.Issue] {
			continue
		}
		ref := *e.Issue
		seen[ref] = true
		if _, err := o.views.Doc(ctx, ViewIssues, ref.Key()); !errors.Is(err, NotExist) {
			if err != nil {
				return made, err
			}
			continue
		}
		_, err := o.journal.Append(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Events: []NewEvent{{
			Type: EvIssueImported, At: o.now(), Actor: Machine,
			Data: IssueImported{Issue: Issue{IssueRef: ref, Date: e.PublishedOn, Closed: true, Imported: true}, Issues: []string{ref.Key()}},
		}}}}})
		if err != nil && !errors.Is(err, Exists) {
			return made, err
		}
		made++
	}
	return made, nil
}

// Verification counts what was looked at and lists what is wrong, in Russian.
type Verification struct {
	Originals int      `json:"originals"`
	Cases     int      `json:"cases"`
	Issues    int      `json:"issues"`
	Problems  []string `json:"problems"`
}

// Verify walks originals and issues: what is missing, altered or orphaned.
func (o *Office) Verify(ctx context.Context) (Verification, error) {
	v := Verification{Problems: []string{}}
	known, err := o.verifyCases(ctx, &v)
	if err != nil {
		return v, err
	}
	if err := o.verifyIssues(ctx, &v); err != nil {
		return v, err
	}
	err = o.objects.List(ctx, "originals/", func(info ObjectInfo) error {
		if !known[info.Key] {
			v.Problems = append(v.Problems, fmt.Sprintf("%s: оригинал не принадлежит ни одному делу", info.Key))
		}
		return nil
	})
	return v, err
}

func (o *Office) verifyCases(ctx context.Context, v *Verification) (known map[string]bool, err error) {
	known = map[string]bool{}
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewCases})
	if err != nil {
		return nil, err
	}
	for _, row := range docs {
		c, err := o.Case(ctx, CaseID(row.Key))
		if err != nil {
			return nil, err
		}
		v.Cases++
		for _, d := range c.Documents {
			key := originalKey(d.Digest)
			if known[key] {
				continue
			}
			known[key] = true
			v.Originals++
			got, _, err := o.digestOf(ctx, key)
			switch {
			case errors.Is(err, NotExist):
				v.Problems = append(v.Problems, fmt.Sprintf("дело %s: пропал оригинал «%s» (%s)", c.ID, d.Name, d.Digest))
			case err != nil:
				return nil, err
			case got != d.Digest:
				v.Problems = append(v.Problems, fmt.Sprintf("дело %s: оригинал «%s» изменён (%s)", c.ID, d.Name, d.Digest))
			}
		}
	}
	return known, nil
}

func (o *Office) verifyIssues(ctx context.Context, v *Verification) error {
	issues, err := o.Issues(ctx, "")
	if err != nil {
		return err
	}
	prev := map[string]Digest{}
	for _, f := range issues {
		if !f.Closed || f.Imported {
			continue
		}
		v.Issues++
		for _, s := range f.Files {
			if _, err := o.sealedBytes(ctx, s); errors.Is(err, Corrupt) || errors.Is(err, NotExist) {
				v.Problems = append(v.Problems, fmt.Sprintf("выпуск %s: файл %s пропал или изменён", f.Key(), s.Path))
			} else if err != nil {
				return err
			}
		}
		if f.Manifest == nil || f.Manifest.Prev != prev[f.Series] {
			v.Problems = append(v.Problems, fmt.Sprintf("выпуск %s: цепочка выпусков прервана", f.Key()))
		} else {
			prev[f.Series] = f.Manifest.SHA256
		}
	}
	return nil
}
