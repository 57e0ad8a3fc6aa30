package index

import (
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	indexapi "github.com/blevesearch/bleve_index_api"
)

// state is one state of the index, held open. A question is compiled, asked and
// shown on one state: what is written meanwhile does not change it.
type state struct {
	snapshot *scorch.IndexSnapshot
	reader   indexapi.IndexReader // the same
	mapping  mapping.IndexMapping
	columns  *columns
}

// open holds the state of the generation as it is now; it must be closed.
func (g *generation) open() (state, error) {
	advanced, err := g.bleve.Advanced()
	if err != nil {
		return state{}, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return state{}, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		_ = reader.Close() // it can do nothing for us
		return state{}, fmt.Errorf("the index is no scorch index but %T", reader)
	}
	return state{snapshot, reader, g.bleve.Mapping(), g.columns}, nil
}

func (s state) close() error { return s.reader.Close() }

// with calls fn with the state of the generation as it is now.
func (g *generation) with(fn func(state) error) error {
	s, err := g.open()
	if err != nil {
		return err
	}
	return errors.Join(fn(s), s.close())
}
