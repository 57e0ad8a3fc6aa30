// Package archive is a journal and its views made of entries in memory or
// invented on demand: what an index follows while it is measured.
package archive

import (
	"context"
	"encoding/json"
	"strconv"

	"vestnik/pipeline"
)

// Source gives the entries, the same ones at every call.
type Source interface {
	Count() int
	Entry(i int) pipeline.Entry // 0 ≤ i < Count
}

// Entries is a source of entries that are at hand.
type Entries []pipeline.Entry

// Count returns how many there are.
func (e Entries) Count() int { return len(e) }

// Entry returns one of them.
func (e Entries) Entry(i int) pipeline.Entry { return e[i] }

// perEvent is how many entries one event names, as the import of a register does.
const perEvent = 100

// Archive is a journal of events that each name some entries of the source, and
// the view in which the entries stand. It cannot be written to.
type Archive struct {
	source Source
	places map[string]int // key of an entry → its place in the source
	rows   [][]byte       // bodies by place, where the source is at hand
}

var (
	_ pipeline.Journal = (*Archive)(nil)
	_ pipeline.Views   = (*Archive)(nil)
)

// New returns the archive of a source. Rows of entries that are at hand are written
// beforehand, as they lie in a database; others when they are asked for.
func New(source Source) *Archive {
	a := &Archive{source: source, places: make(map[string]int, source.Count())}
	_, ready := source.(Entries)
	for i := range source.Count() {
		e := source.Entry(i)
		a.places[e.Key()] = i
		if ready {
			body, err := json.Marshal(e)
			if err != nil {
				panic(err) // an entry always can be written
			}
			a.rows = append(a.rows, body)
		}
	}
	return a
}

// Events returns up to limit events after a position.
func (a *Archive) Events(ctx context.Context, after int64, limit int) ([]pipeline.Event, error) {
	var events []pipeline.Event
	for first := int(after) * perEvent; first < a.source.Count() && len(events) < limit; first += perEvent {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e, err := a.event(first)
		if err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, nil
}

// event names the entries from first on.
func (a *Archive) event(first int) (pipeline.Event, error) {
	var keys []string
	for i := first; i < min(first+perEvent, a.source.Count()); i++ {
		keys = append(keys, a.source.Entry(i).Key())
	}
	data, err := json.Marshal(map[string][]string{"entries": keys})
	n := first/perEvent + 1
	return pipeline.Event{Position: int64(n), Stream: "register/programs", Seq: n, Type: "measured", Data: data}, err
}

// Doc returns the row of an entry; there are no other rows.
func (a *Archive) Doc(_ context.Context, view, key string) (pipeline.Doc, error) {
	i, ok := a.places[key]
	if view != "entries" || !ok {
		return pipeline.Doc{}, &pipeline.Error{Op: "read row", Doc: view + "/" + key, Kind: pipeline.NotExist}
	}
	return a.row(i)
}

func (a *Archive) row(i int) (pipeline.Doc, error) {
	e := a.source.Entry(i)
	doc := pipeline.Doc{View: "entries", Key: e.Key(), Sort: strconv.Itoa(i)}
	var err error
	if a.rows != nil {
		doc.Body = a.rows[i]
	} else {
		doc.Body, err = json.Marshal(e)
	}
	return doc, err
}

// Docs returns the rows of entries in the order of the source.
func (a *Archive) Docs(ctx context.Context, q pipeline.ViewQuery) ([]pipeline.Doc, int, error) {
	if q.View != "entries" {
		return nil, 0, nil
	}
	end := a.source.Count()
	if q.Limit > 0 {
		end = min(end, q.Offset+q.Limit)
	}
	var rows []pipeline.Doc
	for i := q.Offset; i < end; i++ {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		row, err := a.row(i)
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, row)
	}
	return rows, a.source.Count(), nil
}

// Append refuses: nothing is written while measuring.
func (a *Archive) Append(context.Context, pipeline.Batch) ([]pipeline.Event, error) {
	return nil, pipeline.Unsupported
}

// Stream refuses: an index reads the whole journal.
func (a *Archive) Stream(context.Context, string, int) ([]pipeline.Event, error) {
	return nil, pipeline.Unsupported
}

// Rebuild refuses: the view is never stale.
func (a *Archive) Rebuild(context.Context) error { return pipeline.Unsupported }
