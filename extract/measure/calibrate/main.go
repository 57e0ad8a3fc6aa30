// Command calibrate finds out how often readings with given grounds are right, and
// writes what confidence means: extract/form/calibration.yaml.
//
//	go run ./extract/measure/calibrate -pages DIR -n 160 -write extract/form/calibration.yaml
//
// Without -write it measures what is embedded, on filings that it was not fitted
// on. Pages that OCR read are kept in DIR, so that a change of the model costs no
// OCR. "make calibrate" runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"github.com/goccy/go-yaml"

	"vestnik/extract"
	"vestnik/extract/form"
)

func main() {
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	var o options
	flag.StringVar(&o.pages, "pages", "calibration-pages", "folder that keeps what OCR read")
	flag.Uint64Var(&o.seed, "seed", ocrSeed, "of the first filing to read by OCR")
	flag.IntVar(&o.n, "n", 144, "how many filings to read by OCR; every third is held out")
	flag.BoolVar(&o.kept, "kept", false, "take only the filings that the folder holds")
	flag.BoolVar(&o.only, "only-read", false, "read pages into the folder and stop")
	flag.StringVar(&o.write, "write", "", "file for the calibration; empty: measure what is embedded")
	flag.StringVar(&o.day, "day", "", "day to name in the file")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

type options struct {
	pages, write, day string
	seed              uint64
	n                 int
	kept, only        bool
}

func run(ctx context.Context, o options) error {
	if o.only {
		_, err := collect(ctx, o.pages, o.seed, o.n)
		return err
	}
	r, err := form.New()
	if err != nil {
		return err
	}
	s, err := gather(ctx, r, o)
	if err != nil {
		return err
	}
	c, err := form.Embedded()
	if err != nil {
		return err
	}
	if o.write != "" {
		c = &form.Calibration{
			Made: fmt.Sprintf("make calibrate, %s: %d readings by OCR of dirty pages and %d of misread ones, %d of text layers",
				o.day, len(s.ocr.learn), len(s.misread.learn), len(s.text.learn)),
			OCR: fit(s.ocr.learn, s.misread.learn), Text: fit(s.text.learn, nil),
		}
		body, err := yaml.Marshal(c)
		if err != nil {
			return err
		}
		if err := os.WriteFile(o.write, body, 0o644); err != nil {
			return err
		}
	}
	s.show(os.Stdout, c)
	return nil
}
