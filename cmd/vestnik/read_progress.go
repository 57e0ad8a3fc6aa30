package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows at a terminal how many pages are read, how fast, and how long the
// rest will take. Anywhere else it shows nothing. It is safe for concurrent use.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(w io.Writer) *progress {
	if !isTerminal(w) {
		return &progress{}
	}
	return &progress{progressbar.NewOptions(0,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("страницы"),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionSetItsString("стр."),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// expect adds pages to those that are to be read.
func (p *progress) expect(pages int) {
	if p.bar != nil {
		p.bar.AddMax(pages)
	}
}

// page counts one page as read.
func (p *progress) page() {
	if p.bar != nil {
		p.bar.Add(1) // it fails only where the terminal is gone
	}
}

// hide makes room for what is printed; the next page shows the line again.
func (p *progress) hide() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
