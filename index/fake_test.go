package index_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// office is a journal and its views in memory, as far as the index sees them.
type office struct {
	mu     sync.Mutex
	events []pipeline.Event
	rows   map[string]map[string][]byte // view → key → body
}

func newOffice() *office {
	return &office{rows: map[string]map[string][]byte{"entries": {}, "issues": {}}}
}

// put writes rows and the event that names them.
func (o *office) put(rows ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var touched struct {
		Entries []string `json:"entries,omitempty"`
		Issues  []string `json:"issues,omitempty"`
	}
	for _, row := range rows {
		body, err := json.Marshal(row)
		if err != nil {
			panic(err)
		}
		switch r := row.(type) {
		case pipeline.Entry:
			o.rows["entries"][r.Key()] = body
			touched.Entries = append(touched.Entries, r.Key())
		case pipeline.Issue:
			key := fmt.Sprintf("%s/%d/%d", r.Series, r.Year, r.Number)
			o.rows["issues"][key] = body
			touched.Issues = append(touched.Issues, key)
		}
	}
	o.append(touched)
}

// remove deletes an entry's row and writes the event that names it.
func (o *office) remove(key string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.rows["entries"], key)
	o.append(map[string]any{"entries": []string{key}})
}

func (o *office) append(data any) {
	body, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	n := len(o.events) + 1
	o.events = append(o.events, pipeline.Event{Position: int64(n), Stream: "register/programs", Seq: n, Type: "test", Data: body})
}

func (o *office) Append(context.Context, pipeline.Batch) ([]pipeline.Event, error) {
	return nil, pipeline.Unsupported
}

func (o *office) Stream(context.Context, string, int) ([]pipeline.Event, error) {
	return nil, pipeline.Unsupported
}

func (o *office) Rebuild(context.Context) error { return pipeline.Unsupported }

func (o *office) Events(ctx context.Context, after int64, limit int) ([]pipeline.Event, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rest := o.events[min(int(after), len(o.events)):]
	return slices.Clone(rest[:min(limit, len(rest))]), nil
}

func (o *office) Doc(_ context.Context, view, key string) (pipeline.Doc, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	body, ok := o.rows[view][key]
	if !ok {
		return pipeline.Doc{}, &pipeline.Error{Op: "read row", Doc: view + "/" + key, Kind: pipeline.NotExist}
	}
	return pipeline.Doc{View: view, Key: key, Sort: key, Body: body}, nil
}

func (o *office) Docs(_ context.Context, q pipeline.ViewQuery) ([]pipeline.Doc, int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var list []pipeline.Doc
	for key, body := range o.rows[q.View] {
		list = append(list, pipeline.Doc{View: q.View, Key: key, Sort: key, Body: body})
	}
	slices.SortFunc(list, func(a, b pipeline.Doc) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	total := len(list)
	list = list[min(q.Offset, total):]
	if q.Limit > 0 {
		list = list[:min(q.Limit, len(list))]
	}
	return list, total, nil
}

// entry makes a public entry.
func entry(number, title string, change ...func(*pipeline.Entry)) pipeline.Entry {
	e := pipeline.Entry{
		Register: "programs", Number: number, Title: title, Kind: "program", Valid: true,
		Date: workday.MustDate("2004-06-25"), PublishedOn: workday.MustDate("2004-09-20"),
	}
	for _, c := range change {
		c(&e)
	}
	return e
}

func open(t testing.TB, dir string) *index.Index {
	t.Helper()
	x, err := index.Open(dir, index.Options{Series: map[string]string{"programs": "Программы для ЭВМ. Базы данных"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func follow(t testing.TB, x *index.Index, o *office) {
	t.Helper()
	if err := x.Follow(t.Context(), o, o); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, x *index.Index) int {
	t.Helper()
	n, err := x.Count()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func search(t testing.TB, x *index.Index, q pipeline.SearchQuery) pipeline.SearchResult {
	t.Helper()
	r, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func numbers(r pipeline.SearchResult) []string {
	list := make([]string, 0, len(r.Hits))
	for _, h := range r.Hits {
		list = append(list, h.Number)
	}
	return list
}
