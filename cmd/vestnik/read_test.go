package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// TestFilesAreToldInTheOrderGiven reads several files at a time, the longest first.
func TestFilesAreToldInTheOrderGiven(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i, pages := range []int{40, 1, 12, 1, 1} {
		path := filepath.Join(dir, string(rune('а'+i))+".pdf")
		if err := os.WriteFile(path, manyPages(t, pages), 0o644); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	out := newCLI(t).must(append([]string{"--json", "extract"}, paths...)...)
	dec := json.NewDecoder(strings.NewReader(out))
	for _, path := range paths {
		var x extracted
		if err := dec.Decode(&x); err != nil || x.File != path {
			t.Fatalf("got %q, want %q: %v", x.File, path, err)
		}
	}
}

func TestJSONSaysWhoReadThePages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "лист.pdf")
	if err := os.WriteFile(path, typedPDF(t, "Прошу принять на хранение исходный текст программы"), 0o644); err != nil {
		t.Fatal(err)
	}
	var x extracted
	newCLI(t).json(&x, "extract", path)
	var r recognised
	newCLI(t).json(&r, "read", path)
	if x.Pages[0].Reader != pipeline.ReadByUs || x.Pages[0].Layer == nil || !x.Pages[0].Layer.True {
		t.Errorf("extract: %+v", x.Pages[0])
	}
	if len(r.Pages) != 1 || r.Pages[0].Reader != pipeline.ReadByUs || r.Pages[0].Source != pipeline.FromTextLayer {
		t.Errorf("read: %+v", r.Pages)
	}
}

func TestDoubtsAreToldInOrderWithWhatIsLikelier(t *testing.T) {
	fields := pipeline.Fields{
		"title": {Reading: pipeline.Reading{Value: "Паводок", Page: 1, Confidence: 0.8}},
		"email": {Reading: pipeline.Reading{Value: "a@b.example", Page: 1, Confidence: 0.97, Sure: true}},
		"holders": {Values: []pipeline.Reading{{
			Parts: map[string]pipeline.Reading{"inn": {Value: "9801140028", Page: 2, Confidence: 0.3,
				Proposed: &pipeline.ProposedValue{Value: "9801140023", Why: "сходится контрольная цифра"}}},
		}}},
	}
	var b bytes.Buffer
	printDoubts(&b, fields)
	want := `  Проверьте по изображению, начиная с самого сомнительного (всего 2):
    1. holders[0].inn, стр. 2: прочитано «9801140028», уверенность 0,30. Вероятнее «9801140023»: сходится контрольная цифра.
    2. title, стр. 1: прочитано «Паводок», уверенность 0,80.
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestPagesAreNamedForPeople(t *testing.T) {
	for want, pages := range map[string][]int{"стр. 3": {3}, "стр. 2–4": {2, 3, 4}, "стр. 1, 3": {1, 3}, "без страниц": nil} {
		if got := pageRange(pages); got != want {
			t.Errorf("%v: %q, want %q", pages, got, want)
		}
	}
}
