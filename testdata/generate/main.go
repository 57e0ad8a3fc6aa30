package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	out := flag.String("out", "testdata/filings", "folder to write the filings and their truths into")
	only := flag.String("only", "", "write only the filing of this name")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := generate(ctx, *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// generate writes every sample below out, or the one called only. A filing that is
// there already is replaced as a whole; nothing else in out is touched.
func generate(ctx context.Context, out, only string) error {
	fonts, err := loadFonts(paratypeDir)
	if err != nil {
		return err
	}
	written := 0
	for _, s := range samples() {
		if only != "" && s.Name != only {
			continue
		}
		made, err := s.make(ctx, fonts)
		if err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		if err := made.write(out); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		written++
	}
	if written == 0 {
		return fmt.Errorf("there is no filing called %q", only)
	}
	return nil
}

// write puts the filing and its truth into the folder out.
func (m madeFiling) write(out string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(out, m.name)); err != nil {
		return err
	}
	for _, f := range m.files {
		path := filepath.Join(out, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.body, 0o644); err != nil {
			return err
		}
	}
	return nil
}
