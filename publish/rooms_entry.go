package publish

import (
	"context"
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
		page, err := s.press.EntryPage(entry)
		return page, err == nil, err
	},
	entry: func(s *Site, e pipeline.Entry, yield yieldPage) error {
		page, err := s.press.EntryPage(e)
		if err != nil {
			return err
		}
		return yield(page)
	},
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
	entry: func(s *Site, e pipeline.Entry, yield yieldPage) error {
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
	entry: func(s *Site, e pipeline.Entry, yield yieldPage) error {
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
