package index

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/blevesearch/bleve/v2"

	"vestnik/pipeline"
)

// Views that the index reads.
const (
	viewEntries = "entries"
	viewIssues  = "issues"
)

// eventPage is how many events are asked of the journal at once.
const eventPage = 1000

// touched is the part of an event's data that names what it changed.
type touched struct {
	Entries []string `json:"entries"` // keys of the view "entries"
	Issues  []string `json:"issues"`  // keys of the view "issues"
}

// Follow catches up with the journal and returns at its end. It reads each
// touched entry and issue from the views, which may be ahead of the event: the
// index then shows the newer state a little early, and again when its event
// comes. The position moves in the same batch as the last document of its
// events. Calls queue up behind one another.
func (x *Index) Follow(ctx context.Context, j pipeline.Journal, v pipeline.Views) error {
	x.following.Lock()
	defer x.following.Unlock()
	for {
		more := false
		err := x.use(func(g *generation) (err error) {
			f := newFollower(g, v, x.options)
			more, err = f.page(ctx, j)
			return err
		})
		if err != nil {
			return err
		}
		if !more {
			return nil
		}
	}
}

// follower brings one generation forward.
type follower struct {
	generation *generation
	views      pipeline.Views
	batchDocs  int
	series     map[string]string // titles
}

func newFollower(g *generation, v pipeline.Views, o Options) follower {
	return follower{generation: g, views: v, batchDocs: o.BatchDocs, series: o.Series}
}

// page indexes one page of events and reports whether there was any.
func (f *follower) page(ctx context.Context, j pipeline.Journal) (bool, error) {
	from := f.generation.position()
	events, err := j.Events(ctx, from, eventPage)
	if err != nil || len(events) == 0 {
		return false, err
	}
	ids, err := touchedBy(events)
	if err != nil {
		return false, err
	}
	batch, words := f.generation.bleve.NewBatch(), &carriers{}
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if err := f.put(ctx, batch, id, words); err != nil {
			return false, err
		}
		// A long page goes in several batches; only the last moves the position,
		// so that a crash repeats documents and skips none.
		if batch.Size() >= f.batchDocs && i < len(ids)-1 {
			if err := f.generation.bleve.Batch(batch); err != nil {
				return false, err
			}
			batch, words = f.generation.bleve.NewBatch(), &carriers{}
		}
	}
	last := events[len(events)-1].Position
	batch.SetInternal(keyPosition, []byte(strconv.FormatInt(last, 10)))
	return true, f.generation.bleve.Batch(batch)
}

// docID is a document to be made anew.
type docID struct{ view, key string }

// touchedBy returns what the events touch, each once, in their order.
func touchedBy(events []pipeline.Event) ([]docID, error) {
	var ids []docID
	seen := make(map[docID]bool)
	add := func(view string, keys []string) {
		for _, key := range keys {
			if id := (docID{view, key}); !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, e := range events {
		keys, err := touchedKeys(e.Data)
		if err != nil {
			return nil, &pipeline.Error{Op: "follow journal", Doc: e.Stream + "#" + strconv.Itoa(e.Seq), Kind: pipeline.Corrupt, Err: err}
		}
		add(viewEntries, keys.Entries)
		add(viewIssues, keys.Issues)
	}
	return ids, nil
}

// touchedKeys reads the keys out of an event's data. Data that is no object, or
// whose fields of these names are of another shape, touches nothing that we know.
func touchedKeys(data json.RawMessage) (touched, error) {
	if len(data) == 0 || data[0] != '{' {
		return touched{}, nil
	}
	var fields struct{ Entries, Issues json.RawMessage }
	if err := json.Unmarshal(data, &fields); err != nil {
		return touched{}, err
	}
	return touched{Entries: keyList(fields.Entries), Issues: keyList(fields.Issues)}, nil
}

func keyList(raw json.RawMessage) []string {
	var keys []string
	if json.Unmarshal(raw, &keys) != nil {
		return nil
	}
	return keys
}

// put indexes the row under id as it is now, or deletes its document when there
// is no such row or the public may not see it.
func (f *follower) put(ctx context.Context, batch *bleve.Batch, id docID, c *carriers) error {
	doc, public, err := f.read(ctx, id, c)
	if err != nil {
		return err
	}
	if !public {
		batch.Delete(documentID(id))
		return nil
	}
	return batch.IndexAdvanced(doc.bleve())
}

func documentID(id docID) string {
	if id.view == viewIssues {
		return issueID(id.key)
	}
	return entryID(id.key)
}

// read makes the document of a row, and reports whether the public may
// see it.
func (f *follower) read(ctx context.Context, id docID, c *carriers) (indexed, bool, error) {
	row, err := f.views.Doc(ctx, id.view, id.key)
	if errors.Is(err, pipeline.NotExist) {
		return indexed{}, false, nil
	}
	if err != nil {
		return indexed{}, false, err
	}
	return rowDocument(id.view, row, f.series, c)
}

// rowDocument makes the document of a row of a view; series are the titles of
// the bulletin's series.
func rowDocument(view string, row pipeline.Doc, series map[string]string, c *carriers) (doc indexed, public bool, err error) {
	switch view {
	case viewIssues:
		var i pipeline.Issue
		if err = json.Unmarshal(row.Body, &i); err == nil && i.Closed {
			public = true
			doc = issueDocument(i, cmp.Or(series[i.Series], i.Series), c)
		}
	default:
		var e pipeline.Entry
		if err = json.Unmarshal(row.Body, &e); err == nil && e.Public() {
			public = true
			doc = entryDocument(e, c)
		}
	}
	if err != nil {
		return indexed{}, false, &pipeline.Error{
			Op: "index row", Doc: view + "/" + row.Key, Kind: pipeline.Corrupt, Err: fmt.Errorf("body: %w", err),
			Advice: "Запись в сводных таблицах повреждена. Постройте их заново командой «vestnik reindex».",
		}
	}
	// The document is found by the row's key, whatever the body calls itself.
	doc.id = documentID(docID{view, row.Key})
	return doc, public, nil
}
