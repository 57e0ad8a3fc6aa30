package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"image"
	"image/draw"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"vestnik/extract/layer"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// sightDPI is enough to see where writing stands, and cheap to draw.
const sightDPI = 72

// jobSight lays the words of a layer over a picture of their page.
const jobSight = "layer-sight"

// sightRequest is the boxes of the words.
type sightRequest struct {
	Words []layer.Box `json:"words"`
}

// maxSightPixels bounds the picture: a sheet of 2.5 × 2.5 m.
const maxSightPixels = 50e6

// sightJob is the sandbox job: a PNG on the first descriptor, [layer.Sight] out.
func sightJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req sightRequest
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	r, err := fileOf(files)
	if err != nil {
		return err
	}
	size, err := png.DecodeConfig(io.NewSectionReader(r, 0, r.Size()))
	if err != nil {
		return err
	}
	if size.Width*size.Height > maxSightPixels {
		return errors.New("picture too large")
	}
	img, err := png.Decode(r)
	if err != nil {
		return err
	}
	grey, ok := img.(*image.Gray)
	if !ok {
		grey = image.NewGray(img.Bounds())
		draw.Draw(grey, grey.Rect, img, img.Bounds().Min, draw.Src)
	}
	return json.NewEncoder(out).Encode(layer.See(grey, req.Words, sightDPI))
}

// sight draws a page coarsely and looks how the words of its layer, as the sheet
// is declared to stand, lie on it. ok is false when it cannot be drawn.
func (s *source) sight(ctx context.Context, n int, words []pipeline.Word) (seen layer.Sight, ok bool, err error) {
	dir, name, err := s.forTools()
	if err != nil {
		return seen, false, err
	}
	num := strconv.Itoa(n)
	out := filepath.Join(dir, "sight-"+num+".png")
	o, err := s.drawing(ctx, "mutool", "draw", "-q", "-r", strconv.Itoa(sightDPI), "-c", "gray", "-o", filepath.Base(out), name, num)
	if err != nil || !o.OK() {
		return seen, false, err
	}
	f, err := os.Open(out)
	if err != nil {
		return seen, false, nil // drawn, yet there is nothing: the page has no picture
	}
	defer os.Remove(out) // the work directory goes as a whole anyway
	defer f.Close()
	req := sightRequest{Words: make([]layer.Box, len(words))}
	for i, w := range words {
		req.Words[i] = layer.Box{X0: w.Box[0], Y0: w.Box[1], X1: w.Box[2], Y1: w.Box[3]}
	}
	var answer bytes.Buffer
	o, err = s.attempt(ctx, sandbox.Command{Job: jobSight, Request: req, Files: []*os.File{f}, Stdout: &answer}, nil)
	if err != nil || !o.OK() {
		return seen, false, err
	}
	return seen, json.Unmarshal(answer.Bytes(), &seen) == nil, nil
}
