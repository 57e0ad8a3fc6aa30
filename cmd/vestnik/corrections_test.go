package main

import (
	"bytes"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"vestnik/pipeline"
)

func TestCorrectionsAreCountedAndWrittenOut(t *testing.T) {
	c := newCLI(t, fixedClock...)
	c.ingest(sample(t, "one-pdf.pdf"))
	c.must("case", "correct", "2026-000001", "title", "Учёт пасек")

	var figures pipeline.CorrectionFigures
	c.json(&figures, "corrections")
	if f := figures.Fields[0]; f.Field != "title" || f.Corrected != 1 || f.Sure.Shown+f.Unsure.Shown != 1 {
		t.Errorf("most corrected is %+v", f)
	}

	out := filepath.Join(t.TempDir(), "пары")
	c.must("corrections", "--out", out)
	text, err := os.ReadFile(filepath.Join(out, "pairs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var line exportedPair
	if err := json.Unmarshal(bytes.TrimSpace(text), &line); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if line.Corrected != "Учёт пасек" || line.Verdict != pipeline.PairCorrected || line.Read == line.Corrected {
		t.Errorf("pair is %+v", line)
	}
	crop, err := os.ReadFile(filepath.Join(out, line.Crop))
	if err != nil {
		t.Fatal(err)
	}
	if size, err := png.DecodeConfig(bytes.NewReader(crop)); err != nil || size.Width < 50 || size.Height > 500 {
		t.Errorf("crop of %d × %d, %v", size.Width, size.Height, err)
	}
	if _, _, code := c.try("corrections", "--out", out); code != exitUsage {
		t.Errorf("a directory that is there already ends with %d", code)
	}
}
