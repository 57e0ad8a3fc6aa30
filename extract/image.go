package extract

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"vestnik/extract/ocr"
	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Bounds of the resolution that a picture may be asked in.
const (
	minImageDPI = 20
	maxImageDPI = 600
)

// Image renders one page as PNG at dpi, turned as Read turned it, so that Read's
// boxes fall where they belong. Sheets of office documents are drawn as our own
// layout set them.
func (x *Extractor) Image(ctx context.Context, f pipeline.SourceFile, page, dpi int) ([]byte, error) {
	s, p, err := x.open(ctx, f)
	if err != nil {
		return nil, err
	}
	defer s.close()
	fail := func(kind pipeline.Kind, err error, advice string) error {
		return &pipeline.Error{Op: "draw page", Doc: f.Name, Page: page, Kind: kind, Err: err, Advice: advice}
	}
	switch {
	case p != nil && p.Fatal:
		return nil, fail(pipeline.Unsupported, fmt.Errorf("%s: %s", p.Code, p.Detail), p.Message)
	case page < 1 || page > s.info.Pages:
		return nil, fail(pipeline.NotExist, nil, noSuchPage)
	}
	dpi = min(max(dpi, minImageDPI), maxImageDPI)
	var img []byte
	switch classOf(s.info.Type) {
	case classPDF:
		img, err = s.imageOfPDF(ctx, page, dpi)
	case classImage:
		img, err = s.imageOfImage(ctx, page, dpi)
	case classOffice:
		img, err = s.imageOfSheet(ctx, page, dpi)
	}
	if err != nil && ctx.Err() == nil && pipeline.KindOf(err) == pipeline.Internal {
		return nil, fail(pipeline.Unsupported, err, noToolForPages)
	}
	return img, err
}

func (s *source) imageOfPDF(ctx context.Context, page, dpi int) ([]byte, error) {
	turn, err := s.turnOfPDF(ctx, page)
	if err != nil {
		return nil, err
	}
	return s.drawTurned(ctx, page, turn, "-r", strconv.Itoa(dpi))
}

// drawTurned has mutool draw a page in colour, turned clockwise.
func (s *source) drawTurned(ctx context.Context, page, turn int, size ...string) ([]byte, error) {
	dir, name, err := s.forTools()
	if err != nil {
		return nil, err
	}
	const out = "shown.png"
	args := append([]string{"draw", "-q", "-c", "rgb", "-R", strconv.Itoa(turn), "-o", out}, size...)
	o, err := s.drawing(ctx, "mutool", append(args, name, strconv.Itoa(page))...)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(filepath.Join(dir, out))
	if err != nil {
		return nil, &ocr.Unreadable{Step: "draw page", Outcome: o}
	}
	return b, nil
}

// turnOfPDF is by how much Read turned a page beyond what the file asks for.
func (s *source) turnOfPDF(ctx context.Context, page int) (int, error) {
	if turn, ok := s.x.turns.get(s.page(page)); ok {
		return turn, nil
	}
	deaths := 0
	done, _, err := s.readBatch(ctx, []int{page}, &deaths)
	if err != nil {
		return 0, err
	}
	if kept, ok := s.kept[page]; ok {
		return ((kept-done[0].page.Declared)%360 + 360) % 360, nil
	}
	if r := done[0]; r.failed == "" {
		if judged(r.page, mostlyHidden(r.page), pipeline.ReadByUs).believed() || r.page.Images == 0 && r.page.Glyphs == 0 {
			return ((r.page.Rotation-r.page.Declared)%360 + 360) % 360, nil
		}
	}
	img, err := s.draw(ctx, page, resolution(done[0].page.Width, done[0].page.Height), "gray", ".pgm")
	if err != nil {
		return 0, err
	}
	defer img.remove()
	return s.orientation(ctx, page, img)
}

// orientation asks for a page image's orientation alone, without reading it.
func (s *source) orientation(ctx context.Context, page int, img *picture) (int, error) {
	turn, err := s.x.ocr.Orientation(ctx, ocr.Image{File: img.file, Type: img.mediaType, DPI: img.dpi, Dir: s.dir, Name: "turn"})
	if err != nil {
		return 0, err
	}
	s.x.turns.put(s.page(page), turn)
	return turn, nil
}

func (s *source) imageOfImage(ctx context.Context, page, dpi int) ([]byte, error) {
	if _, err := s.workDir(); err != nil {
		return nil, err
	}
	img, err := s.picture(ctx, page)
	if err != nil {
		return nil, err
	}
	defer img.remove()
	turn, ok := s.x.turns.get(s.page(page))
	if !ok {
		turn, ok = s.kept[page]
	}
	if !ok {
		if turn, err = s.orientation(ctx, page, img); err != nil {
			return nil, err
		}
	}
	if s.info.Type == typeTIFF {
		f := s.frame(page)
		scale := float64(dpi) / f.DPI
		return s.drawTurned(ctx, page, turn,
			"-w", strconv.Itoa(max(1, int(float64(f.Width)*scale))), "-h", strconv.Itoa(max(1, int(float64(f.Height)*scale))))
	}
	return s.showPicture(ctx, raster.Show{Type: img.mediaType, DPI: img.dpi, Turn: turn, Out: float64(dpi)}, img.file)
}

// imageOfSheet draws the words of an office document where our layout set them.
func (s *source) imageOfSheet(ctx context.Context, page, dpi int) ([]byte, error) {
	var read pipeline.Page
	out := &emitter{waiting: map[int]bool{page: true}, emit: func(p pipeline.Page) error { read = p; return nil }}
	if err := s.readOffice(ctx, []int{page}, out); err != nil {
		return nil, err
	}
	return drawSheet(read, dpi)
}

// showPicture runs the job that decodes, turns and scales an image in colour.
func (s *source) showPicture(ctx context.Context, req raster.Show, f *os.File) ([]byte, error) {
	var b bytes.Buffer
	o, err := s.x.host.Run(ctx, sandbox.Command{
		Job: raster.JobShow, Request: req, Files: []*os.File{f}, Stdout: &b,
		Limits: sandbox.Limits{CPU: s.x.cfg.PageTimeout, Memory: 2 * s.x.cfg.Memory, Output: 64 << 20},
	})
	if err != nil {
		return nil, err
	}
	if !o.OK() {
		return nil, &ocr.Unreadable{Step: "decode image", Outcome: o}
	}
	return b.Bytes(), nil
}
