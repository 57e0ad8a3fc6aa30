package raster

import (
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"os"
)

// JobPrepare is the name under which [PrepareJob] must be given to sandbox.Main.
const JobPrepare = "raster-prepare"

// DPI is the resolution at which pages are read. More costs time and gains
// nothing measurable on office print; less loses footnotes.
const DPI = 200

// StatedDPI is what Tesseract is best told instead of the true resolution: it
// takes for dust, and leaves out by the line, what is small for the resolution
// stated. Of 6 points, blurred, it lost 12 % of the letters at a stated 200 dpi and
// .6 % at 150; of larger print it reads the same.
const StatedDPI = 150

// Bounds of how far a small picture is enlarged, and a part of one.
const (
	maxGrowth = 2.0
	maxZoom   = 4.0
)

// Prepare asks [PrepareJob] to make an image fit for Tesseract.
type Prepare struct {
	Type string  `json:"type"` // media type of the image
	DPI  float64 `json:"dpi"`  // its resolution
	Turn int     `json:"turn"` // degrees clockwise to turn it by, after what its camera asks for

	// Region is the only part wanted, for a second look: [x0, y0, x1, y1] in
	// fractions of the turned page. Zoom enlarges it beyond the usual; 0 is 1.
	Region *[4]float64 `json:"region,omitempty"`
	Zoom   float64     `json:"zoom,omitempty"`
	// Plain leaves rulings, stamps and shade: the page as it is.
	Plain bool `json:"plain,omitempty"`
}

// Prepared says what was made.
type Prepared struct {
	Width    int      `json:"width"` // of what was made, in pixels
	Height   int      `json:"height"`
	DPI      float64  `json:"dpi"`
	Aspect   float64  `json:"aspect"`          // width / height of the turned page, whatever part of it was made
	Skew     float64  `json:"skew"`            // degrees clockwise that the writing leaned
	Photo    bool     `json:"photo,omitempty"` // a sheet on a table, seen aslant: it was cut out and laid flat
	Sideways bool     `json:"sideways"`
	Ink      Grid     `json:"ink"`
	Rulings  []Ruling `json:"rulings,omitempty"` // found, most of them taken out
	Marks    []Mark   `json:"marks,omitempty"`   // coloured, taken out where black print can be told from them
	Map      Map      `json:"map"`               // from the pixels made to the turned page
}

// PrepareJob is the sandbox job: the image on the first descriptor, the grey map
// onto the second, [Prepared] as JSON on standard output.
func PrepareJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req Prepare
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	if len(files) != 2 {
		return errors.New("want an image and a place to write")
	}
	info, err := files[0].Stat()
	if err != nil {
		return err
	}
	in := io.NewSectionReader(files[0], 0, info.Size()) // the descriptor's offset is shared with other children
	src, err := readSource(in, req.Type, req.DPI)
	if err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if req.Type == TypeJPEG {
		req.Turn += exifTurn(in)
	}
	img, p := prepare(src, req)
	if err := encodePGM(files[1], img); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(p)
}

// sheet is a page image on its way, and where its pixels lie on the page.
type sheet struct {
	img *image.Gray
	dpi float64
	at  Map
}

// prepare makes a decoded image fit for reading.
func prepare(src source, req Prepare) (*image.Gray, Prepared) {
	src.turn(req.Turn % 360)
	w, h := src.gray.Rect.Dx(), src.gray.Rect.Dy()
	p := Prepared{Aspect: float64(w) / float64(h)}
	given := sheet{dpi: req.DPI / float64(src.times), at: whole(w, h)}
	if !req.Plain {
		p.Marks = src.fade(given.dpi)
	}
	given.img = src.gray
	if !req.Plain {
		given, p.Photo = given.laidFlat()
	}
	s := given.resized(DPI, maxGrowth)
	k, letters := s.clean(req.Plain)
	level := k.lowerEdges(letters, s.dpi)
	p.Sideways = sideways(level, k.rightEdges(letters, s.dpi, s.img.Rect.Dy()))
	if !p.Sideways {
		p.Skew = skewOf(level)
	}
	height := k.letterHeight(letters)
	if f := growth(height, s.img.Rect.Dx()*s.img.Rect.Dy()); f > 1 {
		s = given.resized(s.dpi*f, maxGrowth*f)
		s.clean(req.Plain)
		height *= f
	}
	s.straighten(p.Skew)
	if !req.Plain {
		p.Rulings = s.unrule(height)
		if twoLevels(s.img) {
			s.img = softened(s.img)
		}
	}
	if req.Region != nil {
		s.cut(*req.Region)
	}
	if req.Zoom > 1 {
		s = s.resized(s.dpi*min(req.Zoom, maxZoom), maxZoom)
	}
	p.Width, p.Height, p.DPI, p.Map = s.img.Rect.Dx(), s.img.Rect.Dy(), s.dpi, s.at
	p.Ink = inkOf(s.img, s.dpi)
	return s.img, p
}

