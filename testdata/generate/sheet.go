package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// paratypeDir is where Debian's fonts-paratype puts the PT fonts.
const paratypeDir = "/usr/share/fonts/truetype/paratype"

// The paper: A4, with the margins of the office's forms, in millimetres.
const (
	pageWidth, pageHeight = 210.0, 297.0
	marginLeft            = 18.0
	marginTop             = 12.0
	bodyWidth             = 180.0
	bodyBottom            = 285.0
)

// face is a font at a size in points.
type face struct {
	family, style string
	size          float64
}

var fontFiles = map[face]string{
	{family: "serif"}:             "PTF55F.ttf",
	{family: "serif", style: "B"}: "PTF75F.ttf",
	{family: "sans"}:              "PTS55F.ttf",
	{family: "sans", style: "B"}:  "PTS75F.ttf",
	{family: "mono"}:              "PTM55F.ttf",
}

// fontSet holds the font files by face, size left out.
type fontSet map[face][]byte

// loadFonts reads the PT fonts and says what to install when they are absent.
func loadFonts(dir string) (fontSet, error) {
	set := fontSet{}
	for f, name := range fontFiles {
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("the PT fonts are needed, install fonts-paratype: %w", err)
		}
		set[f] = body
	}
	return set, nil
}

// sheet draws papers one after another into a PDF. The first text that does not
// fit its page is kept as the error of finish.
type sheet struct {
	pdf    *fpdf.Fpdf
	fonts  fontSet
	loaded map[face]bool
	fill   string  // family of what the applicant filled in
	dry    bool    // measure only
	y      float64 // top of the next row
	err    error
}

// made is the date in the metadata of every file, so that bytes repeat.
var made = time.Date(2026, 2, 1, 9, 0, 0, 0, time.UTC)

func newSheet(fonts fontSet, title string) *sheet {
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "mm", SizeStr: "A4"})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetProducer("Vestnik sample filings", false)
	pdf.SetTitle(title, true)
	pdf.SetLang("ru-RU")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetLineWidth(0.2)
	return &sheet{pdf: pdf, fonts: fonts, loaded: map[face]bool{}, fill: "sans"}
}

// page starts a new page.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = marginTop
}

// finish returns the PDF.
func (s *sheet) finish() ([]byte, error) {
	if s.err != nil {
		return nil, s.err
	}
	var b bytes.Buffer
	if err := s.pdf.Output(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (s *sheet) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf("page %d: "+format, append([]any{s.pdf.PageNo()}, args...)...)
	}
}

// use selects a font, loading it on first use so that no file carries a font it
// does not show.
func (s *sheet) use(f face) {
	if f.family == fill {
		f.family = s.fill
	}
	key := face{family: f.family, style: f.style}
	if !s.loaded[key] {
		s.pdf.AddUTF8FontFromBytes(f.family, f.style, s.fonts[key])
		s.loaded[key] = true
	}
	s.pdf.SetFont(f.family, f.style, f.size)
}

// width returns how wide text is in a face.
func (s *sheet) width(f face, text string) float64 {
	s.use(f)
	return s.pdf.GetStringWidth(text)
}

// put writes text with its baseline at y.
func (s *sheet) put(f face, x, y float64, text string) {
	if s.dry || text == "" {
		return
	}
	if y > pageHeight-4 {
		s.fail("text runs off the page: %q", text)
	}
	s.use(f)
	s.pdf.Text(x, y, text)
}

// line rules a line unless the sheet only measures.
func (s *sheet) line(x0, y0, x1, y1 float64) {
	if !s.dry {
		s.pdf.Line(x0, y0, x1, y1)
	}
}

// rect rules a rectangle unless the sheet only measures.
func (s *sheet) rect(x, y, w, h float64) {
	if !s.dry {
		s.pdf.Rect(x, y, w, h, "D")
	}
}
