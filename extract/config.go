package extract

import (
	"cmp"
	"errors"
	"log/slog"
	"runtime"
	"time"

	"vestnik/extract/ocr"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Config says how files are read. Its zero value works.
type Config struct {
	Self    string       // the binary to start again as a child; this process's own when empty
	Logger  *slog.Logger // silent when nil
	TempDir string       // work directories are made in it and removed; the system's when empty
	Workers int          // children at a time; one per processor when 0

	PageTimeout time.Duration // CPU time for one page by OCR; 60 s when 0
	TextTimeout time.Duration // CPU time for a batch of text layers; half of it for opening a file; 5 s when 0
	FileTimeout time.Duration // wall time for one Read; 30 min when 0
	Memory      int64         // of one child; 512 MB when 0

	MaxPages    int   // of one file; 5,000 when 0
	MaxBytes    int64 // of one file; 512 MB when 0
	MaxMembers  int   // of one archive, nested ones included; 1,000 when 0
	MaxUnpacked int64 // bytes of one archive, nested ones included; 1 GB when 0

	Languages string // of OCR, as Tesseract names them; "rus+eng" when empty

	// Observe is told of every child that has ended, from any goroutine: what it
	// was, how it ended, its time and memory. For measurements; optional.
	Observe func(sandbox.Outcome)

	// Cache keeps what OCR read off page images from one run to the next; nil
	// keeps nothing.
	Cache ocr.Cache
}

// withDefaults fills what is zero.
func (c Config) withDefaults() Config {
	c.Workers = cmp.Or(c.Workers, runtime.GOMAXPROCS(0))
	c.PageTimeout = cmp.Or(c.PageTimeout, 60*time.Second)
	c.TextTimeout = cmp.Or(c.TextTimeout, 5*time.Second)
	c.FileTimeout = cmp.Or(c.FileTimeout, 30*time.Minute)
	c.Memory = cmp.Or(c.Memory, 512<<20)
	c.MaxPages = cmp.Or(c.MaxPages, 5000)
	c.MaxBytes = cmp.Or(c.MaxBytes, 512<<20)
	c.MaxMembers = cmp.Or(c.MaxMembers, 1000)
	c.MaxUnpacked = cmp.Or(c.MaxUnpacked, 1<<30)
	c.Languages = cmp.Or(c.Languages, "rus+eng")
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

// validate refuses what cannot have been meant.
func (c Config) validate() error {
	for _, n := range []int64{int64(c.Workers), int64(c.PageTimeout), int64(c.TextTimeout), int64(c.FileTimeout),
		c.Memory, int64(c.MaxPages), c.MaxBytes, int64(c.MaxMembers), c.MaxUnpacked} {
		if n < 0 {
			return &pipeline.Error{Op: "configure extraction", Kind: pipeline.Invalid, Err: errors.New("a limit is negative")}
		}
	}
	return nil
}
