package ocr

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// limits of one process over a page.
func (r *Reader) limits() sandbox.Limits {
	return sandbox.Limits{CPU: r.Timeout, Wall: 4 * r.Timeout, Memory: r.Memory, Output: 32 << 20}
}

// tesseract runs one process over a file of the image's work directory.
func (r *Reader) tesseract(ctx context.Context, img Image, name string, args ...string) (string, sandbox.Outcome, error) {
	var out bytes.Buffer
	o, err := r.Host.Run(ctx, sandbox.Command{
		Tool: "tesseract", Args: append([]string{name, "-"}, args...), Dir: img.Dir, Stdout: &out, Limits: r.limits(),
	})
	return out.String(), o, err
}

// words reads a prepared page in some languages.
func (r *Reader) words(ctx context.Context, img Image, name string, dpi float64, languages string, more ...string) ([]word, error) {
	args := append([]string{"-l", languages, "--dpi", strconv.Itoa(int(min(dpi, raster.StatedDPI)))}, more...)
	table, o, err := r.tesseract(ctx, img, name, append(args, "tsv")...)
	if err != nil {
		return nil, err
	}
	if !o.OK() {
		return nil, &Unreadable{Step: "tesseract", Outcome: o}
	}
	return parseTSV(table), nil
}

// job runs one of our own over an input, writing a file called name. ok is false
// when the child did not do it.
func (r *Reader) job(ctx context.Context, job string, request any, in *os.File, path string, answer any) (sandbox.Outcome, bool, error) {
	out, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return sandbox.Outcome{}, false, &pipeline.Error{Op: "make page image", Kind: pipeline.Unavailable, Err: err}
	}
	defer out.Close()
	var said bytes.Buffer
	o, err := r.Host.Run(ctx, sandbox.Command{
		Job: job, Request: request, Files: []*os.File{in, out}, Stdout: &said, Limits: r.limits(),
	})
	return o, err == nil && o.OK() && json.Unmarshal(said.Bytes(), answer) == nil, err
}

// prepare makes the page image that is read.
func (r *Reader) prepare(ctx context.Context, img Image, turned int) (*try, error) {
	t := &try{turn: turned, name: fmt.Sprintf("%s-%d.pgm", img.Name, turned)}
	t.path = filepath.Join(img.Dir, t.name)
	req := raster.Prepare{Type: img.Type, DPI: img.DPI, Turn: turned}
	o, ok, err := r.job(ctx, raster.JobPrepare, req, img.File, t.path, &t.page)
	if err != nil || !ok || t.page.Width <= 0 || t.page.Height <= 0 {
		t.discard()
		if err == nil {
			err = &Unreadable{Step: "decode image", Outcome: o}
		}
		return nil, err
	}
	return t, nil
}

// look runs the job that finds what has no words, and lays out in a file what is
// to be read again. A page that it cannot make out stays as it was read.
func (r *Reader) look(ctx context.Context, img Image, t *try) (found looked, sheet string, err error) {
	page, err := os.Open(t.path)
	if err != nil {
		return found, "", &pipeline.Error{Op: "look at page again", Kind: pipeline.Unavailable, Err: err}
	}
	defer page.Close()
	sheet = filepath.Join(img.Dir, img.Name+"-sheet.pgm")
	req := look{DPI: t.page.DPI}
	for _, w := range t.words {
		req.Words = append(req.Words, seen{
			Box: w.box, Line: w.line, Sure: w.confidence >= sure, Again: !t.inAll && doubted(w.text, w.confidence),
		})
	}
	o, ok, err := r.job(ctx, JobLook, req, page, sheet, &found)
	if err == nil && !ok {
		r.Logger.Warn("second look at a page failed", "image", img.Name, "ending", o.Ending, "stderr", o.Stderr)
		found = looked{}
	}
	return found, sheet, err
}

// Orientation asks Tesseract by how many degrees clockwise the image must be
// turned to stand upright; 0 when it is not sure.
func (r *Reader) Orientation(ctx context.Context, img Image) (int, error) {
	t, err := r.prepare(ctx, img, 0)
	if err != nil {
		return 0, err
	}
	defer t.discard()
	return r.orientation(ctx, img, t.name)
}

// orientation asks it of a page that is prepared already.
func (r *Reader) orientation(ctx context.Context, img Image, name string) (int, error) {
	answer, o, err := r.tesseract(ctx, img, name, "--psm", "0")
	if err != nil || !o.OK() { // too little text to tell is a failure of the tool, not of ours
		return 0, err
	}
	return parseOrientation(answer), nil
}

// sureTurn is Tesseract's confidence in an orientation, 0 to about 40, from which
// it is believed.
const sureTurn = 1.0

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
