package extract_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"vestnik/extract"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// shelf is a cache in memory; broken ones fail at everything.
type shelf struct {
	mu     sync.Mutex
	kept   map[string][]byte
	broken bool
}

func (s *shelf) Get(_ context.Context, key string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return nil, false, errors.New("no server")
	}
	b, ok := s.kept[key]
	return b, ok, nil
}

func (s *shelf) Put(_ context.Context, key string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errors.New("no server")
	}
	s.kept[key] = value
	return nil
}

func TestAPageThatComesAgainIsNotReadAgain(t *testing.T) {
	sheet := scan(t, statement())
	kept := &shelf{kept: map[string][]byte{}}
	reading := func(c extract.Config, name string, content []byte) (pipeline.Page, int64) {
		t.Helper()
		var runs atomic.Int64
		c.Observe = func(o sandbox.Outcome) {
			if o.Name == "tesseract" {
				runs.Add(1)
			}
		}
		x := newExtractor(t, c)
		f := file(t, name, content)
		x.Engine() // asks Tesseract for its version
		runs.Store(0)
		return read(t, x, f, 1)[1], runs.Load()
	}
	first, runs := reading(extract.Config{Cache: kept}, "заявление.png", pngOf(t, sheet))
	if runs == 0 || len(first.Words) == 0 {
		t.Fatalf("%d runs gave %d words", runs, len(first.Words))
	}
	if again, runs := reading(extract.Config{Cache: kept}, "повторно.png", pngOf(t, sheet)); runs != 0 || again.Text != first.Text || again.Words[0] != first.Words[0] {
		t.Errorf("the same image in another file took %d runs and says %q", runs, again.Text)
	}
	if _, runs := reading(extract.Config{Cache: kept, Languages: "rus"}, "заявление.png", pngOf(t, sheet)); runs == 0 {
		t.Error("other settings were given the reading of these")
	}
	if _, runs := reading(extract.Config{Cache: kept}, "иное.png", pngOf(t, scan(t, statement()[:3]))); runs == 0 {
		t.Error("another image was given the reading of this one")
	}
	// The page of a PDF is known again though the file around it is another one.
	if _, runs := reading(extract.Config{Cache: kept}, "a.pdf", scannedPDF(t, sheet)); runs == 0 {
		t.Error("the first drawing of a page took no run")
	}
	if _, runs := reading(extract.Config{Cache: kept}, "b.pdf", append(scannedPDF(t, sheet), "\n% иной файл\n%%EOF\n"...)); runs != 0 {
		t.Errorf("the same page in another PDF took %d runs", runs)
	}
	if p, _ := reading(extract.Config{Cache: &shelf{broken: true}}, "a.png", pngOf(t, sheet)); p.Text != first.Text {
		t.Errorf("with a cache that fails the page says %q", p.Text)
	}
	for key := range kept.kept {
		kept.kept[key] = []byte("{")
	}
	if p, runs := reading(extract.Config{Cache: kept}, "a.png", pngOf(t, sheet)); runs == 0 || p.Text != first.Text {
		t.Errorf("from a damaged cache %d runs gave %q", runs, p.Text)
	}
}
