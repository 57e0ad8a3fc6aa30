package extract_test

import (
	"os"
	"path/filepath"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline"
)

// TestMain lets the test binary be its own sandbox child.
func TestMain(m *testing.M) {
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func newExtractor(t testing.TB, c extract.Config) *extract.Extractor {
	t.Helper()
	c.TempDir = t.TempDir()
	x, err := extract.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		left, err := os.ReadDir(c.TempDir)
		if err != nil || len(left) > 0 {
			t.Errorf("work directories stay behind: %v, %v", left, err)
		}
	})
	return x
}

// file writes bytes to a file that is open until the test ends.
func file(t testing.TB, name string, content []byte) pipeline.SourceFile {
	t.Helper()
	path := filepath.Join(t.TempDir(), "received")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, name, path)
}

func open(t testing.TB, name, path string) pipeline.SourceFile {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return pipeline.SourceFile{Name: name, File: f}
}

// read returns the pages by number.
func read(t testing.TB, x *extract.Extractor, f pipeline.SourceFile, pages ...int) map[int]pipeline.Page {
	t.Helper()
	out := map[int]pipeline.Page{}
	err := x.Read(t.Context(), f, pages, func(p pipeline.Page) error {
		if _, twice := out[p.Number]; twice {
			t.Errorf("page %d was emitted twice", p.Number)
		}
		out[p.Number] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(pages) {
		t.Fatalf("%d pages asked for, %d emitted", len(pages), len(out))
	}
	return out
}

func inspect(t testing.TB, x *extract.Extractor, f pipeline.SourceFile) pipeline.Inspection {
	t.Helper()
	in, err := x.Inspect(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// shared finds the folder of real documents, which are not part of the project.
func shared(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("VESTNIK_SHARED"); dir != "" {
		return filepath.Join(dir, "data")
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			data := filepath.Join(filepath.Dir(dir), "shared", "data")
			if _, err := os.Stat(data); err == nil {
				return data
			}
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Skip("no shared documents: set VESTNIK_SHARED to the folder that holds data/")
	return ""
}
