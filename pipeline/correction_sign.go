package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"vestnik/pipeline/workday"
)

// noDay asks for an entry as it stands.
var noDay workday.Date

// SignCorrection makes a draft a record of its entry, which waits for the next
// issue of the series like any other. Another person than the drafter signs, and
// exactly the draft whose digest is named; an empty one takes it as it stands.
func (o *Office) SignCorrection(ctx context.Context, person Person, key string, draft Digest) (IssueRecord, error) {
	if err := mustHold(person, maySignCorrection, "sign correction", key); err != nil {
		return IssueRecord{}, err
	}
	err := retryConflict(ctx, func() error { return o.trySignCorrection(ctx, person, key, draft) })
	if err != nil {
		return IssueRecord{}, err
	}
	e, err := o.entry(ctx, key)
	if err != nil {
		return IssueRecord{}, err
	}
	return e.about(e.Records[len(e.Records)-1]), nil
}

func (o *Office) trySignCorrection(ctx context.Context, person Person, key string, digest Digest) error {
	// The entry is read before the draft: who signs in between takes the draft away, and
	// this signature finds none instead of an entry that no longer fits.
	e, err := o.publicEntry(ctx, key)
	if err != nil {
		return err
	}
	draft, err := o.CorrectionDraft(ctx, key)
	if err != nil {
		return err
	}
	switch {
	case draft.By == person.Login:
		return &Error{Op: "sign correction", Doc: key, Kind: Permission, Advice: "Подписать исправление должен другой человек, не тот, кто его подготовил."}
	case digest != "" && digest != draft.Digest():
		return refuseCorrection(key, "Проект исправления уже не тот, что был на экране. Откройте его ещё раз.")
	}
	if err := stillHolds(e, draft); err != nil {
		return err
	}
	at := o.now()
	record := draft.record(workday.DateOf(at))
	_, err = o.commit(ctx, Batch{Streams: []StreamAppend{
		{Stream: correctionStream(key), Expect: draft.Version, Events: []NewEvent{{
			Type: EvCorrectionSigned, At: at, Actor: person.Login, Data: CorrectionSettled{Entry: key, Draft: draft.Digest()}}}},
		{Stream: "register/" + string(e.Register), Expect: AnyLength, Events: []NewEvent{{
			Type: EvRecordMade, At: at, Actor: person.Login, Data: RecordMade{Entry: key, Record: record, Series: o.seriesOf(e), Entries: []string{key}}}}},
	}})
	return err
}

// record is what signing the draft on a day enters into the register.
func (d CorrectionDraft) record(on workday.Date) EntryRecord {
	return EntryRecord{
		Kind: d.Nature.Kind(), Title: d.Nature.Title(), Date: on,
		Nature: d.Nature, Changes: d.Changes, Basis: d.Basis, Corrects: d.Corrects,
	}
}

// Notice is the draft as an issue would print it, signed on a day.
func (d CorrectionDraft) Notice(e Entry, on workday.Date) IssueRecord {
	record := d.record(on)
	record.Seq = len(e.Records) + 1
	return e.about(record)
}

// CheckCorrection reports why a draft could not be signed as it stands: its entry
// has changed since. Nil when it could.
func (o *Office) CheckCorrection(ctx context.Context, draft CorrectionDraft) error {
	e, err := o.publicEntry(ctx, draft.Entry)
	if err != nil {
		return err
	}
	return stillHolds(e, draft)
}

// stillHolds refuses a draft whose entry has changed since it was made.
func stillHolds(e Entry, draft CorrectionDraft) error {
	now := e.AsOf(noDay)
	for _, c := range draft.Changes {
		again, err := changeOf(e, now, c.Field, c.After)
		if err != nil {
			return err
		}
		if again.Before != c.Before {
			return refuseCorrection(e.Key(), "Запись изменилась с тех пор, как исправление подготовили. Подготовьте его заново.")
		}
	}
	return nil
}

// seriesOf is the series in which what is recorded of an entry is published.
func (o *Office) seriesOf(e Entry) string {
	series := o.rules.SeriesOf[e.Register]
	if e.Issue != nil {
		series = cmp.Or(series, e.Issue.Series)
	}
	return series
}

// DropCorrection throws an unsigned draft away: exactly the one whose digest is
// named; an empty one takes it as it stands. The reason is for the staff, who find
// it in the history of the entry.
func (o *Office) DropCorrection(ctx context.Context, person Person, key string, digest Digest, reason string) error {
	if err := mustHold(person, slices.Concat(maySignCorrection, mayDraftCorrection), "drop correction", key); err != nil {
		return err
	}
	return retryConflict(ctx, func() error {
		draft, err := o.CorrectionDraft(ctx, key)
		if err != nil {
			return err
		}
		if digest != "" && digest != draft.Digest() {
			return refuseCorrection(key, "Проект исправления уже не тот, что был на экране. Откройте его ещё раз.")
		}
		_, err = o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: correctionStream(key), Expect: draft.Version, Events: []NewEvent{{
			Type: EvCorrectionDropped, At: o.now(), Actor: person.Login,
			Data: CorrectionSettled{Entry: key, Draft: draft.Digest(), Reason: oneLine(reason)}}}}}})
		return err
	})
}

// jsonDigest is the SHA-256 of a value's JSON.
func jsonDigest(v any) Digest {
	b, err := json.Marshal(v)
	if err != nil {
		return "" // our own types marshal
	}
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}
