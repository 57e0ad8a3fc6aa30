package pipeline_test

import (
	"bytes"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/storage/fs"
)

func TestReadingsAreKeptUnderTheirKeys(t *testing.T) {
	objects, err := fs.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	kept := pipeline.NewReadings(objects)
	key := strings.Repeat("ab", 32)
	if _, ok, err := kept.Get(t.Context(), key); ok || err != nil {
		t.Fatalf("before anything was put: %v, %v", ok, err)
	}
	for _, value := range []string{`{"words":[]}`, `{"words":null}`} {
		if err := kept.Put(t.Context(), key, []byte(value)); err != nil {
			t.Fatal(err)
		}
		got, ok, err := kept.Get(t.Context(), key)
		if err != nil || !ok || !bytes.Equal(got, []byte(value)) {
			t.Errorf("%s came back as %s, %v, %v", value, got, ok, err)
		}
	}
	if _, err := objects.Stat(t.Context(), "derived/ocr/ab/"+key+".json"); err != nil {
		t.Errorf("readings do not lie with what is derived: %v", err)
	}
}
