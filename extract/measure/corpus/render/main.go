// Command render writes pages of the corpus for a look: a PNG for each, with its
// truth beside it.
//
//	go run ./extract/measure/corpus/render -out DIR -seed 1 -n 20
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"vestnik/extract/measure/corpus"
)

func main() {
	out := flag.String("out", "corpus-pages", "folder to write pages and truths into")
	seed := flag.Uint64("seed", 1, "of the first paper; the same seed gives the same pages")
	n := flag.Int("n", 20, "how many pages")
	flag.Parse()
	if err := render(*out, *seed, *n); err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}

func render(out string, seed uint64, n int) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for s := range corpus.Sheets(seed, n) {
		base := filepath.Join(out, fmt.Sprintf("%06d-%s-%s-%d", s.Seed, s.Layout, s.Family, s.Page))
		if err := write(base, s); err != nil {
			return err
		}
	}
	return nil
}

// write writes the picture, the truth of the paper, and the text with the recipe of
// the page.
func write(base string, s corpus.Sheet) error {
	f, err := os.Create(base + ".png")
	if err != nil {
		return err
	}
	if err := png.Encode(f, s.Image); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	truth, err := s.Fields.YAML()
	if err != nil {
		return err
	}
	recipe, err := json.Marshal(s.Dirt)
	if err != nil {
		return err
	}
	head := fmt.Sprintf("kind: %s\nlayout: %s\npage: %d\ndirt: %s\n", s.Kind, s.Layout, s.Page, recipe)
	if err := os.WriteFile(base+".truth.yaml", append([]byte(head), truth...), 0o644); err != nil {
		return err
	}
	return os.WriteFile(base+".txt", []byte(s.Text), 0o644)
}
