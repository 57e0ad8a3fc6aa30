package storagetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"vestnik/pipeline"
)

// rowChange is an event's data that tells the rows projection what to do.
type rowChange struct {
	Put    *pipeline.Doc `json:"put,omitempty"`
	Delete string        `json:"delete,omitempty"`
}

// rows writes into view "rows" what the events say.
func rows() pipeline.Projection {
	return projection{views: []string{"rows"}, project: func(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
		var c rowChange
		if err := json.Unmarshal(e.Data, &c); err != nil {
			return err
		}
		if c.Put != nil {
			return w.PutDoc(ctx, *c.Put)
		}
		return w.DeleteDoc(ctx, "rows", c.Delete)
	}}
}

func changeRows(t *testing.T, j pipeline.Journal, changes ...rowChange) {
	t.Helper()
	s := pipeline.StreamAppend{Stream: "rows", Expect: pipeline.AnyLength}
	for _, c := range changes {
		s.Events = append(s.Events, pipeline.NewEvent{Type: "changed", At: noon, Actor: "test", Data: c})
	}
	mustAppend(t, j, s)
}

func put(key, sort, body string, tags ...string) rowChange {
	return rowChange{Put: &pipeline.Doc{View: "rows", Key: key, Sort: sort, Tags: tags, Body: []byte(body)}}
}

func viewTests() []journalTest {
	with := []pipeline.Projection{rows()}
	return []journalTest{
		{name: "a row reads back as written, its tags as a set", projections: with, run: viewRoundTrip},
		{name: "a missing row or view is not found", projections: with, run: viewMissing},
		{name: "a row put again replaces the old one and its tags", projections: with, run: viewReplace},
		{name: "a deleted row is gone from every listing", projections: with, run: viewDelete},
		{name: "queries select by tags and bounds, sort, page and count", projections: with, run: viewQueries},
		{name: "rows are ordered by bytes, whatever the script", projections: with, run: viewByteOrder},
		{name: "a projection writes its own views alone", projections: []pipeline.Projection{trespasser(), tally{"counts"}}, run: viewTrespass},
		{name: "a projection reads what those before it wrote for the same event",
			projections: []pipeline.Projection{tally{"counts"}, follower()}, run: viewFollow},
		{name: "a body that is not JSON is refused", projections: with, run: viewBadBody},
	}
}

func viewRoundTrip(t *testing.T, b Backend) {
	changeRows(t, b.Journal, put("ключ/1", "2026", `{"a": [1,  2], "б": "<&>"}`, "б", "a", "б", "x=<&>\""))
	d, err := b.Views.Doc(t.Context(), "rows", "ключ/1")
	if err != nil {
		t.Fatal(err)
	}
	want := pipeline.Doc{View: "rows", Key: "ключ/1", Sort: "2026", Tags: []string{"a", "x=<&>\"", "б"}, Body: []byte(`{"a": [1,  2], "б": "<&>"}`)}
	if got, want := fmt.Sprintf("%q", d), fmt.Sprintf("%q", want); got != want {
		t.Errorf("read %s, want %s", got, want)
	}
}

func viewMissing(t *testing.T, b Backend) {
	for _, view := range []string{"rows", "никакой"} {
		_, err := b.Views.Doc(t.Context(), view, "none")
		wantErrorOf(t, err, pipeline.NotExist)
		docs, n, err := b.Views.Docs(t.Context(), pipeline.ViewQuery{View: view})
		if err != nil || n != 0 || len(docs) != 0 {
			t.Errorf("%s: %d of %d rows, %v", view, len(docs), n, err)
		}
	}
}

func viewReplace(t *testing.T, b Backend) {
	changeRows(t, b.Journal, put("1", "a", `1`, "old", "kept"), put("1", "b", `2`, "kept", "new"))
	for tag, want := range map[string]string{"old": "", "kept": "1 ", "new": "1 "} {
		if got := keys(t, b.Views, pipeline.ViewQuery{View: "rows", Tags: []string{tag}}); got != want {
			t.Errorf("tag %s lists %q, want %q", tag, got, want)
		}
	}
	d, err := b.Views.Doc(t.Context(), "rows", "1")
	if err != nil || string(d.Body) != "2" || d.Sort != "b" {
		t.Errorf("row %+v, %v", d, err)
	}
}

