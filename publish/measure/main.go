package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"vestnik/extract/measure/report"
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
	entries, issues  int
	alone            bool
	folder, markdown string
	vestnik, filing  string
	step, address    string // what a process of this program does for another
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("measure", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.IntVar(&o.entries, "entries", 50_000, "how many entries to invent")
	fs.IntVar(&o.issues, "issues", 300, "in how many issues; the last is the one that comes anew")
	fs.BoolVar(&o.alone, "alone", false, "without the peers")
	fs.StringVar(&o.folder, "folder", "", "an empty folder to work in; a temporary one by default")
	fs.StringVar(&o.markdown, "markdown", "", "write the table as Markdown too, into this file")
	fs.StringVar(&o.vestnik, "vestnik", "bin/vestnik", "the program whose closing of an issue is measured")
	fs.StringVar(&o.filing, "filing", "testdata/filings/one-pdf.pdf", "the application that the closed issue publishes")
	fs.StringVar(&o.step, "step", "", "for the program itself: one measured step")
	fs.StringVar(&o.address, "address", "", "for the program itself: where to serve")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if o.issues < 1 || o.step == "" && o.issues < 2 || o.entries/o.issues < 1 || o.entries/o.issues > 999 {
		return o, errors.New("at least two issues, with 1 to 999 entries each")
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return nil
	case err != nil:
		return err
	case o.step == "build":
		return o.buildStep(ctx, json.NewEncoder(stdout))
	case o.step == "pages":
		return o.pagesStep(ctx)
	case o.step == "serve":
		return o.serveStep(ctx)
	}
	if o.folder == "" {
		if o.folder, err = os.MkdirTemp("", "vestnik-site-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.folder)
	}
	if o.folder, err = filepath.Abs(o.folder); err != nil {
		return err
	}
	for _, dir := range []string{o.folder, filepath.Join(o.folder, "site")} { // nginx enters as another user
		if err := errors.Join(os.MkdirAll(dir, 0o755), os.Chmod(dir, 0o755)); err != nil {
			return err
		}
	}
	b := bench{options: o, perIssue: o.entries / o.issues, log: stderr}
	sections, err := b.measure(ctx)
	return errors.Join(b.write(sections, stdout), err)
}

// bench makes the measurements.
type bench struct {
	options
	perIssue int
	log      io.Writer
}

func (b *bench) measure(ctx context.Context) ([]report.Section, error) {
	press, err := newPress()
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(b.log, "composing and signing %d issues of %d entries\n", b.issues, b.perIssue)
	if err := inventPast(press, b.folder, b.issues, b.perIssue); err != nil {
		return nil, err
	}
	var sections []report.Section
	for _, part := range []func(context.Context) (report.Section, error){b.making, b.serving, b.closing} {
		s, err := part(ctx)
		if err != nil {
			return sections, err
		}
		sections = append(sections, s)
	}
	return sections, nil
}

func (b *bench) write(sections []report.Section, stdout io.Writer) error {
	if err := report.Text(stdout, sections); err != nil || b.markdown == "" {
		return err
	}
	f, err := os.Create(b.markdown)
	if err != nil {
		return err
	}
	return errors.Join(report.Markdown(f, sections, "."), f.Close())
}
