package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"vestnik/extract"
	"vestnik/extract/sandbox"
)

func TestAFileIsLookedAtOnceUntilItChanges(t *testing.T) {
	var mu sync.Mutex
	var ran []string
	x := newExtractor(t, extract.Config{Observe: func(o sandbox.Outcome) {
		mu.Lock()
		defer mu.Unlock()
		ran = append(ran, o.Name)
	}})
	x.Engine() // asks programs for their versions
	path := filepath.Join(t.TempDir(), "received")
	for _, c := range []struct {
		name    string
		content []byte
		want    []string
		pages   int
	}{
		{"inspected, then read twice", textPDF(t, statement()), []string{"inspect", "pdf-text", "pdf-text"}, 1},
		{"other bytes in its place", textPDF(t, statement(), statement()), []string{"inspect", "pdf-text", "pdf-text"}, 2},
	} {
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		ran = nil
		f := open(t, "a.pdf", path)
		if in := inspect(t, x, f); in.Pages != c.pages {
			t.Errorf("%s: %d pages, want %d", c.name, in.Pages, c.pages)
		}
		for range 2 {
			if p := read(t, x, f, c.pages)[c.pages]; len(p.Words) == 0 {
				t.Errorf("%s: read %q", c.name, p.Text)
			}
		}
		if !slices.Equal(ran, c.want) {
			t.Errorf("%s: children %q, want %q", c.name, ran, c.want)
		}
	}
}
