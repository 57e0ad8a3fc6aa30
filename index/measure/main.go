package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/blevesearch/bleve/v2"

	"vestnik/extract/measure/report"
	"vestnik/index/russian"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// options are the command line.
type options struct {
	entries, questions int
	alone              bool
	only               string
	folder, markdown   string
	shared             string
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("measure", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.IntVar(&o.entries, "entries", 100_000, "how many entries to invent for the measurements of speed")
	fs.IntVar(&o.questions, "questions", 200, "how many questions of each kind to ask")
	fs.BoolVar(&o.alone, "alone", false, "without the peers")
	fs.StringVar(&o.only, "only", "", "quality or speed; both by default")
	fs.StringVar(&o.folder, "folder", "", "keep the indexes in this folder, and use our own again when it is there; a temporary one by default")
	fs.StringVar(&o.markdown, "markdown", "", "write the table as Markdown too, into this file")
	fs.StringVar(&o.shared, "shared", os.Getenv("VESTNIK_SHARED"), "the folder of real documents (holds data/); ../shared by default")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if o.entries < 1 || o.questions < 1 || o.only != "" && o.only != "quality" && o.only != "speed" {
		return o, errors.New("at least one entry and one question; -only is quality or speed")
	}
	if o.shared == "" {
		o.shared = filepath.Join("..", "shared")
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	// Bleve analyses in goroutines of the whole process; as many as processors is best.
	bleve.Config.SetAnalysisQueueSize(runtime.GOMAXPROCS(0))
	folder := o.folder
	if folder == "" {
		if folder, err = os.MkdirTemp("", "vestnik-search-"); err != nil {
			return err
		}
		defer os.RemoveAll(folder)
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o755); err != nil { // PostgreSQL enters as another user
		return err
	}
	b := bench{options: o, folder: folder, log: stderr}
	sections, err := b.measure(ctx)
	return errors.Join(o.write(sections, stdout), err)
}

// bench makes the measurements.
type bench struct {
	options
	folder string
	log    io.Writer
}

func (b *bench) measure(ctx context.Context) ([]report.Section, error) {
	var sections []report.Section
	if b.only != "speed" {
		s, err := b.quality(ctx)
		if err != nil {
			return nil, err
		}
		sections = append(sections, s)
	}
	if b.only != "quality" {
		s, err := b.speed(ctx)
		if err != nil {
			return sections, err
		}
		sections = append(sections, s)
	}
	return sections, nil
}

// words says what our analyzer takes words for.
func words() string {
	if dictionary := russian.New().Dictionary(); dictionary != "" {
		return "dictionary " + dictionary
	}
	return "stems only: the dictionary has not been built"
}

func (o options) write(sections []report.Section, stdout io.Writer) error {
	if err := report.Text(stdout, sections); err != nil || o.markdown == "" {
		return err
	}
	f, err := os.Create(o.markdown)
	if err != nil {
		return err
	}
	return errors.Join(report.Markdown(f, sections, "."), f.Close())
}
