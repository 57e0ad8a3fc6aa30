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
	within             time.Duration // for all parts together
	config             config
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	var only string
	fs := flag.NewFlagSet("measure", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&only, "only", "", "parts to measure, by comma: "+strings.Join(names(), ","))
	few := fs.Bool("quick", false, "a look in a few minutes: fewer inputs, one round; figures scatter more")
	all := fs.Bool("full", false, "every file and more rounds: hours")
	fs.DurationVar(&o.within, "within", 90*time.Minute, "what is not measured by then is left out, and said so")
	fs.StringVar(&o.markdown, "markdown", "", "write the table as Markdown too: into this file, between its marks if it has them")
	fs.StringVar(&o.pictures, "pictures", "", "write the pictures into this folder")
	fs.StringVar(&o.config.repo, "repo", ".", "the project's folder")
	fs.StringVar(&o.config.shared, "shared", os.Getenv("VESTNIK_SHARED"), "the folder of real documents (holds data/); ../shared by default")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	switch {
	case *few && *all:
		return o, errors.New("-quick and -full exclude one another")
	case *few:
		o.config.extent = quick
	case *all:
		o.config.extent = full
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
	begun := time.Now()
	sections, err := b.measure(ctx, o)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	total, took := spent()
	if took != nil {
		return took
	}
	surroundings := fmt.Sprintf("%s; this run took %.0f min, %.0f min of CPU with the peers'", b.surroundings(ctx), time.Since(begun).Minutes(), total.Minutes())
	return errors.Join(o.write(ctx, b, surroundings, sections, stdout), err)
}

// measure runs the parts in turn. What fails or has no time left is said in its
// section; the others are measured all the same.
func (b *bench) measure(ctx context.Context, o options) ([]report.Section, error) {
	bounded, stop := context.WithTimeout(ctx, o.within)
	defer stop()
	var sections []report.Section
	var failed error
	for _, m := range measurements() {
		if !slices.Contains(o.only, m.name) {
			continue
		}
		start := time.Now()
		s, err := m.run(b, bounded)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case bounded.Err() != nil:
			s = report.Section{Title: s.Title, Skipped: fmt.Sprintf("the time of %s was over (-within)", o.within)}
		case err != nil:
			s.Skipped = err.Error()
			failed = errors.Join(failed, fmt.Errorf("%s: %w", m.name, err))
		}
		s.Name = m.name
		sections = append(sections, s)
		fmt.Fprintf(b.log, "%s: measured in %.0f s\n", m.name, time.Since(start).Seconds())
	}
	return sections, failed
}
