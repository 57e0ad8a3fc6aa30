package sqlite_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

func TestEventsCannotBeChangedOrRemoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	if err := appendOne(t, open(t, path, sqlite.Options{})); err != nil {
		t.Fatal(err)
	}
	raw := rawDB(t, path)
	for _, statement := range []string{`UPDATE events SET actor = 'somebody else'`, `DELETE FROM events`} {
		if _, err := raw.Exec(statement); err == nil || !strings.Contains(err.Error(), "events are never") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	const (
		lift       = `DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed; `
		wantLinked = "does not name the hash of the event before"
	)
	for _, c := range []struct {
		name, tamper string
		want         []string // what some problem must say
	}{
		{"data of an event", lift + `UPDATE events SET data = '{"i":9}' WHERE position = 5`, []string{"case/2#1: altered"}},
		{"data that is not JSON", lift + `UPDATE events SET data = '{' WHERE position = 5`, []string{"case/2#1: data is not JSON"}},
		{"actor of an event", lift + `UPDATE events SET actor = 'x' WHERE position = 1`, []string{"case/1#1: altered"}},
		{"instant of an event", lift + `UPDATE events SET at = '2020-01-01T00:00:00Z' WHERE position = 1`, []string{"case/1#1: altered"}},
		{"an event and its hash", lift + `UPDATE events SET hash = 'x' WHERE position = 1`, []string{"case/1#1: altered", "case/1#2: " + wantLinked}},
		{"an event removed", lift + `DELETE FROM events WHERE position = 2`, []string{"case/1: event 3 follows event 1", "no event before position 3"}},
		{"the newest event removed", lift + `DELETE FROM events WHERE position = 6`, []string{"the last event is 5, but 6 were appended"}},
		{"a row of a view", `UPDATE docs SET body = '7' WHERE doc_key = 'case/1'`, []string{"row counts/case/1 is not what the events say", "row counts/case/1 is missing or outdated"}},
		{"a row of a view removed", `DELETE FROM docs WHERE doc_key = 'case/1'`, []string{"row counts/case/1 is missing"}},
		{"a row invented", `INSERT INTO docs VALUES ('counts', 'x', '', '[]', '1')`, []string{"row counts/x is not what the events say"}},
		{"a tag removed", `DELETE FROM doc_tags WHERE doc_key = 'case/2'`, []string{"tag of row counts/case/2 is missing"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "journal.db")
			db := open(t, path, sqlite.Options{Projections: []pipeline.Projection{counter{}}})
			for i := range 3 {
				event := pipeline.NewEvent{Type: "happened", At: time.Unix(int64(i), 0).UTC(), Actor: "test", Data: map[string]int{"i": i}}
				b := pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: fmt.Sprintf("case/%d", i/2+1), Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{event, event}}}}
				if _, err := db.Append(t.Context(), b); err != nil {
					t.Fatal(err)
				}
			}
			if n := verify(t, db); n != 6 {
				t.Fatalf("%d events before tampering", n)
			}
			if _, err := rawDB(t, path).Exec(c.tamper); err != nil {
				t.Fatal(err)
			}
			var problems []string
			if _, err := db.Verify(t.Context(), func(p string) { problems = append(problems, p) }); err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(strings.Join(problems, "\n"), want) {
					t.Errorf("problems %q, want one that says %q", problems, want)
				}
			}
		})
	}
}