// resized is the sheet brought to a resolution, enlarged so many times at most.
func (s sheet) resized(to, growth float64) sheet {
	f := to / s.dpi
	if math.IsNaN(f) || f <= 0 || f > 0.9 && f < 1.1 {
		return s
	}
	f = min(f, growth)
	old := s.img.Rect
	w, h := max(1, int(math.Round(float64(old.Dx())*f))), max(1, int(math.Round(float64(old.Dy())*f)))
	return sheet{
		img: scale(s.img, w, h), dpi: s.dpi * f,
		at: s.at.after(scaling(float64(old.Dx())/float64(w), float64(old.Dy())/float64(h))),
	}
}

// clean evens out the light where it needs it, takes out borders and dust, and
// returns the ink with what of it may be letters.
func (s *sheet) clean(plain bool) (ink, []bool) {
	if !plain {
		if l := lightOf(s.img, s.dpi); l.uneven() {
			s.img = l.even(s.img)
		}
	}
	k := inked(s.img, threshold(s.img))
	letters := k.letters(s.dpi)
	if !plain {
		s.img = k.cleaned(s.img, s.dpi)
		s.img = k.swept(s.img, letters)
	}
	return k, letters
}

// unrule takes out the rulings, of a page with letters of a height in pixels or 0,
// and says where they are on the page.
func (s *sheet) unrule(letter float64) []Ruling {
	var out []Ruling
	s.img, out = unrule(s.img, threshold(s.img), s.dpi, letter)
	for i := range out {
		r := &out[i]
		x0, y0, x1, y1 := float64(r.Box.Min.X), float64(r.Box.Min.Y), float64(r.Box.Max.X), float64(r.Box.Max.Y)
		if r.Vertical {
			x0, x1 = (x0+x1)/2, (x0+x1)/2
		} else {
			y0, y1 = (y0+y1)/2, (y0+y1)/2
		}
		x0, y0 = s.at.Point(x0, y0)
		x1, y1 = s.at.Point(x1, y1)
		r.Line = [4]float64{within(x0), within(y0), within(x1), within(y1)}
	}
	return out
}

// straighten takes out a skew.
func (s *sheet) straighten(skew float64) {
	if skew == 0 {
		return
	}
	s.img = straighten(s.img, skew)
	s.at = s.at.after(leaning(float64(s.img.Rect.Dx()), float64(s.img.Rect.Dy()), skew))
}

// cut keeps what holds a region of the page; all when the region is none.
func (s *sheet) cut(region [4]float64) {
	back, ok := s.at.inverse()
	if !ok || !(region[0] < region[2] && region[1] < region[3]) {
		return
	}
	var area image.Rectangle
	for _, c := range [][2]int{{0, 1}, {2, 1}, {2, 3}, {0, 3}} {
		x, y := back.Point(within(region[c[0]]), within(region[c[1]]))
		area = area.Union(image.Rect(int(x), int(y), int(x)+1, int(y)+1))
	}
	if area = area.Intersect(s.img.Rect); area.Empty() {
		return
	}
	s.img = crop(s.img, area)
	s.at = s.at.after([9]float64{1, 0, float64(area.Min.X), 0, 1, float64(area.Min.Y), 0, 0, 1})
}
