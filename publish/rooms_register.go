package publish

import (
	"context"
	"io"

	"vestnik/pipeline"
)

var registersRoom = single("register/", func(s *Site) Page { return s.press.RegistersPage(s.Survey) })

// registerAt returns the register that an address of so many parts names.
func registerAt(parts []string, length int) (pipeline.RegisterID, bool) {
	if len(parts) != length || parts[0] != "register" {
		return "", false
	}
	id, ok := FromSegment(parts[1])
	return pipeline.RegisterID(id), ok
}

// registerRoom is register/{register}/, its table the whole register.
var registerRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		id, ok := registerAt(parts, 2)
		if !ok {
			return Page{}, false, nil
		}
		page, ok := s.registerPage(ctx, id)
		return page, ok, nil
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		for _, id := range s.press.registerIDs(s.Survey) {
			page, _ := s.registerPage(ctx, id)
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	},
}

func (s *Site) registerPage(ctx context.Context, id pipeline.RegisterID) (Page, bool) {
	page, ok := s.press.RegisterPage(s.Survey, id)
	if ok {
		page.List.Table = func(w io.Writer) error {
			return writeRegisterTable(ctx, s.catalogue, id, w)
		}
		if snapshot, ok := s.catalogue.(*snapshot); ok {
			page.List.TableInput = snapshot.registers.of(id)
		}
	}
	return page, ok
}

// registerYearRoom is register/{register}/years/{year}/, with its parts p2/, p3/…
var registerYearRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) < 4 || parts[2] != "years" {
			return Page{}, false, nil
		}
		id, ok := registerAt(parts[:4], 4)
		if !ok {
			return Page{}, false, nil
		}
		year, ok := Ordinal(parts[3])
		number, okPart := partNumber(parts[4:])
		if !ok || !okPart || s.Survey.inYear(id, year) == 0 {
			return Page{}, false, nil
		}
		records, err := RecordsOfYear(ctx, s.catalogue, id, year)
		if err != nil {
			return Page{}, false, err
		}
		page, ok := part(s.press.RegisterYearPages(id, year, records), number)
		return page, ok, nil
	},
	year: func(s *Site, id pipeline.RegisterID, year int, records []Record, yield yieldPage) error {
		return eachOf(s.press.RegisterYearPages(id, year, records), yield)
	},
}
