package publish

import (
	"context"
	"strings"
)

// regulationsRoom is regulations/, where the press has any.
var regulationsRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		source := s.press.config.Regulations
		if source == nil || len(parts) != 1 || parts[0] != "regulations" {
			return Page{}, false, nil
		}
		acts, err := source.Acts(ctx)
		return s.press.RegulationsPage(acts), err == nil, err
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		source := s.press.config.Regulations
		if source == nil {
			return nil
		}
		acts, err := source.Acts(ctx)
		if err != nil {
			return err
		}
		return yield(s.press.RegulationsPage(acts))
	},
}

// actRoom is regulations/{act}/ and the pages beneath it.
var actRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		source := s.press.config.Regulations
		if source == nil || len(parts) < 2 || parts[0] != "regulations" {
			return Page{}, false, nil
		}
		id, ok := FromSegment(parts[1])
		if !ok {
			return Page{}, false, nil
		}
		act, err := source.Act(ctx, id)
		if err != nil {
			return Page{}, false, err
		}
		folder := strings.Join(parts, "/") + "/"
		for _, page := range s.press.ActPages(act) {
			if page.Path == folder {
				return page, true, nil
			}
		}
		return Page{}, false, nil
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		source := s.press.config.Regulations
		if source == nil {
			return nil
		}
		acts, err := source.Acts(ctx)
		if err != nil {
			return err
		}
		for _, summary := range acts {
			act, err := source.Act(ctx, summary.ID)
			if err != nil {
				return err
			}
			for _, page := range s.press.ActPages(act) {
				if err := yield(page); err != nil {
					return err
				}
			}
		}
		return nil
	},
}
