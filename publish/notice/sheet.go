package notice

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/fonts"
)

// Margins of an official paper in millimetres (ГОСТ Р 7.0.97, п. 3.7: at least
// 20 left, 10 right, 20 above and below).
const (
	marginLeft   = 25.0
	marginRight  = 15.0
	marginTop    = 20.0
	marginBottom = 20.0
	pageWidth    = 210.0
	pageHeight   = 297.0
	textWidth    = pageWidth - marginLeft - marginRight
)

// Sizes in points, and the line height in millimetres of the body.
const (
	bodySize  = 12.0
	smallSize = 9.0
	lineMM    = 5.8
)

// draftMark stands on what nobody has signed.
const draftMark = "ПРОЕКТ: документ не подписан"

// sheet is a PDF under way.
type sheet struct {
	pdf      *fpdf.Fpdf
	coverage coverage
	loaded   map[string]bool // faces given to the PDF so far, by family and style
	family   string
	size     float64
	line     float64 // height of a line, mm
	scale    float64 // of the body's text; a little under 1 saves a page
}

// newSheet opens a document with one page. Its dates are those of the document,
// so that printing it again gives the same bytes.
func (p *Printer) newSheet(title string, date workday.Date, footer string) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	fixed := date.At(time.UTC)
	if date.IsZero() {
		fixed = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(fixed)
	pdf.SetModificationDate(fixed)
	pdf.SetProducer("Vestnik", true)
	pdf.SetTitle(p.coverage.fit(title), true)
	pdf.SetAuthor(p.coverage.fit(p.config.Office.Name), true)
	pdf.SetLang("ru-RU")
	pdf.SetMargins(marginLeft, marginTop, marginRight)
	pdf.SetAutoPageBreak(true, marginBottom)
	s := &sheet{pdf: pdf, coverage: p.coverage, loaded: make(map[string]bool), family: "serif", size: bodySize, line: lineMM, scale: 1}
	if footer != "" {
		pdf.AliasNbPages("{nb}")
		pdf.SetFooterFunc(func() { s.footer(footer) })
	}
	pdf.AddPage()
	s.font("")
	return s
}

func (s *sheet) footer(label string) {
	s.pdf.SetXY(marginLeft, -14) // the left margin may be a list's
	s.load("sans", "")
	s.pdf.SetFont("sans", "", smallSize)
	s.pdf.CellFormat(textWidth/2, 5, s.coverage.fit(label), "", 0, "L", false, 0, "")
	s.pdf.CellFormat(textWidth/2, 5, fmt.Sprintf("Страница %d из {nb}", s.pdf.PageNo()), "", 0, "R", false, 0, "")
}

// font sets the style within the current family: "", "B", "I". PT Sans has no
// italic here, so that it stays upright, and bold italic is bold.
func (s *sheet) font(style string) {
	switch {
	case style == "BI" || style == "IB":
		style = "B"
	case style == "I" && s.family == "sans":
		style = ""
	}
	s.load(s.family, style)
	s.pdf.SetFont(s.family, style, s.size)
}

// load gives the PDF a face when it is first asked for: each costs tens of
// milliseconds to read and some kilobytes in the file.
func (s *sheet) load(family, style string) {
	if s.loaded[family+style] {
		return
	}
	for _, face := range fonts.Paper() {
		if face.Family == family && face.Style == style {
			s.loaded[family+style] = true
			s.pdf.AddUTF8FontFromBytes(face.Family, face.Style, face.Body)
		}
	}
}

// space moves down, unless at the top of a page.
func (s *sheet) space(mm float64) {
	if s.pdf.GetY() > marginTop+1 {
		s.pdf.Ln(mm)
	}
}

// need starts a new page when less than mm are left on this one.
func (s *sheet) need(mm float64) {
	if s.pdf.GetY()+mm > pageHeight-marginBottom {
		s.newPage()
	}
}

func (s *sheet) newPage() {
	s.pdf.AddPage()
	s.font("")
}

// paragraph writes text of one style across the current width.
func (s *sheet) paragraph(text, align string) {
	s.pdf.MultiCell(0, s.line, s.coverage.fit(text), "", align, false)
}

