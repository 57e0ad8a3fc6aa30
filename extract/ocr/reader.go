package ocr

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"vestnik/extract/raster"
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
	Host      *sandbox.Host
	Languages string        // as Tesseract names them: "rus+eng"
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
	Confidence float64
	Turn       int     // degrees clockwise that the image had to be turned by
	Skew       float64 // degrees clockwise
	Ink        int     // squares with ink; few mean a blank page
	Uncovered  float64 // share of ink that no word covers
	Aspect     float64 // width / height after turning
}

// Bounds of trust, found on office scans.
const (
	doubtful     = 0.70 // confidence below which the page may stand on its head
	blankSquares = 3    // squares with ink that a blank sheet may have
	sureTurn     = 1.0  // Tesseract's confidence in an orientation, 0 to about 40
)

// Read reads one page image, turning it upright when it has to.
func (r *Reader) Read(ctx context.Context, img Image) (Result, error) {
	return r.cached(ctx, img, func() (Result, error) { return r.read(ctx, img) })
}

func (r *Reader) read(ctx context.Context, img Image) (Result, error) {
	best, err := r.attempt(ctx, img, 0)
	if err != nil || best.Ink < blankSquares {
		return best.Result, err
	}
	if best.Confidence >= doubtful && !best.sideways {
		return best.Result, nil
	}
	turned, err := r.Orientation(ctx, img)
	if err != nil || turned == 0 {
		return best.Result, err
	}
	other, err := r.attempt(ctx, img, turned)
	if err != nil {
		return best.Result, err
	}
	if other.score() > best.score() {
		best = other
	}
	return best.Result, nil
}

// try is one reading of the image in one orientation.
type try struct {
	Result
	sideways bool
}

// score compares readings: sure words, and many of them.
func (t try) score() float64 { return t.Confidence * (1 - t.Uncovered/2) }

// attempt prepares and reads the image turned by quarter turns clockwise.
func (r *Reader) attempt(ctx context.Context, img Image, turned int) (try, error) {
	p, name, err := r.prepare(ctx, img, turned)
	if err != nil {
		return try{}, err
	}
	defer os.Remove(filepath.Join(img.Dir, name))
	t := try{Result: Result{Turn: turned, Skew: p.Skew, Ink: p.Ink.Count(), Aspect: p.Aspect}, sideways: p.Sideways}
	if t.Ink < blankSquares {
		return t, nil
	}
	table, o, err := r.tesseract(ctx, img, name, "-l", r.Languages, "--dpi", strconv.Itoa(int(p.DPI)), "tsv")
	if err != nil {
		return try{}, err
	}
	if !o.OK() {
		return try{}, &Unreadable{Step: "tesseract", Outcome: o}
	}
	t.fill(parseTSV(table), p)
	return t, nil
}

// tesseract runs one process over a file of the image's work directory.
func (r *Reader) tesseract(ctx context.Context, img Image, name string, args ...string) (string, sandbox.Outcome, error) {
	var out bytes.Buffer
	o, err := r.Host.Run(ctx, sandbox.Command{
		Tool: "tesseract", Args: append([]string{name, "-"}, args...), Dir: img.Dir, Stdout: &out,
		Limits: sandbox.Limits{CPU: r.Timeout, Wall: 4 * r.Timeout, Memory: r.Memory, Output: 32 << 20},
	})
	return out.String(), o, err
}

// fill puts the words where they stand on the page before it was prepared.
func (t *try) fill(words []word, p raster.Prepared) {
	for _, word := range words {
		t.Words = append(t.Words, pipeline.Word{
			Text: word.text, Confidence: round(word.confidence, 1e3), Line: word.line,
			Box: p.Map.Box(word.box),
		})
	}
	t.Confidence = round(meanConfidence(words), 1e3)
	t.Uncovered = round(p.Ink.Uncovered(rectangles(words)), 1e3)
	t.sideways = t.sideways || tall(words)
}

// prepare runs the job and returns what it says and the name of its output.
func (r *Reader) prepare(ctx context.Context, img Image, turned int) (raster.Prepared, string, error) {
	name := fmt.Sprintf("%s-%d.pgm", img.Name, turned)
	out, err := os.OpenFile(filepath.Join(img.Dir, name), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return raster.Prepared{}, "", &pipeline.Error{Op: "make page image", Kind: pipeline.Unavailable, Err: err}
	}
	defer out.Close()
	var answer bytes.Buffer
	o, err := r.Host.Run(ctx, sandbox.Command{
		Job: raster.JobPrepare, Request: raster.Prepare{Type: img.Type, DPI: img.DPI, Turn: turned},
		Files: []*os.File{img.File, out}, Stdout: &answer,
		Limits: sandbox.Limits{CPU: r.Timeout, Wall: 4 * r.Timeout, Memory: 2 * r.Memory},
	})
	if err != nil {
		return raster.Prepared{}, "", err
	}
	var p raster.Prepared
	if !o.OK() || json.Unmarshal(answer.Bytes(), &p) != nil || p.Width <= 0 || p.Height <= 0 {
		return raster.Prepared{}, "", &Unreadable{Step: "decode image", Outcome: o}
	}
	return p, name, nil
}

// Orientation asks Tesseract by how many degrees clockwise the image must be
// turned to stand upright; 0 when it is not sure.
func (r *Reader) Orientation(ctx context.Context, img Image) (int, error) {
	_, name, err := r.prepare(ctx, img, 0)
	if err != nil {
		return 0, err
	}
	defer os.Remove(filepath.Join(img.Dir, name))
	answer, o, err := r.tesseract(ctx, img, name, "--psm", "0")
	if err != nil || !o.OK() { // too little text to tell is a failure of the tool, not of ours
		return 0, err
	}
	return parseOrientation(answer), nil
}

func parseOrientation(s string) int {
	find := func(key string) float64 {
		m := regexp.MustCompile(key + `: ([\d.]+)`).FindStringSubmatch(s)
		if m == nil {
			return 0
		}
		v, _ := strconv.ParseFloat(m[1], 64) // the pattern admits digits only
		return v
	}
	if find("Orientation confidence") < sureTurn {
		return 0
	}
	return int(find("Rotate")) % 360 / 90 * 90
}

// round keeps results the same on every machine.
func round(v, to float64) float64 { return math.Round(v*to) / to }

func rectangles(words []word) []image.Rectangle {
	out := make([]image.Rectangle, len(words))
	for i, w := range words {
		out[i] = w.box
	}
	return out
}
