package publish

import (
	"context"
	"errors"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// entryAt returns the public entry that an address of so many parts stands under.
func (s *Site) entryAt(ctx context.Context, parts []string, length int) (pipeline.Entry, bool, error) {
	id, ok := registerAt(parts, length)
	if !ok {
		return pipeline.Entry{}, false, nil
	}
	number, ok := FromSegment(parts[2])
	if !ok {
		return pipeline.Entry{}, false, nil
	}
	entry, err := s.catalogue.Entry(ctx, id, number)
	return entry, err == nil, err
}

// entryRoom is register/{register}/{number}/.
var entryRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		entry, ok, err := s.entryAt(ctx, parts, 3)
		if !ok {
			return Page{}, false, err
		}
		page, err := s.entryPage(ctx, entry)
		return page, err == nil, err
	},
	entry: func(ctx context.Context, s *Site, e pipeline.Entry, yield yieldPage) error {
		page, err := s.entryPage(ctx, e)
		if err != nil {
			return err
		}
		return yield(page)
	},
}

func (s *Site) entryPage(ctx context.Context, e pipeline.Entry) (Page, error) {
	places, err := s.placesOf(ctx, e)
	if err != nil {
		return Page{}, err
	}
	return s.press.EntryPage(e, places)
}

// placesOf finds where an entry and its records are printed.
func (s *Site) placesOf(ctx context.Context, e pipeline.Entry) (EntryPlaces, error) {
	places := make(EntryPlaces)
	find := func(ref *pipeline.IssueRef, key string) error {
		if ref == nil {
			return nil
		}
		issue := s.Survey.Issue(*ref)
		if issue == nil || issue.Manifest == nil || issue.Manifest.Volumes == 0 {
			return nil
		}
		place, err := s.papers.Of(ctx, *ref, key)
		places[key] = place
		return err
	}
	r := RecordOf(e)
	err := find(r.Issue, r.key())
	for _, n := range r.Records {
		about := ObjectNotification{Register: r.Register, Number: r.Number, Notification: n}
		err = errors.Join(err, find(n.Issue, about.key()))
	}
	return places, err
}

// noticeRoom is register/{register}/{number}/notice-{seq}/.
var noticeRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		ordinal, ok := strings.CutPrefix(parts[len(parts)-1], "notice-")
		seq, isOrdinal := Ordinal(ordinal)
		if !ok || !isOrdinal {
			return Page{}, false, nil
		}
		entry, ok, err := s.entryAt(ctx, parts, 4)
		if !ok {
			return Page{}, false, err
		}
		page, ok := s.press.NoticePage(entry, seq)
		return page, ok, nil
	},
	entry: func(_ context.Context, s *Site, e pipeline.Entry, yield yieldPage) error {
		for _, r := range e.Corrections() {
			page, ok := s.press.NoticePage(e, r.Seq)
			if !ok {
				continue
			}
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	},
}

// asOfRoom is register/{register}/{number}/as-of/{date}/. A static copy has the
// days on which an entry that was ever corrected changed; the server answers any
// day with the page of the last change before it.
var asOfRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 5 || parts[3] != "as-of" {
			return Page{}, false, nil
		}
		day, err := workday.ParseDate(parts[4])
		if err != nil {
			return Page{}, false, nil
		}
		entry, ok, err := s.entryAt(ctx, parts, 5)
		if !ok {
			return Page{}, false, err
		}
		page, ok := s.press.AsOfPage(entry, day)
		return page, ok, nil
	},
	entry: func(_ context.Context, s *Site, e pipeline.Entry, yield yieldPage) error {
		if len(e.Corrections()) == 0 {
			return nil
		}
		for _, day := range e.DaysOfChange() {
			page, ok := s.press.AsOfPage(e, day)
			if !ok {
				continue
			}
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	},
}
