package pipeline_test

import (
	"errors"
	"testing"

	"vestnik/pipeline"
)

func TestThePublicPositionMovesOnlyWithWhatThePublicSees(t *testing.T) {
	r := newRig(t)
	at := r.office.PublicPosition()
	position := func() int64 {
		t.Helper()
		now, err := at(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	before := position()
	r.entered("a.pdf")
	f := r.opened()
	if now := position(); now != before {
		t.Errorf("a filing, an entry and an open issue moved the position from %d to %d", before, now)
	}
	_, err := r.office.CloseIssue(t.Context(), editor, f.IssueRef, "")
	must(t, err)
	closed := position()
	if closed <= before {
		t.Errorf("closing an issue left the position at %d", closed)
	}
	again, err := r.office.PublicPosition()(t.Context())
	if err != nil || again < closed {
		t.Errorf("asked from the start: %d, %v; want at least %d", again, err, closed)
	}
}

func TestTheCatalogueSeeks(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	f := r.closed()
	seeker := r.office.Public().(pipeline.CatalogueSeeker)
	files, err := r.office.Public().IssueFiles(t.Context(), f.IssueRef)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range files {
		got, err := seeker.SignedFile(t.Context(), f.IssueRef, want.Path)
		if err != nil || string(got.Body) != string(want.Body) || got.Path != want.Path {
			t.Errorf("%s alone: %d bytes, %v; among the others %d", want.Path, len(got.Body), err, len(want.Body))
		}
	}
	if _, err := seeker.SignedFile(t.Context(), f.IssueRef, "letter.txt"); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("a file that is not: %v", err)
	}
	entry := f.Entries[0]
	after := func(number string) (keys []string) {
		t.Helper()
		err := seeker.EntriesAfter(t.Context(), entry.Register, number, func(e pipeline.Entry) error {
			keys = append(keys, e.Key())
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	if keys := after(""); len(keys) == 0 || keys[0] != entry.Key() {
		t.Errorf("from the register's first: %q", keys)
	}
	for _, key := range after(entry.Number) {
		if key == entry.Key() {
			t.Errorf("behind %s stands itself", key)
		}
	}
}
