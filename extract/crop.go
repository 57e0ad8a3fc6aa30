package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

const jobCrop = "crop"

const (
	// cropMargin is what a crop shows around its box, as a share of the page's height:
	// most of a line of print, so that strokes outside the box are seen.
	cropMargin = 0.01
	// maxCropped bounds the pixels of the page image: A2 at 300 dpi.
	maxCropped = 40_000_000
)

// cropRequest names the piece, in fractions of the image.
type cropRequest struct {
	Box pipeline.Box `json:"box"`
}

var _ pipeline.Cropper = (*Extractor)(nil)

// Crop cuts a box with a margin out of a page image.
func (x *Extractor) Crop(ctx context.Context, page []byte, box pipeline.Box) ([]byte, error) {
	dir, remove, err := x.host.WorkDir()
	if err != nil {
		return nil, err
	}
	defer remove()
	path := filepath.Join(dir, "page.png")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		return nil, &pipeline.Error{Op: "crop", Kind: pipeline.Unavailable, Err: err}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &pipeline.Error{Op: "crop", Kind: pipeline.Unavailable, Err: err}
	}
	defer f.Close()
	var out bytes.Buffer
	o, err := x.host.Run(ctx, sandbox.Command{
		Job: jobCrop, Request: cropRequest{box}, Files: []*os.File{f}, Stdout: &out,
		Limits: sandbox.Limits{CPU: x.cfg.PageTimeout, Memory: x.cfg.Memory, Output: 64 << 20},
	})
	if err != nil {
		return nil, err
	}
	if !o.OK() {
		return nil, &pipeline.Error{Op: "crop", Kind: pipeline.Unsupported, Err: fmt.Errorf("%s: %s", o.Ending, o.Stderr),
			Advice: "Вырезать часть страницы не удалось: её изображение не читается."}
	}
	return out.Bytes(), nil
}

// cropJob decodes a page image and writes the piece.
func cropJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req cropRequest
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	r, err := fileOf(files)
	if err != nil {
		return err
	}
	size, err := png.DecodeConfig(r)
	if err != nil {
		return err
	}
	if size.Width*size.Height > maxCropped {
		return fmt.Errorf("page image of %d × %d pixels", size.Width, size.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	page, err := png.Decode(r)
	if err != nil {
		return err
	}
	piece := pieceOf(page.Bounds(), req.Box)
	if piece.Empty() {
		return fmt.Errorf("box %v lies outside the page", req.Box)
	}
	crop := image.NewRGBA(image.Rect(0, 0, piece.Dx(), piece.Dy()))
	draw.Draw(crop, crop.Bounds(), page, piece.Min, draw.Src)
	return png.Encode(out, crop)
}

// pieceOf returns the pixels of a box with its margin, cut at the page's edges.
func pieceOf(page image.Rectangle, box pipeline.Box) image.Rectangle {
	at := func(v float64, of int) int { return int(v * float64(of)) }
	margin := max(1, int(cropMargin*float64(page.Dy())))
	return image.Rect(at(box[0], page.Dx())-margin, at(box[1], page.Dy())-margin, at(box[2], page.Dx())+margin+1, at(box[3], page.Dy())+margin+1).
		Add(page.Min).Intersect(page)
}
