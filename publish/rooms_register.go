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
			return s.press.WriteRegisterCSV(ctx, s.catalogue, id, w)
		}
		if snapshot, ok := s.catalogue.(*snapshot); ok {
			page.List.TableInput = snapshot.registers.of(id)
		}
	}
	return page, ok
}

// registerYearRoom is register/{register}/years/{year}/.
var registerYearRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		id, ok := registerAt(parts, 4)
		if !ok || parts[2] != "years" {
			return Page{}, false, nil
		}
		year, ok := Ordinal(parts[3])
		if !ok || s.Survey.inYear(id, year) == 0 {
			return Page{}, false, nil
		}
		records, err := RecordsOfYear(ctx, s.catalogue, id, year)
		return s.press.RegisterYearPage(id, year, records), err == nil, err
	},
	year: func(s *Site, id pipeline.RegisterID, year int, records []Record, yield yieldPage) error {
		return yield(s.press.RegisterYearPage(id, year, records))
	},
}
