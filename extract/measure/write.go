package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"vestnik/extract/measure/report"
)

// Marks between which a document keeps the table of the last run.
const (
	beginTable = "<!-- measured -->"
	endTable   = "<!-- /measured -->"
)

// write prints the table, and stores what else was asked for.
func (o options) write(ctx context.Context, b *bench, surroundings string, sections []report.Section, stdout io.Writer) error {
	if o.pictures != "" {
		if err := b.writePictures(ctx, o.pictures, sections); err != nil {
			return err
		}
	}
	if o.markdown != "" {
		if err := o.writeMarkdown(surroundings, sections); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintln(stdout, surroundings); err != nil {
		return err
	}
	return report.Text(stdout, sections)
}

// writeMarkdown puts the table between the marks of a document that has them, and
// makes the document of it otherwise.
func (o options) writeMarkdown(surroundings string, sections []report.Section) error {
	pictures, err := filepath.Rel(filepath.Dir(o.markdown), o.pictures)
	if err != nil || o.pictures == "" {
		pictures = "."
	}
	var table bytes.Buffer
	fmt.Fprintf(&table, "%s.\n\n", surroundings)
	if err := report.Markdown(&table, sections, filepath.ToSlash(pictures)); err != nil {
		return err
	}
	was, err := os.ReadFile(o.markdown)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.WriteFile(o.markdown, []byte(between(string(was), table.String())), 0o644)
}

// between is a document with what stands between its marks replaced.
func between(document, table string) string {
	before, rest, begun := strings.Cut(document, beginTable)
	_, after, ended := strings.Cut(rest, endTable)
	if !begun || !ended {
		return table
	}
	return before + beginTable + "\n\n" + strings.TrimSpace(table) + "\n\n" + endTable + after
}

// surroundings say when and on what the run was, and with which programs.
func (b *bench) surroundings(ctx context.Context) string {
	parts := []string{
		time.Now().UTC().Format("2006-01-02"),
		fmt.Sprintf("%s %s with %d processors", runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0)),
		runtime.Version(),
	}
	for _, t := range b.extractor.Tools(ctx) {
		if t.Version != "" {
			parts = append(parts, t.Name+" "+t.Version)
		}
	}
	if out, err := b.peer(ctx, "ocrmypdf", "--version"); err == nil {
		parts = append(parts, "ocrmypdf "+regexp.MustCompile(`[\d.]+`).FindString(string(out)))
	}
	if b.shared == "" {
		parts = append(parts, "without the real documents")
	}
	return strings.Join(parts, ", ")
}
