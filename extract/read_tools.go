package extract

import (
	"context"
	"errors"
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"vestnik/extract/ocr"
	"vestnik/extract/pdftext"
	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// bbox holds the shapes of poppler's XHTML.
type bbox struct{ page, line, word *regexp.Regexp }

func bboxShapes() bbox {
	const number = `="(-?[\d.]+)"`
	return bbox{
		page: regexp.MustCompile(`<page width` + number + ` height` + number),
		line: regexp.MustCompile(`<line `),
		word: regexp.MustCompile(`<word xMin` + number + ` yMin` + number + ` xMax` + number + ` yMax` + number + `>(.*)</word>`),
	}
}

// parseBBox reads the page that pdftotext -bbox-layout wrote.
func parseBBox(s string) (pdftext.Page, bool) {
	shapes := bboxShapes()
	var p pdftext.Page
	line, found := 0, false
	for row := range strings.Lines(s) {
		if m := shapes.page.FindStringSubmatch(row); m != nil {
			p.Width, p.Height, found = float(m[1]), float(m[2]), true
		} else if shapes.line.MatchString(row) {
			line++
		} else if m := shapes.word.FindStringSubmatch(row); m != nil {
			if text := pdftext.Clean(html.UnescapeString(m[5])); text != "" {
				p.Words = append(p.Words, pdftext.Word{Text: text, X0: float(m[1]), Y0: float(m[2]), X1: float(m[3]), Y1: float(m[4]), Line: max(1, line)})
			}
		}
	}
	return p, found && len(p.Words) > 0
}

// float reads a number that a pattern has admitted.
func float(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

// readByOCR draws a PDF page and reads the picture.
func (s *source) readByOCR(ctx context.Context, r layerRead) (page pipeline.Page, turn int, err error) {
	n := r.page.Number
	// In colour, which tells stamps and signatures from the print under them.
	img, err := s.draw(ctx, n, resolution(r.page.Width, r.page.Height), "rgb", ".ppm")
	var bad *ocr.Unreadable
	if errors.As(err, &bad) {
		return unread(n, drawProblem(n, bad)), 0, nil
	}
	if err != nil {
		return page, 0, err
	}
	defer img.remove()
	page, turn, err = s.readPicture(ctx, n, img)
	page.Rotation = (page.Rotation + r.page.Declared) % 360
	return page, turn, err
}

// readPicture reads one page image.
func (s *source) readPicture(ctx context.Context, n int, img *picture) (page pipeline.Page, turn int, err error) {
	if s.slow.Load() >= maxSlowPages {
		return unread(n, pageProblem(codeTimeout, pageTimeout, n, "other pages of the file used up their time")), 0, nil
	}
	res, err := s.x.ocr.Read(ctx, ocr.Image{File: img.file, Type: img.mediaType, DPI: img.dpi, Dir: s.dir, Name: fmt.Sprintf("ocr-%d", n)})
	var bad *ocr.Unreadable
	if errors.As(err, &bad) {
		if bad.Outcome.Ending == sandbox.TimedOut {
			s.slow.Add(1)
		}
		return unread(n, drawProblem(n, bad)), 0, nil
	}
	if err != nil {
		return page, 0, err
	}
	page = ocrPage(n, img.width, img.height, res)
	if page.Source == pipeline.FromOCR {
		page.Reader = pipeline.ReadByTesseract
	}
	return page, res.Turn, nil
}

func drawProblem(n int, bad *ocr.Unreadable) *pipeline.Problem {
	if bad.Outcome.Ending == sandbox.TimedOut {
		return pageProblem(codeTimeout, pageTimeout, n, bad.Error())
	}
	return pageProblem(codeDamaged, pageDamaged, n, bad.Error())
}

// picture is a page drawn into the work directory, or an image file as it is.
type picture struct {
	file          *os.File
	path          string // removed when done; empty for the file as given
	mediaType     string
	dpi           float64
	width, height float64 // points
}

func (p *picture) remove() {
	if p.path != "" {
		p.file.Close()
		os.Remove(p.path) // the work directory goes as a whole anyway
	}
}

// maxDrawn bounds the pixels of a drawn page: a sheet of A2 at 200 dpi. Larger
// sheets are drawn coarser, which keeps Tesseract within its memory.
const maxDrawn = 16e6

// resolution is what a page of some points is drawn at for reading.
func resolution(width, height float64) float64 {
	if width <= 0 || height <= 0 {
		return raster.DPI
	}
	return math.Floor(min(raster.DPI, 72*math.Sqrt(maxDrawn/(width*height))))
}

// draw has mutool draw a page, or poppler when mutool cannot.
func (s *source) draw(ctx context.Context, n int, dpi float64, colour, ext string) (*picture, error) {
	dir, name, err := s.forTools()
	if err != nil {
		return nil, err
	}
	out := fmt.Sprintf("page-%d%s", n, ext)
	res, num := strconv.Itoa(int(dpi)), strconv.Itoa(n)
	o, err := s.drawing(ctx, "mutool", "draw", "-q", "-r", res, "-c", colour, "-o", out, name, num)
	if err != nil {
		return nil, err
	}
	// What took mutool its whole time is not tried again: two limits for one page
	// would be no limit.
	if !o.OK() && o.Ending != sandbox.TimedOut && classOf(s.info.Type) == classPDF {
		args := []string{"-r", res, "-f", num, "-l", num, "-singlefile", name, strings.TrimSuffix(out, ext)}
		switch ext {
		case ".pgm":
			args = append([]string{"-gray"}, args...)
		case ".png":
			args = append([]string{"-png"}, args...)
		}
		if o, err = s.drawing(ctx, "pdftoppm", args...); err != nil {
			return nil, err
		}
	}
	p := &picture{path: filepath.Join(dir, out), mediaType: raster.TypePGM, dpi: dpi}
	if ext == ".ppm" {
		p.mediaType = raster.TypePPM
	}
	if p.file, err = os.Open(p.path); err != nil || !o.OK() {
		if p.file != nil {
			p.file.Close()
		}
		return nil, &ocr.Unreadable{Step: "draw page", Outcome: o}
	}
	if ext == ".png" {
		return p, nil
	}
	w, h, err := raster.Size(p.file, p.mediaType)
	if err != nil {
		p.remove()
		return nil, &ocr.Unreadable{Step: "drawn page", Outcome: o}
	}
	p.width, p.height = float64(w)*72/dpi, float64(h)*72/dpi
	return p, nil
}
