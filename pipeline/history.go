package pipeline

import (
	"context"
	"errors"
	"slices"
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
// public at once, in the issues in which they had appeared. Running it twice, or
// two at once, adds nothing twice.
func (o *Office) ImportHistory(ctx context.Context, file string, register RegisterID, entries []Entry) (Imported, error) {
	var done Imported
	for chunk := range slices.Chunk(entries, importChunk) {
		var step Imported
		err := retryConflict(ctx, func() (err error) {
			step, err = o.importSome(ctx, file, register, chunk)
			return err
		})
		if err != nil {
			return done, err
		}
		done.Entries += step.Entries
		done.Issues += step.Issues
		done.Existing = append(done.Existing, step.Existing...)
	}
	return done, nil
}

// importSome enters those of the entries that the register does not hold, or
// holds only as kept elsewhere, with the issues that they name. The register itself refuses a number that somebody
// enters meanwhile.
func (o *Office) importSome(ctx context.Context, file string, register RegisterID, entries []Entry) (Imported, error) {
	var done Imported
	event := EntriesImported{File: file}
	seen := map[string]bool{}
	for _, e := range entries {
		key := e.Key()
		was, err := o.entry(ctx, key)
		switch {
		case err != nil:
			return done, err
		case seen[key] || was.Number != "" && !was.Elsewhere:
			done.Existing = append(done.Existing, key)
		default:
			event.Imports, event.Entries = append(event.Imports, e), append(event.Entries, key)
		}
		seen[key] = true
	}
	if len(event.Imports) == 0 {
		return done, nil
	}
	batch, err := o.pastIssues(ctx, event.Imports)
	if err != nil {
		return done, err
	}
	done.Entries, done.Issues = len(event.Imports), len(batch.Streams)
	batch.Streams = append(batch.Streams, StreamAppend{Stream: "register/" + string(register), Expect: AnyLength,
		Events: []NewEvent{o.byMachine(EvEntriesImported, event)}})
	_, err = o.commit(ctx, batch)
	return done, err
}

// pastIssues opens and closes the past issues that the entries name and that are
// not known yet.
func (o *Office) pastIssues(ctx context.Context, entries []Entry) (Batch, error) {
	var batch Batch
	seen := map[IssueRef]bool{}
	for _, e := range entries {
		if e.Issue == nil || seen[*e.Issue] {
			continue
		}
		ref := *e.Issue
		seen[ref] = true
		_, err := o.views.Doc(ctx, ViewIssues, ref.Key())
		if err == nil {
			continue
		}
		if !errors.Is(err, NotExist) {
			return batch, err
		}
		past := Issue{IssueRef: ref, Date: e.PublishedOn, Closed: true, Imported: true}
		batch.Streams = append(batch.Streams, StreamAppend{Stream: ref.Stream(),
			Events: []NewEvent{o.byMachine(EvIssueImported, IssueImported{Issue: past, Issues: []string{ref.Key()}})}})
	}
	return batch, nil
}
