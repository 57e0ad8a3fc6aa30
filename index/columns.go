package index

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/numeric"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// columns hold in memory what every hit is sorted and counted by. Bleve would
// read it from disk again for each hit of each question; a column of a hundred
// thousand documents is built once in some fifty milliseconds and read in a few
// nanoseconds a hit.
//
// They are kept by segment: a segment of scorch never changes, so that following
// the journal costs the columns of the new segment only.
type columns struct {
	mu       sync.Mutex
	places   map[uint64][]place           // by segment
	facets   map[string]map[uint64]column // by field and segment; loaded when first counted
	values   map[string]*dictionary       // by field
	prefixes dictionary                   // of the order field: what is sorted before the number
}

func newColumns() *columns {
	return &columns{places: make(map[uint64][]place), facets: make(map[string]map[uint64]column), values: make(map[string]*dictionary)}
}

// place is what a document is sorted by.
type place struct {
	number         uint64
	prefix         uint32
	entry          bool  // not an issue
	day, published int32 // since 1970-01-01; noDay where there is none
}

// registeredOn, publishedOn and entryNumber are what ranges bound, each with
// whether there is such.
func (p place) registeredOn() (int64, bool) { return int64(p.day), p.day != noDay }
func (p place) publishedOn() (int64, bool)  { return int64(p.published), p.published != noDay }
func (p place) entryNumber() (int64, bool) {
	return int64(p.number), p.entry && p.number <= math.MaxInt64
}

// noDay comes after all days when the latest stands first.
const noDay = math.MinInt32

// column holds the values of a field: those of document n are
// ids[first[n]:first[n+1]].
type column struct{ first, ids []uint32 }

func (c column) of(doc uint64) []uint32 { return c.ids[c.first[doc]:c.first[doc+1]] }

// dictionary numbers the values of a field.
type dictionary struct {
	ids    map[string]uint32
	values []string
}

func (d *dictionary) id(value []byte) uint32 {
	if id, ok := d.ids[string(value)]; ok {
		return id
	}
	if d.ids == nil {
		d.ids = make(map[string]uint32)
	}
	id := uint32(len(d.values))
	d.values = append(d.values, string(value))
	d.ids[d.values[id]] = id
	return id
}

// table is the columns of one state of the index. It is not changed any more.
type table struct {
	first    []uint64 // number of each segment's first document
	places   [][]place
	prefixes []string
	facets   []facetColumns
}

// facetColumns are the columns of one field, by segment.
type facetColumns struct {
	field    string
	segments []column
	values   []string
}

// table returns the columns of a state of the index with those of the facets,
// after loading what is not in memory yet.
func (c *columns) table(snapshot *scorch.IndexSnapshot, facets []string) (table, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forgetAllBut(snapshot)
	var t table
	first := uint64(0)
	for _, s := range snapshot.Segments() {
		size := uint64(s.FullSize())
		places, ok := c.places[s.Id()]
		if !ok {
			var err error
			if places, err = c.loadPlaces(snapshot, first, size); err != nil {
				return t, err
			}
			c.places[s.Id()] = places
		}
		t.first, t.places = append(t.first, first), append(t.places, places)
		first += size
	}
	for _, field := range facets {
		loaded, err := c.facet(snapshot, field, t.first)
		if err != nil {
			return t, err
		}
		t.facets = append(t.facets, loaded)
	}
	t.prefixes = slices.Clip(c.prefixes.values)
	return t, nil
}

// forgetAllBut lets go of the columns of segments that were merged away.
func (c *columns) forgetAllBut(snapshot *scorch.IndexSnapshot) {
	alive := make(map[uint64]bool)
	for _, s := range snapshot.Segments() {
		alive[s.Id()] = true
	}
	for id := range c.places {
		if alive[id] {
			continue
		}
		delete(c.places, id)
		for _, segments := range c.facets {
			delete(segments, id)
		}
	}
}

func (c *columns) loadPlaces(snapshot *scorch.IndexSnapshot, first, size uint64) ([]place, error) {
	places := make([]place, size)
	for i := range places {
		places[i].day, places[i].published = noDay, noDay
	}
	return places, visitValues(snapshot, []string{fieldOrder, fieldDay, fieldPublished}, first, size, func(doc uint64, field string, value []byte) {
		p := &places[doc]
		switch field {
		case fieldOrder:
			prefix, number, _ := bytes.Cut(value, []byte("/"))
			p.prefix, p.number, p.entry = c.prefixes.id(prefix), digitsOf(number), value[0] == '0'
		case fieldDay:
			p.day = dayOf(value, p.day)
		case fieldPublished:
			p.published = dayOf(value, p.published)
		}
	})
}

func (c *columns) facet(snapshot *scorch.IndexSnapshot, field string, first []uint64) (facetColumns, error) {
	if c.facets[field] == nil {
		c.facets[field], c.values[field] = make(map[uint64]column), &dictionary{}
	}
	known, values := c.facets[field], c.values[field]
	loaded := facetColumns{field: field}
	for i, s := range snapshot.Segments() {
		col, ok := known[s.Id()]
		if !ok {
			var err error
			if col, err = loadColumn(snapshot, field, first[i], uint64(s.FullSize()), values); err != nil {
				return loaded, err
			}
			known[s.Id()] = col
		}
		loaded.segments = append(loaded.segments, col)
	}
	loaded.values = slices.Clip(values.values)
	return loaded, nil
}

func loadColumn(snapshot *scorch.IndexSnapshot, field string, first, size uint64, values *dictionary) (column, error) {
	col := column{first: make([]uint32, size+1)}
	err := visitValues(snapshot, []string{field}, first, size, func(doc uint64, _ string, value []byte) {
		col.ids = append(col.ids, values.id(value))
		col.first[doc+1]++ // a count, until they are summed up
	})
	for n := range size {
		col.first[n+1] += col.first[n]
	}
	return col, err
}

// visitValues calls fn with the values of the fields of size documents from the
// first on; fn is told their number within these.
func visitValues(snapshot *scorch.IndexSnapshot, fields []string, first, size uint64, fn func(doc uint64, field string, value []byte)) error {
	reader, err := snapshot.DocValueReader(fields)
	if err != nil {
		return err
	}
	var id indexapi.IndexInternalID
	for doc := range size {
		id = indexapi.NewIndexInternalID(id, first+doc)
		if err := reader.VisitDocValues(id, func(field string, value []byte) { fn(doc, field, value) }); err != nil {
			return err
		}
	}
	return nil
}

// digitsOf returns the number that the digits of a text make; what has too many
// is the largest.
func digitsOf(text []byte) uint64 {
	digits := make([]byte, 0, len(text))
	for _, b := range text {
		if '0' <= b && b <= '9' {
			digits = append(digits, b)
		}
	}
	n, _ := strconv.ParseUint(string(digits), 10, 64) // none is 0, too many the largest
	return n
}

// dayOf reads a day out of a numeric value. Bleve files a number under several
// terms of falling precision; otherwise is returned for all but the first.
func dayOf(value []byte, otherwise int32) int32 {
	coded := numeric.PrefixCoded(value)
	if shift, err := coded.Shift(); err != nil || shift != 0 {
		return otherwise
	}
	n, err := coded.Int64()
	if err != nil {
		return otherwise
	}
	return int32(numeric.Int64ToFloat64(n))
}
