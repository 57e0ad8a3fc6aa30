package extract

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"vestnik/extract/ocr"
	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// readImages reads the pages of an image file, several at a time.
func (s *source) readImages(ctx context.Context, pages []int, out *emitter) error {
	if _, err := s.workDir(); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(s.x.host.Workers())
	for _, n := range pages {
		group.Go(func() error {
			page, turn, err := s.readImage(ctx, n)
			if err != nil {
				return err
			}
			return s.finish(out, page, turn)
		})
	}
	return group.Wait()
}

func (s *source) readImage(ctx context.Context, n int) (pipeline.Page, int, error) {
	img, err := s.picture(ctx, n)
	var bad *ocr.Unreadable
	if errors.As(err, &bad) {
		return unread(n, drawProblem(n, bad)), 0, nil
	}
	if err != nil {
		return pipeline.Page{}, 0, err
	}
	defer img.remove()
	page, turn, err := s.readPicture(ctx, n, img)
	if err == nil && page.Problem != nil && page.Problem.Code == codeDamaged && img.path == "" {
		// Our decoder could not; mutool takes images that are cut short.
		if drawn, derr := s.drawImage(ctx, n); derr == nil {
			defer drawn.remove()
			page, turn, err = s.readPicture(ctx, n, drawn)
		}
	}
	if f := s.frame(n); err == nil && page.Problem != nil && page.Problem.Code == codeDamaged && f.Width*f.Height > sureToFit {
		page.Problem = pageProblem(codeTooLarge, imageTooLarge, n, page.Problem.Detail)
	}
	return page, turn, err
}

// sureToFit are as many pixels as every decoder takes into a child's memory: of
// four bytes, with room for a grey copy. A larger image that cannot be decoded is
// called too large rather than damaged.
const sureToFit = 80_000_000

// picture is a page of an image file: the file itself, or drawn by mutool where
// our decoder does not know the format.
func (s *source) picture(ctx context.Context, n int) (*picture, error) {
	if s.info.Type == typeTIFF {
		return s.drawImage(ctx, n)
	}
	f := s.frame(n)
	return &picture{
		file: s.file(), mediaType: s.info.Type, dpi: f.DPI,
		width: float64(f.Width) * 72 / f.DPI, height: float64(f.Height) * 72 / f.DPI,
	}, nil
}

// frame is a page's size with a resolution, stated or assumed.
func (s *source) frame(n int) raster.Frame {
	f := s.info.Frames[n-1]
	if f.DPI == 0 {
		f.DPI = raster.AssumedDPI(f.Width, f.Height)
	}
	return f
}

// drawImage has mutool decode a page at its own number of pixels.
func (s *source) drawImage(ctx context.Context, n int) (*picture, error) {
	dir, name, err := s.forTools()
	if err != nil {
		return nil, err
	}
	f := s.frame(n)
	out := fmt.Sprintf("page-%d.pgm", n)
	o, err := s.x.host.Run(ctx, sandbox.Command{
		Tool: "mutool", Dir: dir, Limits: s.parseLimits(),
		Args: []string{"draw", "-q", "-c", "gray", "-w", fmt.Sprint(f.Width), "-h", fmt.Sprint(f.Height), "-o", out, name, fmt.Sprint(n)},
	})
	if err != nil {
		return nil, err
	}
	p := &picture{path: filepath.Join(dir, out), mediaType: raster.TypePGM, dpi: f.DPI}
	if p.file, err = os.Open(p.path); err != nil || !o.OK() {
		if p.file != nil {
			p.file.Close()
		}
		return nil, &ocr.Unreadable{Step: "decode image", Outcome: o}
	}
	w, h, err := raster.Size(p.file, raster.TypePGM)
	if err != nil {
		p.remove()
		return nil, &ocr.Unreadable{Step: "decoded image", Outcome: o}
	}
	p.width, p.height = float64(w)*72/f.DPI, float64(h)*72/f.DPI
	return p, nil
}
