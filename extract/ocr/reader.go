package ocr

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"vestnik/extract/layer"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Unreadable says that an image gave nothing, and how the attempt ended.
type Unreadable struct {
	Step    string
	Outcome sandbox.Outcome
}

func (e *Unreadable) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Step, e.Outcome.Ending, e.Outcome.Stderr)
}

// Reader reads page images.
type Reader struct {
	Host *sandbox.Host
	// Languages are as Tesseract names them: "rus+eng". Pages are read in the
	// first, and what leaves doubt in all of them.
	Languages string
	Timeout   time.Duration // CPU of one Tesseract run
	Memory    int64         // of one process
	Cache     Cache         // nil keeps nothing
	Engine    func() string // what reads, with versions and settings: half of a cache's key
	Logger    *slog.Logger
}

// Image is a page image to be read.
type Image struct {
	File *os.File
	Type string  // media type
	DPI  float64 // resolution, given or assumed
	Dir  string  // work directory of the file being read
	Name string  // unique within Dir
}

// Result is what was read off an image. Boxes are fractions of the page turned
// by Turn.
type Result struct {
	Words      []pipeline.Word
	Regions    []pipeline.Region // what stands there besides
	Confidence float64
	Turn       int     // degrees clockwise that the image had to be turned by
	Skew       float64 // degrees clockwise
	Ink        int     // squares with ink; few mean a blank page
	Uncovered  float64 // share of ink that no word covers
	Aspect     float64 // width / height after turning
}

// Read reads one page image, turning it upright when it has to.
func (r *Reader) Read(ctx context.Context, img Image) (Result, error) {
	return r.cached(ctx, img, func() (Result, error) { return r.read(ctx, img) })
}

func (r *Reader) read(ctx context.Context, img Image) (Result, error) {
	t, err := r.upright(ctx, img)
	if err != nil {
		return Result{}, err
	}
	defer t.discard()
	if t.blank() {
		return t.result(), nil
	}
	if err := r.readInAll(ctx, img, t); err != nil {
		return Result{}, err
	}
	if err := r.lookAgain(ctx, img, t); err != nil {
		return Result{}, err
	}
	return t.result(), nil
}

// upright reads the image as it stands in the first language and, where it may
// lie on its side or head, turned as well; it returns the better reading, which
// the caller discards.
func (r *Reader) upright(ctx context.Context, img Image) (*try, error) {
	best, err := r.attempt(ctx, img, 0)
	if err != nil || best.blank() || !best.mayLie() {
		return best, err
	}
	turned, err := r.orientation(ctx, img, best.name)
	if err != nil {
		best.discard()
		return nil, err
	}
	if turned == 0 {
		return best, nil
	}
	other, err := r.attempt(ctx, img, turned)
	if err != nil {
		best.discard()
		return nil, err
	}
	if other.score() > best.score() {
		best, other = other, best
	}
	other.discard()
	return best, nil
}

// attempt prepares the image, turned by quarter turns clockwise, and reads it in
// the first language.
func (r *Reader) attempt(ctx context.Context, img Image, turned int) (*try, error) {
	t, err := r.prepare(ctx, img, turned)
	if err != nil || t.blank() {
		return t, err
	}
	first, _, _ := strings.Cut(r.Languages, "+")
	if t.words, err = r.words(ctx, img, t.name, t.page.DPI, first); err != nil {
		t.discard()
		return nil, err
	}
	return t, nil
}

// readInAll reads a page anew in all languages when what the first made of it is
// in doubt and no text at all: the page is of another language. A page that is
// merely badly printed stays as it was read.
func (r *Reader) readInAll(ctx context.Context, img Image, t *try) error {
	if !strings.Contains(r.Languages, "+") || doubtedShare(t.words) < foreign || layer.Judge(textsOf(t.words), false).True {
		return nil
	}
	words, err := r.words(ctx, img, t.name, t.page.DPI, r.Languages)
	if err == nil && meanConfidence(words) > meanConfidence(t.words) {
		t.words, t.inAll = words, true
	}
	return err
}

// lookAgain finds what stands on the page without a word for it, reads it and
// what is in doubt once more, and flags the rest.
func (r *Reader) lookAgain(ctx context.Context, img Image, t *try) error {
	found, sheet, err := r.look(ctx, img, t)
	if err != nil {
		return err
	}
	defer os.Remove(sheet)
	again := make([][]word, len(found.Bands))
	if found.Width > 0 {
		words, err := r.words(ctx, img, img.Name+"-sheet.pgm", t.page.DPI, r.Languages, "--psm", "6")
		if err != nil {
			return err
		}
		again = sorted(words, found.Bands)
	}
	t.join(found, again)
	return nil
}
