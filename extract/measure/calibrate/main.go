// Command calibrate finds out how often readings with given evidence are right, and
// writes what confidence means: extract/form/calibration.yaml.
//
//	go run ./extract/measure/calibrate -pages DIR -n 160     # reads pages by OCR, once; fits; reports
//
// Pages that were read are kept in DIR, so that a change of the model costs no OCR.
// "make calibrate" runs it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"

	"vestnik/extract"
)

func main() {
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	pages := flag.String("pages", "calibration-pages", "folder that keeps what OCR read")
	seed := flag.Uint64("seed", 10_000, "of the first filing")
	n := flag.Int("n", 160, "how many filings to read by OCR")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *pages, *seed, *n); err != nil {
		fmt.Fprintln(os.Stderr, "calibrate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, pages string, seed uint64, n int) error {
	_, err := collect(ctx, pages, seed, n)
	return err
}
