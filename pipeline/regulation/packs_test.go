package regulation

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline/workday"
)

var engines = map[string]*Engine{} // by settings and edits: opening all packs takes a while

func scenarioEngine(t testing.TB, s scenario) *Engine {
	t.Helper()
	key := fmt.Sprint(s.Settings, s.Edit)
	if e, ok := engines[key]; ok {
		return e
	}
	e, err := Open(editedPacks(t, s), workday.Production(), s.Settings)
	if err != nil {
		t.Fatal(err)
	}
	engines[key] = e
	return e
}

// editedPacks are the embedded packs with the edits of a scenario.
func editedPacks(t testing.TB, s scenario) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	files, err := packFiles.ReadDir("packs")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := packFiles.ReadFile(path.Join("packs", f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, e := range s.Edit {
			if e.File == f.Name() {
				if !strings.Contains(text, e.Old) {
					t.Fatalf("%s does not hold %q to edit", f.Name(), e.Old)
				}
				text = strings.ReplaceAll(text, e.Old, e.New)
			}
		}
		fsys[f.Name()] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// expectNotLoaded demands that the packs of a scenario are refused, and why.
func expectNotLoaded(t testing.TB, s scenario) {
	t.Helper()
	if _, err := Open(editedPacks(t, s), workday.Production(), s.Settings); err == nil || !strings.Contains(err.Error(), s.NotLoaded) {
		t.Errorf("loading says %v, want %q in it", err, s.NotLoaded)
	}
}
