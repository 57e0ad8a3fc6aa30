package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"vestnik/extract"
	"vestnik/extract/measure/report"
)

func main() {
	// A child that parses foreign bytes is this same binary under limits.
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

// measurement is one part of the table.
type measurement struct {
	name string
	run  func(*bench, context.Context) (report.Section, error)
}

// measurements in the order of the table.
func measurements() []measurement {
	return []measurement{
		{"text", (*bench).text},
		{"layers", (*bench).layers},
		{"ocr", (*bench).ocr},
		{"errors", (*bench).errors},
		{"skew", (*bench).skew},
		{"fields", (*bench).fields},
		{"kinds", (*bench).kinds},
		{"calibration", (*bench).calibration},
		{"hostile", (*bench).hostile},
	}
}

// options are the command line.
type options struct {
	only               []string
	markdown, pictures string
	config             config
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var only string
	fs := flag.NewFlagSet("measure", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&only, "only", "", "parts to measure, by comma: "+strings.Join(names(), ","))
	fs.BoolVar(&o.config.full, "full", false, "every file and more rounds; without it, samples that take some minutes")
	fs.StringVar(&o.markdown, "markdown", "", "write the table as Markdown too: into this file, between its marks if it has them")
	fs.StringVar(&o.pictures, "pictures", "", "write the pictures into this folder")
	fs.StringVar(&o.config.repo, "repo", ".", "the project's folder")
	fs.StringVar(&o.config.shared, "shared", os.Getenv("VESTNIK_SHARED"), "the folder of real documents (holds data/); ../shared by default")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if only == "" {
		o.only = names()
		return o, nil
	}
	o.only = strings.Split(only, ",")
	for _, name := range o.only {
		if !slices.Contains(names(), name) {
			return o, fmt.Errorf("-only %s: the parts are %s", name, strings.Join(names(), ", "))
		}
	}
	return o, nil
}

func names() []string {
	var out []string
	for _, m := range measurements() {
		out = append(out, m.name)
	}
	return out
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	b, err := newBench(o.config, stderr)
	if err != nil {
		return err
	}
	defer b.close()
	var sections []report.Section
	var failed error
	for _, m := range measurements() {
		if !slices.Contains(o.only, m.name) {
			continue
		}
		start := time.Now()
		s, err := m.run(b, ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil { // the other parts are measured all the same
			s.Skipped = err.Error()
			failed = errors.Join(failed, fmt.Errorf("%s: %w", m.name, err))
		}
		s.Name = m.name
		sections = append(sections, s)
		fmt.Fprintf(stderr, "%s: measured in %.0f s\n", m.name, time.Since(start).Seconds())
	}
	return errors.Join(o.write(b.surroundings(ctx), sections, stdout), failed)
}