func viewDelete(t *testing.T, b Backend) {
	changeRows(t, b.Journal, put("1", "a", `1`, "x"), put("2", "b", `2`, "x"), rowChange{Delete: "1"}, rowChange{Delete: "never was"})
	if got := keys(t, b.Views, pipeline.ViewQuery{View: "rows", Tags: []string{"x"}}); got != "2 " {
		t.Errorf("listed %q", got)
	}
	if got := keys(t, b.Views, pipeline.ViewQuery{View: "rows"}); got != "2 " {
		t.Errorf("listed %q", got)
	}
}

func viewQueries(t *testing.T, b Backend) {
	changeRows(t, b.Journal,
		put("e", "1", `1`, "p", "q"), put("d", "2", `1`, "p"), put("c", "2", `1`, "p", "q", "r"),
		put("b", "3", `1`, "q"), put("a", "4", `1`, "p", "q"))
	for _, c := range []struct {
		name  string
		query pipeline.ViewQuery
		keys  string
		total int
	}{
		{"everything, by sort then key", pipeline.ViewQuery{}, "e c d b a ", 5},
		{"backwards", pipeline.ViewQuery{Descending: true}, "a b d c e ", 5},
		{"one tag", pipeline.ViewQuery{Tags: []string{"p"}}, "e c d a ", 4},
		{"every tag of two", pipeline.ViewQuery{Tags: []string{"q", "p"}}, "e c a ", 3},
		{"every tag of three", pipeline.ViewQuery{Tags: []string{"r", "q", "p"}}, "c ", 1},
		{"a tag twice", pipeline.ViewQuery{Tags: []string{"r", "r"}}, "c ", 1},
		{"a tag nobody carries", pipeline.ViewQuery{Tags: []string{"p", "z"}}, "", 0},
		{"from, inclusive", pipeline.ViewQuery{From: "3"}, "b a ", 2},
		{"to, exclusive", pipeline.ViewQuery{To: "3"}, "e c d ", 3},
		{"between", pipeline.ViewQuery{From: "2", To: "4"}, "c d b ", 3},
		{"between, tagged, backwards", pipeline.ViewQuery{From: "2", To: "4", Tags: []string{"p"}, Descending: true}, "d c ", 2},
		{"limit leaves the total", pipeline.ViewQuery{Limit: 2}, "e c ", 5},
		{"limit and offset", pipeline.ViewQuery{Limit: 2, Offset: 2}, "d b ", 5},
		{"offset alone", pipeline.ViewQuery{Offset: 3}, "b a ", 5},
		{"offset beyond the end", pipeline.ViewQuery{Offset: 9}, "", 5},
		{"tagged page", pipeline.ViewQuery{Tags: []string{"q"}, Descending: true, Limit: 1, Offset: 1}, "b ", 4},
	} {
		c.query.View = "rows"
		docs, total, err := b.Views.Docs(t.Context(), c.query)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got := keyList(docs); got != c.keys || total != c.total {
			t.Errorf("%s: %q of %d, want %q of %d", c.name, got, total, c.keys, c.total)
		}
	}
}

func viewByteOrder(t *testing.T, b Backend) {
	for i, sort := range []string{"я", "Я", "ё", "z", "Z", "10", "9", ""} {
		changeRows(t, b.Journal, put(fmt.Sprintf("%d", i), sort, `1`, "x"))
	}
	const want = "7 5 6 4 3 1 0 2 " // "", 10, 9, Z, z, Я, я, ё
	for _, tags := range [][]string{nil, {"x"}} {
		if got := keys(t, b.Views, pipeline.ViewQuery{View: "rows", Tags: tags}); got != want {
			t.Errorf("tags %v: %q, want %q", tags, got, want)
		}
	}
}

// trespasser writes where it may not, and says by its error kind what came of it.
func trespasser() pipeline.Projection {
	return projection{views: []string{"mine"}, project: func(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
		for _, view := range []string{"counts", "nobody's"} {
			putErr := w.PutDoc(ctx, pipeline.Doc{View: view, Key: "1"})
			deleteErr := w.DeleteDoc(ctx, view, "1")
			if !errors.Is(putErr, pipeline.Invalid) || !errors.Is(deleteErr, pipeline.Invalid) {
				return fmt.Errorf("view %s: put %v, delete %v", view, putErr, deleteErr)
			}
		}
		return w.PutDoc(ctx, pipeline.Doc{View: "mine", Key: "1"})
	}}
}

