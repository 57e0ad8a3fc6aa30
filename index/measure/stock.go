package main

import (
	"context"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"

	"vestnik/index/measure/archive"
)

// stock is Bleve with its own Russian analyzer and the mapping it makes of itself.
type stock struct {
	inProcess
	x bleve.Index
}

// stockBatch is as many documents at once as ours takes.
const stockBatch = 1000

func newStock(dir string) (*stock, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = ru.AnalyzerName
	m.DefaultMapping.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	x, err := bleve.New(filepath.Join(dir, "index"), m)
	return &stock{inProcess{dir}, x}, err
}

func (*stock) name() string { return "Bleve ru" }

func (s *stock) build(ctx context.Context, source archive.Source) error {
	batch := s.x.NewBatch()
	for i := range source.Count() {
		e := source.Entry(i)
		doc := map[string]any{
			"register": string(e.Register), "number": e.Number, "date": e.Date.String(), "title": e.Title,
			"abstract": e.Abstract, "holders": names(e.Holders), "authors": names(e.Authors), "language": e.Language, "os": e.OS,
		}
		if err := batch.Index(e.Key(), doc); err != nil {
			return err
		}
		if batch.Size() < stockBatch && i+1 < source.Count() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.x.Batch(batch); err != nil {
			return err
		}
		batch.Reset()
	}
	return nil
}

// ask cannot: one field of many is searched only by those who name it.
func (s *stock) ask(context.Context, question) ([]string, bool, error) { return nil, false, nil }

func (s *stock) close() error { return s.x.Close() }
