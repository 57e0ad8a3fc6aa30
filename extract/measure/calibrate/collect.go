package main

import (
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"vestnik/extract"
	"vestnik/extract/measure/corpus"
	"vestnik/extract/measure/dirt"
	"vestnik/pipeline"
)

// readFiling is a filing as it was read, with its truth.
type readFiling struct {
	Seed   uint64          `json:"seed"`
	Layout string          `json:"layout"`
	Family dirt.Family     `json:"family"` // empty for a text layer
	Truth  corpus.States   `json:"truth"`
	Pages  []pipeline.Page `json:"pages"`

	misread string // how, where no OCR was asked
}

// dirt says what the filing went through.
func (f readFiling) dirt() string {
	if f.misread != "" {
		return f.misread
	}
	return string(f.Family)
}

// collect reads n filings by OCR, each spoilt by the next family of dirt, or takes
// them from the folder where they were read before.
func collect(ctx context.Context, dir string, seed uint64, n int) ([]readFiling, error) {
	x, err := extract.New(extract.Config{})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	families := dirt.Families()
	var all []readFiling
	for i := range n {
		f := corpus.MakeFiling(seed + uint64(i))
		family := families[i%len(families)]
		path := filepath.Join(dir, fmt.Sprintf("%08d-%s.json", f.Seed, family))
		read, err := kept(path)
		if os.IsNotExist(err) {
			read, err = readFiling{Seed: f.Seed, Layout: f.Layout(), Family: family, Truth: f.Fields()}.byOCR(ctx, x, f)
			if err == nil {
				err = keep(path, read)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("filing %d: %w", f.Seed, err)
		}
		all = append(all, read)
	}
	return all, nil
}

func kept(path string) (readFiling, error) {
	var f readFiling
	body, err := os.ReadFile(path)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(body, &f)
}

func keep(path string, f readFiling) error {
	body, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return os.WriteFile(path, body, 0o644)
}

// byOCR spoils every page of the filing and reads it.
func (f readFiling) byOCR(ctx context.Context, x *extract.Extractor, filing corpus.Filing) (readFiling, error) {
	for _, paper := range filing.Papers {
		for _, sheet := range paper.Spoilt(f.Family) {
			page, err := readSheet(ctx, x, sheet)
			if err != nil {
				return f, err
			}
			page.Number = len(f.Pages) + 1
			f.Pages = append(f.Pages, page)
		}
	}
	return f, nil
}

func readSheet(ctx context.Context, x *extract.Extractor, s corpus.Sheet) (pipeline.Page, error) {
	var page pipeline.Page
	file, err := os.CreateTemp("", "calibrate-*.png")
	if err != nil {
		return page, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(file, s.Image); err != nil {
		return page, err
	}
	err = x.Read(ctx, pipeline.SourceFile{Name: "page.png", File: file}, []int{1}, func(p pipeline.Page) error {
		page = p
		return nil
	})
	return page, err
}
