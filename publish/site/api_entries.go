package site

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Entries that one answer of the API holds: unasked, and at most.
const (
	entriesListed = 50
	maxListed     = 200
)

// errEnough ends a walk over the entries early.
var errEnough = errors.New("enough")

// apiEntries lists entries by register and number, from behind the given key on.
// It states how many there are on all its pages.
func (s *server) apiEntries(r *http.Request) (*answer, error) {
	values := r.URL.Query()
	limit, err := parseCount(values.Get("limit"), entriesListed, maxListed)
	if err != nil {
		return nil, err
	}
	register, after := pipeline.RegisterID(values.Get("register")), values.Get("after")
	total, err := s.entriesIn(r.Context(), register)
	if err != nil {
		return nil, err
	}
	if err := s.checkKey(r.Context(), register, after); err != nil {
		return nil, err
	}
	records, next := []publish.Record{}, ""
	err = s.entriesAfter(r.Context(), register, after, func(e pipeline.Entry) error {
		switch {
		case register != "" && e.Register != register:
			return errEnough
		case len(records) == limit:
			next = string(records[limit-1].Register) + "/" + records[limit-1].Number
			return errEnough
		}
		records = append(records, publish.RecordOf(e))
		return r.Context().Err()
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	a, err := apiJSON(map[string]any{"total": total, "entries": records, "next": next})
	if a != nil {
		a.total = strconv.Itoa(total)
	}
	return a, err
}

// entriesIn counts the entries of a register, or of all; a register that the
// office does not keep is Invalid.
func (s *server) entriesIn(ctx context.Context, register pipeline.RegisterID) (int, error) {
	g, err := s.shelf.current(ctx)
	if err != nil {
		return 0, err
	}
	total, known := 0, register == ""
	for id, survey := range g.site.Survey.Registers {
		if register == "" || id == register {
			total += survey.Count
		}
	}
	for _, kept := range s.Press.Config().Registers {
		known = known || kept.ID == register
	}
	if !known && g.site.Survey.Registers[register] == nil {
		return 0, invalid("Такого реестра нет. Реестры перечисляет /api/v1/registers.")
	}
	return total, nil
}

// checkKey refuses a key behind which nothing can be continued: silence would look
// like the end of the list.
func (s *server) checkKey(ctx context.Context, register pipeline.RegisterID, after string) error {
	if after == "" {
		return nil
	}
	in, number, ok := strings.Cut(after, "/")
	if !ok || register != "" && in != string(register) {
		return invalid("Ключ after записан неверно. Это значение next прежнего ответа: реестр и номер через косую черту.")
	}
	entry, err := s.Catalogue.Entry(ctx, pipeline.RegisterID(in), number)
	if errors.Is(err, pipeline.NotExist) || err == nil && !entry.Public() {
		return invalid("Записи с ключом after нет. Возьмите значение next прежнего ответа или начните сначала, без after.")
	}
	return err
}

// entriesAfter walks the public entries from behind a key on, or from a
// register's first; a catalogue that cannot seek is walked from its start.
func (s *server) entriesAfter(ctx context.Context, register pipeline.RegisterID, after string, fn func(pipeline.Entry) error) error {
	if seeker, ok := s.Catalogue.(pipeline.CatalogueSeeker); ok && after+string(register) != "" {
		from, number, _ := strings.Cut(after, "/")
		if after == "" {
			from = string(register)
		}
		return seeker.EntriesAfter(ctx, pipeline.RegisterID(from), number, fn)
	}
	passed := after == ""
	return s.Catalogue.Entries(ctx, func(e pipeline.Entry) error {
		switch {
		case !e.Public() || register != "" && e.Register < register:
			return ctx.Err()
		case !passed:
			passed = e.Key() == after
			return ctx.Err()
		}
		return fn(e)
	})
}
