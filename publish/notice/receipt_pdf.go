package notice

import "vestnik/publish"

// Columns of the list of files in millimetres; the name takes the rest.
const (
	numberMM = 10.0
	sizeMM   = 46.0
	sheetsMM = 18.0
	nameMM   = textWidth - numberMM - sizeMM - sheetsMM
)

// drawReceipt writes the receipt: facts, the list of files, who received.
func (s *sheet) drawReceipt(r receiptPage) {
	s.officeHead(r.Office)
	s.family, s.size, s.line = "serif", 14, 6.6
	s.font("B")
	s.paragraph(r.Title, "C")
	s.space(4)
	s.size, s.line = bodySize, lineMM
	for _, f := range r.Facts {
		s.font("B")
		s.pdf.Write(s.line, s.coverage.fit(f.Name)+" ")
		s.font("")
		s.pdf.Write(s.line, s.coverage.fit(f.Value))
		s.pdf.Ln(s.line + 1)
	}
	s.space(3)
	s.fileList(r)
	s.family, s.size, s.line = "serif", bodySize, lineMM
	s.font("")
	for _, text := range append([]string{r.Total}, r.Texts...) {
		s.paragraph(text, "L")
		s.space(2)
	}
	s.signature(r.By)
}

// fileList writes one row a file: number, name, size, sheets, and under the name
// the check sum. A row is never parted by a page.
func (s *sheet) fileList(r receiptPage) {
	s.family, s.size, s.line = "sans", smallSize+.5, 4.6
	s.fileHead(r.Sheets)
	for _, f := range r.Files {
		s.font("")
		lines := s.pdf.SplitText(s.coverage.fit(publish.Clean(f.Name)), nameMM-2)
		height := float64(len(lines)+1)*s.line + 2
		if s.pdf.GetY()+height > pageHeight-marginBottom {
			s.pdf.AddPage()
			s.fileHead(r.Sheets)
		}
		y := s.pdf.GetY()
		s.font("")
		s.cellAt(marginLeft, y, numberMM, f.Number, "L")
		s.cellAt(marginLeft+numberMM+nameMM, y, sizeMM, f.Size, "R")
		if r.Sheets {
			s.cellAt(marginLeft+numberMM+nameMM+sizeMM, y, sheetsMM, f.Sheets, "R")
		}
		for i, line := range lines {
			s.cellAt(marginLeft+numberMM, y+float64(i)*s.line, nameMM, line, "L")
		}
		size := s.size
		s.size = 7.5
		s.font("")
		s.cellAt(marginLeft+numberMM, y+float64(len(lines))*s.line, textWidth-numberMM, "SHA-256: "+f.SHA256, "L")
		s.size = size
		s.pdf.Line(marginLeft, y+height-1, pageWidth-marginRight, y+height-1)
		s.pdf.SetXY(marginLeft, y+height)
	}
	s.space(4)
}

func (s *sheet) fileHead(sheets bool) {
	s.font("B")
	y := s.pdf.GetY()
	s.cellAt(marginLeft, y, numberMM, "№", "L")
	s.cellAt(marginLeft+numberMM, y, nameMM, "Файл", "L")
	s.cellAt(marginLeft+numberMM+nameMM, y, sizeMM, "Размер", "R")
	if sheets {
		s.cellAt(marginLeft+numberMM+nameMM+sizeMM, y, sheetsMM, "Листов", "R")
	}
	s.pdf.Line(marginLeft, y+s.line+.5, pageWidth-marginRight, y+s.line+.5)
	s.pdf.SetXY(marginLeft, y+s.line+1.5)
}

func (s *sheet) cellAt(x, y, width float64, text, align string) {
	s.pdf.SetXY(x, y)
	s.pdf.CellFormat(width, s.line, s.coverage.fit(text), "", 0, align, false, 0, "")
}
