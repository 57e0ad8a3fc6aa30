package main

import (
	"context"
	"os"

	"vestnik/index"
	"vestnik/index/measure/archive"
	"vestnik/pipeline"
)

// ours is the index of this project.
type ours struct {
	inProcess
	x       *index.Index
	archive *archive.Archive // that of prepare
}

// newOurs opens the index in a folder; one that is there already is used as it is.
func newOurs(dir string) (*ours, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	x, err := index.Open(dir, index.Options{})
	return &ours{inProcess: inProcess{dir}, x: x}, err
}

func (*ours) name() string { return "Vestnik" }

// prepare makes the journal and the view that the index follows: in an office they
// are there.
func (o *ours) prepare(source archive.Source) { o.archive = archive.New(source) }

func (o *ours) build(ctx context.Context, source archive.Source) error {
	if o.archive == nil {
		o.prepare(source)
	}
	return o.x.Follow(ctx, o.archive, o.archive)
}

// ask counts every hit and marks the words in all kinds of questions but those of
// numbers alone, which is what the peers give back; facets are counted for a page of
// them alone, those that the site shows.
func (o *ours) ask(ctx context.Context, q question) ([]string, bool, error) {
	s := pipeline.SearchQuery{Text: joined(q.words), Size: page, Count: []string{}}
	switch q.kind {
	case oneBare, allBare:
		s.Bare = true
	case inRow:
		s.Text = `"` + s.Text + `"`
	case beginning:
		s.Text += "*"
	case slip:
		s.Text += "~"
	case latest:
		s.Sort = "date"
	case counted:
		s.Count = []string{"register", "kind", "year", "record"}
	}
	found, err := o.x.Search(ctx, s)
	if err == nil && q.kind == plain && found.Total == 0 && found.Suggestion != "" {
		s.Text = found.Suggestion // as a reader would
		found, err = o.x.Search(ctx, s)
	}
	var numbers []string
	for _, h := range found.Hits {
		numbers = append(numbers, h.Number)
	}
	return numbers, true, err
}

func (o *ours) close() error { return o.x.Close() }