// body sets the face of the letter's text.
func (s *sheet) body() {
	s.family, s.size, s.line = "serif", bodySize*s.scale, lineMM*s.scale
}

// balanced writes a heading in the middle, its lines about equally long: no word
// stands alone in the last one.
func (s *sheet) balanced(text string) {
	text = s.coverage.fit(text)
	left := s.left()
	full := pageWidth - marginRight - left
	width, lines := full, len(s.pdf.SplitText(text, full))
	for narrower := full; lines > 1 && narrower > full/2; narrower -= 2 {
		if len(s.pdf.SplitText(text, narrower)) > lines {
			break
		}
		width = narrower
	}
	s.pdf.SetX(left + (full-width)/2)
	s.pdf.MultiCell(width, s.line, text, "", "C", false)
	s.pdf.SetX(left)
}

// officeHead writes whose paper it is over a double line.
func (s *sheet) officeHead(office publish.Office) {
	s.family, s.size, s.line = "serif", 14, 6.4
	s.font("B")
	s.paragraph(office.Name, "C")
	s.family, s.size, s.line = "sans", smallSize, 4.4
	s.font("")
	for _, line := range []string{office.Address, contacts(office.Phone, office.Email)} {
		if line != "" {
			s.paragraph(line, "C")
		}
	}
	y := s.pdf.GetY() + 2.5
	s.pdf.SetLineWidth(.7)
	s.pdf.Line(marginLeft, y, pageWidth-marginRight, y)
	s.pdf.SetLineWidth(.2)
	s.pdf.Line(marginLeft, y+1, pageWidth-marginRight, y+1)
	s.pdf.SetY(y + 7)
}

// letterhead writes the office, the numbers, the addressee and the title.
func (s *sheet) letterhead(l letter) {
	s.officeHead(l.Office)
	s.references(l)
	s.body()
	if l.Draft {
		s.font("B")
		s.paragraph(draftMark, "L")
		s.space(3)
	}
	if !l.Titled {
		s.size, s.line = 14, 6.6
		s.font("B")
		s.balanced(l.Title)
		s.body()
		s.space(5)
	}
	s.font("")
}

// references writes the numbers on the left and the addressee on the right.
func (s *sheet) references(l letter) {
	const half = textWidth / 2
	top := s.pdf.GetY()
	s.size, s.line = 10.5, 5
	s.font("")
	if l.Date != "" {
		s.pdf.CellFormat(half, s.line, l.Date, "", 1, "L", false, 0, "")
	}
	for _, r := range l.Reference {
		s.pdf.MultiCell(half-5, s.line, s.coverage.fit(r.Name+" "+r.Value), "", "L", false)
	}
	bottom := s.pdf.GetY()
	s.pdf.SetY(top)
	for _, line := range l.Addressee {
		s.pdf.SetX(marginLeft + half)
		s.pdf.MultiCell(half, s.line, s.coverage.fit(line), "", "L", false)
	}
	s.pdf.SetY(max(bottom, s.pdf.GetY()) + 8)
}

func contacts(phone, email string) string {
	switch {
	case phone == "":
		return email
	case email == "":
		return phone
	}
	return phone + " · " + email
}

// height is about how much room a text takes, in millimetres.
func (s *sheet) height(text string) float64 {
	return float64(len(s.pdf.SplitText(s.coverage.fit(text), textWidth))) * s.line
}

// rule draws a line across the page.
func (s *sheet) rule() {
	s.need(12)
	y := s.pdf.GetY() + 3
	s.pdf.Line(marginLeft, y, pageWidth-marginRight, y)
	s.pdf.SetY(y + 4)
}

// finish closes the document.
func (s *sheet) finish(doc string) ([]byte, error) {
	var b bytes.Buffer
	if err := s.pdf.Output(&b); err != nil {
		return nil, &pipeline.Error{Op: "print document", Doc: doc, Kind: pipeline.Internal, Err: err,
			Advice: "Документ не удалось напечатать в PDF. Напечатайте его из браузера и сообщите администратору."}
	}
	return b.Bytes(), nil
}