func viewTrespass(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a"))
	if got := keys(t, b.Views, pipeline.ViewQuery{View: "mine"}); got != "1 " {
		t.Errorf("own view lists %q", got)
	}
}

// follower copies the row of view "counts" into its own view.
func follower() pipeline.Projection {
	return projection{views: []string{"copies"}, project: func(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
		d, err := w.Doc(ctx, "counts", e.Stream)
		if err != nil {
			return err
		}
		d.View = "copies"
		return w.PutDoc(ctx, d)
	}}
}

func viewFollow(t *testing.T, b Backend) {
	mustAppend(t, b.Journal, onto("case/1", 0, "a", "b", "c"))
	for _, view := range []string{"counts", "copies"} {
		d, err := b.Views.Doc(t.Context(), view, "case/1")
		if err != nil || string(d.Body) != "3" {
			t.Errorf("%s: %s, %v", view, d.Body, err)
		}
	}
}

func viewBadBody(t *testing.T, b Backend) {
	_, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "rows", Events: []pipeline.NewEvent{
		{Type: "changed", At: noon, Actor: "test", Data: put("1", "", `{"a":`)},
	}}}})
	wantErrorOf(t, err, pipeline.Invalid)
}

func rebuildTests() []journalTest {
	return []journalTest{
		{name: "rebuilt views are the same byte for byte", projections: []pipeline.Projection{tally{"counts"}, follower()}, run: rebuildSame},
		{name: "appending during rebuilds loses and doubles nothing", projections: []pipeline.Projection{tally{"counts"}}, run: rebuildWhileAppending},
	}
}

func rebuildSame(t *testing.T, b Backend) {
	for i := range 40 {
		stream := fmt.Sprintf("case/%d", i%7)
		mustAppend(t, b.Journal, onto(stream, pipeline.AnyLength, "a"), onto("register", pipeline.AnyLength, "b"))
	}
	before := dumpViews(t, b.Views, "counts", "copies")
	if err := b.Journal.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := dumpViews(t, b.Views, "counts", "copies"); after != before {
		t.Errorf("after the rebuild\n%s\nbefore\n%s", after, before)
	}
	mustAppend(t, b.Journal, onto("register", 40, "c"))
	d, err := b.Views.Doc(t.Context(), "copies", "register")
	if err != nil || string(d.Body) != "41" {
		t.Errorf("after one more event: %s, %v", d.Body, err)
	}
}

func rebuildWhileAppending(t *testing.T, b Backend) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for range 30 {
			if _, err := b.Journal.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{onto("case/1", pipeline.AnyLength, "a")}}); err != nil {
				t.Error(err)
			}
		}
	})
	for range 5 {
		if err := b.Journal.Rebuild(t.Context()); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	d, err := b.Views.Doc(t.Context(), "counts", "case/1")
	if err != nil || string(d.Body) != "30" {
		t.Errorf("counted %s, %v", d.Body, err)
	}
}

// dumpViews writes out every row of the views, and every listing by tag.
func dumpViews(t *testing.T, v pipeline.Views, views ...string) string {
	t.Helper()
	dump := ""
	for _, view := range views {
		for _, tags := range [][]string{nil, {"all"}, {"odd"}, {"even"}} {
			docs, total, err := v.Docs(t.Context(), pipeline.ViewQuery{View: view, Tags: tags})
			if err != nil || total == 0 {
				t.Fatalf("%s %v: %d rows, %v", view, tags, total, err)
			}
			dump += fmt.Sprintf("%s %q %d\n%q\n", view, tags, total, docs)
		}
	}
	return dump
}

func keys(t *testing.T, v pipeline.Views, q pipeline.ViewQuery) string {
	t.Helper()
	docs, _, err := v.Docs(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return keyList(docs)
}

func keyList(docs []pipeline.Doc) string {
	s := ""
	for _, d := range docs {
		s += d.Key + " "
	}
	return s
}
