package blanks

import (
	"bytes"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"vestnik/publish/fonts"
)

// The paper: A4 with a margin for the binder, in millimetres.
const (
	left, right, top, bottom = 20.0, 12.0, 12.0, 14.0
	pageWidth, pageHeight    = 210.0, 297.0
	bodyWidth                = pageWidth - left - right
	padding                  = 1.6 // between the rule of a box and its text
	ruleHeight               = 5.8 // of a line to write on
	leading                  = 1.22
	pointMM                  = .3528
)

// sampleMark stands on every sheet of a sample.
const sampleMark = "ОБРАЗЕЦ ЗАПОЛНЕНИЯ: лица и сведения вымышлены"

// made is the date in every file, so that bytes repeat.
var made = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// looks say how each face is set: family, style, size in points.
var looks = map[face]struct {
	family, style string
	size          float64
}{
	title: {"serif", "B", 12}, strong: {"serif", "B", 8.5}, plain: {"serif", "", 8.5},
	note: {"serif", "", 7.5}, value: {"sans", "", 10}, letter: {"serif", "", 11},
}

// sheet is a PDF under way.
type sheet struct {
	pdf    *fpdf.Fpdf
	form   Form
	filled bool
	loaded map[string]bool
	y      float64 // top of the next row
}

// paper draws the form as PDF.
func (f Form) paper(filled bool) ([]byte, error) {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetProducer("Vestnik", true)
	pdf.SetTitle(f.Title, true)
	pdf.SetLang("ru-RU")
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetLineWidth(.2)
	s := &sheet{pdf: pdf, form: f, filled: filled, loaded: make(map[string]bool)}
	s.page()
	for i, row := range f.Rows {
		if row.Page && i > 0 {
			s.page()
		}
		s.row(row)
	}
	var b bytes.Buffer
	err := pdf.Output(&b)
	return b.Bytes(), internal(f.ID, err)
}

func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = top
	foot := s.form.Title
	if s.filled {
		foot = sampleMark
	}
	s.use(note)
	s.pdf.Text(left, pageHeight-9, foot)
	number := "лист " + itoa(s.pdf.PageNo())
	s.pdf.Text(pageWidth-right-s.pdf.GetStringWidth(number), pageHeight-9, number)
}

// use selects a face; a font is given to the PDF when it is first used.
func (s *sheet) use(f face) {
	look := looks[f]
	if key := look.family + look.style; !s.loaded[key] {
		s.loaded[key] = true
		for _, font := range fonts.Paper() {
			if font.Family == look.family && font.Style == look.style {
				s.pdf.AddUTF8FontFromBytes(font.Family, font.Style, font.Body)
			}
		}
	}
	s.pdf.SetFont(look.family, look.style, look.size)
}

// row draws boxes side by side, as high as the highest; it is not parted by a page.
func (s *sheet) row(row Row) {
	widths := shares(row.Boxes)
	contents := make([][]paragraph, len(row.Boxes))
	height := 0.0
	for i, box := range row.Boxes {
		contents[i] = box.contents(s.form, s.filled)
		room := float64(box.Lines)*ruleHeight + 2*padding + 3.6
		height = max(height, room, s.flow(contents[i], 0, 0, widths[i]-2*padding, true)+2*padding)
	}
	if s.y+height > pageHeight-bottom {
		s.page()
	}
	x := left
	for i := range row.Boxes {
		if !row.Plain {
			s.pdf.Rect(x, s.y, widths[i], height, "D")
		}
		s.flow(contents[i], x+padding, s.y+padding, widths[i]-2*padding, false)
		x += widths[i]
	}
	s.y += height
}

func shares(boxes []Box) []float64 {
	total := 0.0
	widths := make([]float64, len(boxes))
	for i, b := range boxes {
		widths[i] = max(b.Width, 0)
		if b.Width == 0 {
			widths[i] = 1
		}
		total += widths[i]
	}
	for i := range widths {
		widths[i] *= bodyWidth / total
	}
	return widths
}

// flow sets paragraphs one beneath another and returns how high they are; dry
// measures without drawing.
func (s *sheet) flow(list []paragraph, x, y, width float64, dry bool) float64 {
	from := y
	for _, p := range list {
		switch {
		case p.sign != nil:
			y = s.signature(*p.sign, x, y, width, dry)
		case len(p.runs) == 0:
			y += ruleHeight
			s.line(x, y-1, x+width, dry)
		default:
			y = s.paragraph(p, x, y, width, dry)
		}
		y += .8
	}
	return y - from
}

func (s *sheet) line(x, y, to float64, dry bool) {
	if !dry && to > x+2 {
		s.pdf.Line(x, y, to, y)
	}
}
