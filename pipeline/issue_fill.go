package pipeline

import (
	"context"
	"fmt"
	"slices"
)

// FillIssue puts entries and records into an open issue; without keys, all that
// wait and may be published. A record is never published before the entry that it
// is about.
func (o *Office) FillIssue(ctx context.Context, person Person, ref IssueRef, keys ...string) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "fill issue", ref.Key()); err != nil {
		return IssueFile{}, err
	}
	err := retryConflict(ctx, func() error {
		f, err := o.openIssue(ctx, ref)
		if err != nil {
			return err
		}
		added, err := o.choose(ctx, f, keys)
		if err != nil || len(added) == 0 {
			return err
		}
		_, err = o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Expect: f.Version, Events: []NewEvent{{
			Type: EvIssueFilled, At: o.now(), Actor: person.Login,
			Data: IssueFilled{Issue: ref, Added: added, Issues: []string{ref.Key()}, Entries: entryKeys(added)},
		}}}}})
		return err
	})
	if err != nil {
		return IssueFile{}, err
	}
	return o.IssueFile(ctx, ref)
}

// choose returns the keys asked for, all of which must be waiting; without keys,
// all that wait but for records whose entry is not published before or with them.
func (o *Office) choose(ctx context.Context, f IssueFile, keys []string) ([]string, error) {
	waiting, err := o.Waiting(ctx, f.Series)
	if err != nil {
		return nil, err
	}
	records, err := o.WaitingRecords(ctx, f.Series)
	if err != nil {
		return nil, err
	}
	all := Issue{Entries: waiting, Records: records}.keys()
	chosen := slices.Clone(all[:len(waiting)])
	if len(keys) > 0 {
		if chosen, err = among(all, keys); err != nil {
			return nil, err
		}
	}
	for _, r := range records {
		key := r.Key()
		asked := slices.Contains(keys, key)
		if len(keys) > 0 && !asked {
			continue
		}
		with := slices.Contains(chosen, r.EntryKey()) || slices.Contains(f.Keys, r.EntryKey())
		switch ready, err := o.publishable(ctx, r.EntryKey(), with); {
		case err != nil:
			return nil, err
		case !ready && asked:
			return nil, &Error{Op: "fill issue", Doc: key, Kind: Invalid,
				Advice: fmt.Sprintf("Запись «%s» сделана об объекте № %s, сведения о регистрации которого ещё не опубликованы. Включите в выпуск и их.", r.Record.Title, r.Number)}
		case ready && !asked:
			chosen = append(chosen, key)
		}
	}
	return chosen, nil
}

// publishable reports whether a record of the entry may be published: the entry
// is public, goes out with it, or is kept elsewhere.
func (o *Office) publishable(ctx context.Context, key string, with bool) (bool, error) {
	if with {
		return true, nil
	}
	e, err := o.entry(ctx, key)
	return e.Elsewhere || e.Public(), err
}

// among returns the keys, each once, all of which must be waiting.
func among(waiting, keys []string) ([]string, error) {
	var chosen []string
	for _, k := range keys {
		if slices.Contains(chosen, k) {
			continue
		}
		chosen = append(chosen, k)
		if !slices.Contains(waiting, k) {
			return nil, &Error{Op: "fill issue", Doc: k, Kind: Invalid, Advice: fmt.Sprintf("Запись «%s» не ждёт публикации: её нет в реестре или она уже в выпуске.", k)}
		}
	}
	return chosen, nil
}
