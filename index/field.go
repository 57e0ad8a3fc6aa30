package index

import (
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/numeric"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// Ways in which the values of a field are kept.
const (
	// inText keeps where words stand, which phrases need, and how often.
	inText = indexapi.IndexField | indexapi.IncludeTermVectors
	// asKey is only ever looked up.
	asKey = indexapi.IndexField | indexapi.SkipFreqNorm
	// inColumn is looked up, sorted by and counted.
	inColumn = asKey | indexapi.DocValues
	// asNumber is looked up and scored: the entry of a number comes first.
	asNumber = indexapi.IndexField
	// onShelf is given back as it was put in.
	onShelf = indexapi.StoreField
)

// field is a field of a document with its terms, made by ourselves: Bleve's own
// fields would read each text once for every field that it goes into. A document
// has no two fields of one name.
type field struct {
	name    string
	options indexapi.FieldIndexingOptions
	value   []byte // of a stored field
	reading *reading
	length  int // in terms
	terms   indexapi.TokenFrequencies
}

var _ document.Field = (*field)(nil)

// Analyze makes the terms of all fields of text of the document, unless they are
// made already. Bleve calls it in one of its workers, for field after field.
func (f *field) Analyze() {
	if f.reading != nil {
		f.reading.do()
	}
}

func (f *field) Name() string                                        { return f.name }
func (f *field) Options() indexapi.FieldIndexingOptions              { return f.options }
func (f *field) Value() []byte                                       { return f.value }
func (f *field) ArrayPositions() []uint64                            { return nil }
func (f *field) AnalyzedLength() int                                 { return f.length }
func (f *field) AnalyzedTokenFrequencies() indexapi.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                           { return uint64(len(f.value)) }
func (f *field) EncodedFieldType() byte                              { return 't' }

// Size is of use only to statistics of Bleve's that nobody reads.
func (f *field) Size() int { return len(f.value) + 64*f.length }

// present and once are what is to be said of a term that is just there: nothing,
// or that it stands there once. Every document shares them.
var (
	present = &indexapi.TokenFreq{}
	once    = func() *indexapi.TokenFreq {
		var f indexapi.TokenFreq
		f.SetFrequency(1)
		return &f
	}()
)

// keywords returns a field that has the values as its terms.
func keywords(name string, options indexapi.FieldIndexingOptions, values ...string) *field {
	said := present
	if !options.SkipFreqNorm() {
		said = once
	}
	f := &field{name: name, options: options, length: len(values), terms: make(indexapi.TokenFrequencies, len(values))}
	for _, v := range values {
		f.terms[v] = said
	}
	return f
}

// days returns a column of a day. It has one term, unlike Bleve's fields of numbers,
// which have sixteen: ranges are looked for in the column.
func dayColumn(name string, day int) *field {
	return keywords(name, inColumn, string(numeric.MustNewPrefixCodedInt64(numeric.Float64ToInt64(float64(day)), 0)))
}

// stored returns a field that is only given back.
func stored(name string, value []byte) *field {
	return &field{name: name, options: onShelf, value: value}
}
