package notice

import (
	"strings"

	"vestnik/pipeline"
)

// certificatePDF draws the page, smaller until all of it fits. What cannot be
// read at any size is cut, saying where the whole stands.
func (p *Printer) certificatePDF(c certificate) ([]byte, error) {
	for scale := 1.0; scale >= .45; scale -= .05 {
		if s := p.certificateSheet(c); s.drawCertificate(c, scale) {
			return s.finish(c.doc)
		}
	}
	for limit := 1500; limit >= 50; limit /= 2 {
		cut := c.shortened(limit)
		if s := p.certificateSheet(cut); s.drawCertificate(cut, .5) {
			return s.finish(c.doc)
		}
	}
	return nil, &pipeline.Error{Op: "print certificate", Doc: c.doc, Kind: pipeline.TooLarge,
		Advice: "Сведения записи не помещаются на одну страницу свидетельства. Проверьте название и перечень лиц."}
}

func (p *Printer) certificateSheet(c certificate) *sheet {
	s := p.newSheet(c.Title, c.date, "")
	s.pdf.SetAutoPageBreak(false, 0)
	return s
}

// shortened cuts the long lines of the page.
func (c certificate) shortened(limit int) certificate {
	lines := append([]certificateLine(nil), c.Lines...)
	for i, l := range lines {
		lines[i].Text = shorten(l.Text, limit, " … (полностью — в записи Реестра)")
	}
	c.Lines = lines
	return c
}

func shorten(s string, limit int, note string) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return strings.TrimSpace(string(runes[:limit])) + note
}

// look is how a line of the certificate is set: size in points, room above and
// below in millimetres.
type look struct {
	style        string
	size         float64
	above, below float64
}

// looks of the headings by level; 0 is the line of whose paper it is.
var looks = [...]look{
	{"", 12.5, 0, 1.5},
	{"B", 31, 18, 1},
	{"", 14, 0, 6},
	{"B", 22, 0, 12},
	{"B", 17, 12, 0},
}

// Where the certificate's matter stands, in millimetres.
const (
	certificateSide   = 30.0
	certificateTop    = 36.0
	certificateBottom = 240.0
	certificateHand   = 252.0
)

// drawCertificate draws the page at a scale; false when it does not fit.
func (s *sheet) drawCertificate(c certificate, scale float64) bool {
	s.frame()
	s.pdf.SetMargins(certificateSide, marginTop, certificateSide)
	s.pdf.SetXY(certificateSide, certificateTop)
	for _, l := range c.Lines {
		if l.Mark {
			s.certificateMark(l, scale)
		} else if l.Level > 0 || l.Above {
			s.certificateHeading(l, scale)
		} else {
			s.certificateRow(l, scale)
		}
	}
	if s.pdf.GetY() > certificateBottom {
		return false
	}
	if c.Draft {
		s.certificateHeading(certificateLine{Text: draftMark}, scale)
	}
	s.pdf.SetXY(certificateSide, certificateHand)
	s.family, s.size, s.line = "serif", 12, 5.6
	s.signatureAt(c.Signature)
	return s.pdf.GetY() < pageHeight-16 && s.pdf.PageCount() == 1
}

// at sets the size of what follows, in points before scaling.
func (s *sheet) at(size, scale float64, style string) {
	s.family, s.size = "serif", size*scale
	s.line = s.size * .48
	s.font(style)
}

func (s *sheet) certificateHeading(l certificateLine, scale float64) {
	how := looks[min(l.Level, len(looks)-1)]
	s.pdf.Ln(how.above * scale)
	s.at(how.size, scale, how.style)
	s.paragraph(l.Text, "C")
	s.pdf.Ln(how.below * scale)
}

// certificateMark writes a word in a box of its own.
func (s *sheet) certificateMark(l certificateLine, scale float64) {
	s.pdf.Ln(9 * scale)
	s.at(17, scale, "B")
	text := s.coverage.fit(l.Text)
	width, height := s.pdf.GetStringWidth(text)+14*scale, s.line+4*scale
	x, y := (pageWidth-width)/2, s.pdf.GetY()
	s.pdf.SetDrawColor(122, 26, 34)
	s.pdf.SetTextColor(122, 26, 34)
	s.pdf.SetLineWidth(.6)
	s.pdf.Rect(x, y, width, height, "D")
	s.pdf.SetXY(x, y+2*scale)
	s.pdf.CellFormat(width, s.line, text, "", 0, "C", false, 0, "")
	s.pdf.SetLineWidth(.2)
	s.pdf.SetTextColor(0, 0, 0)
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetXY(s.left(), y+height)
}

func (s *sheet) certificateRow(l certificateLine, scale float64) {
	if l.Label != "" {
		s.at(13, scale, "I")
		s.pdf.Write(s.line, s.coverage.fit(l.Label)+" ")
	}
	s.at(13, scale, "")
	for text := s.coverage.fit(l.Text); text != ""; {
		piece := pieceOf(text)
		s.pdf.Write(s.line, piece)
		text = text[len(piece):]
	}
	s.pdf.Ln(s.line + 3.6*scale)
}

// frame draws the double border.
func (s *sheet) frame() {
	s.pdf.SetDrawColor(122, 26, 34)
	s.pdf.SetLineWidth(1.2)
	s.pdf.Rect(12, 12, pageWidth-24, pageHeight-24, "D")
	s.pdf.SetLineWidth(.3)
	s.pdf.Rect(15, 15, pageWidth-30, pageHeight-30, "D")
	s.pdf.SetDrawColor(0, 0, 0)
	s.pdf.SetLineWidth(.2)
}
