package pipeline

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

// Entry returns a row of the registers as the office keeps it, published or not:
// with its case, and with the records that still wait. It is for the staff;
// [Office.Public] tells everybody else.
func (o *Office) Entry(ctx context.Context, key string) (Entry, error) {
	e, err := o.entry(ctx, key)
	if err == nil && e.Number == "" {
		err = &Error{Op: "find entry", Doc: key, Kind: NotExist, Advice: "Записи «" + key + "» в реестрах нет. Проверьте номер."}
	}
	return e, err
}

// EntriesNumbered returns the entries that bear a number, in whatever register.
func (o *Office) EntriesNumbered(ctx context.Context, number string) ([]Entry, error) {
	var list []Entry
	for _, register := range slices.Sorted(maps.Keys(o.rules.SeriesOf)) {
		e, err := o.entry(ctx, string(register)+"/"+number)
		if err != nil {
			return nil, err
		}
		if e.Number != "" {
			list = append(list, e)
		}
	}
	return list, nil
}

// Unpublished returns the entries of all series that the public does not see yet,
// in which title or holders hold every word of the text: those that wait, and
// those in an open issue.
func (o *Office) Unpublished(ctx context.Context, text string) ([]Entry, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, Tags: []string{"public=false"}})
	if err != nil {
		return nil, err
	}
	entries, err := entriesOf(docs)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(foldText(text))
	return slices.DeleteFunc(entries, func(e Entry) bool {
		told := foldText(e.Title + "\n" + partyLines(e.Holders))
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(told, w) })
	}), nil
}

// CorrectionStep is one thing that somebody did about correcting an entry.
type CorrectionStep struct {
	Type   EventType // [EvCorrectionDrafted], [EvCorrectionSigned] or [EvCorrectionDropped]
	By     string    // login
	At     time.Time
	Draft  Digest           // of the draft that it is about
	Stated *CorrectionDraft // what was drafted; nil for the other steps
	Reason string           // why it was dropped
}

// CorrectionSteps tells what was done about correcting an entry, oldest first.
func (o *Office) CorrectionSteps(ctx context.Context, key string) ([]CorrectionStep, error) {
	events, err := o.journal.Stream(ctx, correctionStream(key), 0)
	if err != nil {
		return nil, err
	}
	steps := make([]CorrectionStep, len(events))
	for i, e := range events {
		steps[i] = CorrectionStep{Type: e.Type, By: e.Actor, At: e.At}
		if e.Type == EvCorrectionDrafted {
			draft, err := decode[CorrectionDraft](e)
			if err != nil {
				return nil, err
			}
			draft = draft.asDrafted(e)
			steps[i].Stated, steps[i].Draft = &draft, draft.Digest()
			continue
		}
		settled, err := decode[CorrectionSettled](e)
		if err != nil {
			return nil, err
		}
		steps[i].Draft, steps[i].Reason = settled.Draft, settled.Reason
	}
	return steps, nil
}

// SeriesOfEntry is the series in which what is recorded of an entry is published.
func (o *Office) SeriesOfEntry(ctx context.Context, key string) (string, error) {
	e, err := o.Entry(ctx, key)
	return o.seriesOf(e), err
}
