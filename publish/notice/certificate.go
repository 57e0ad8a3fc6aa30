package notice

import (
	"cmp"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// certificate is свидетельство: one page, one copy (order 210 п. 87; the form is
// that of order 211, by general knowledge).
type certificate struct {
	Office     publish.Office
	Head       string
	Object     string // "программы для ЭВМ"
	Register   string // "Реестре программ для ЭВМ" is said as "в реестре: …"
	Number     string
	Title      string
	Holders    []string
	Authors    []string
	Declined   bool
	Applied    string // "№ 2026610001, поступила 1 марта 2026 года"
	Registered string
}

// Certificate returns the certificate of a registration as HTML and as PDF of one
// page. An entry without number, date or title is Invalid: such a paper would
// certify nothing.
func (p *Printer) Certificate(e pipeline.Entry) (html, pdf []byte, err error) {
	c, err := p.certificateOf(e)
	if err != nil {
		return nil, nil, err
	}
	if html, err = p.execute("certificate.html", c); err != nil {
		return nil, nil, err
	}
	pdf, err = p.certificatePDF(c, e)
	return html, pdf, err
}

func (p *Printer) certificateOf(e pipeline.Entry) (certificate, error) {
	r := publish.RecordOf(e)
	if r.Number == "" || r.Title == "" || r.Date.IsZero() {
		return certificate{}, &pipeline.Error{Op: "print certificate", Doc: e.Key(), Kind: pipeline.Invalid,
			Advice: "В записи реестра нет номера, даты регистрации или названия. Свидетельство без них не печатается."}
	}
	register, ok := p.registers[e.Register]
	if !ok {
		return certificate{}, &pipeline.Error{Op: "print certificate", Doc: e.Key(), Kind: pipeline.Unsupported,
			Advice: "Для этого реестра форма свидетельства не задана."}
	}
	c := certificate{
		Office: p.config.Office, Head: p.config.Head, Object: register.Object, Register: register.Title,
		Number: r.Number, Title: r.Title, Declined: r.AuthorsDeclined, Registered: publish.LongDate(r.Date),
	}
	for _, h := range r.Holders {
		c.Holders = append(c.Holders, publish.PartyName(h))
	}
	for _, a := range r.Authors {
		c.Authors = append(c.Authors, publish.PartyName(a))
	}
	if r.ApplicationNo != "" {
		c.Applied = "№ " + r.ApplicationNo
	}
	if !r.ApplicationDate.IsZero() {
		c.Applied = strings.TrimPrefix(c.Applied+", поступила "+publish.LongDate(r.ApplicationDate), ", ")
	}
	return c, nil
}

// AuthorsText names the authors, or says that they declined.
func (c certificate) AuthorsText() string {
	named := strings.Join(c.Authors, ", ")
	switch {
	case c.Declined && named != "":
		return named + "; иные авторы отказались быть упомянутыми в качестве таковых"
	case c.Declined:
		return "отказались быть упомянутыми в качестве таковых"
	}
	return cmp.Or(named, "сведения в реестре отсутствуют")
}

// HoldersText names the holders.
func (c certificate) HoldersText() string {
	return cmp.Or(strings.Join(c.Holders, ", "), "сведения в реестре отсутствуют")
}

// certificatePDF draws the page, smaller until all of it fits. What cannot be
// read at any size is cut, saying where the whole stands.
func (p *Printer) certificatePDF(c certificate, e pipeline.Entry) ([]byte, error) {
	for scale := 1.0; scale >= .45; scale -= .05 {
		s := p.newSheet("Свидетельство № "+c.Number, e.Date, "")
		s.pdf.SetAutoPageBreak(false, 0)
		if s.drawCertificate(c, scale) {
			return s.finish(e.Key())
		}
	}
	full := " … (полностью — в записи № " + c.Number + ": " + c.Register + ")"
	for limit := 1500; limit >= 50; limit /= 2 {
		cut := c
		cut.Title = shorten(c.Title, limit, full)
		cut.Holders = []string{shorten(c.HoldersText(), limit, full)}
		cut.Authors, cut.Declined = []string{shorten(c.AuthorsText(), limit, full)}, false
		s := p.newSheet("Свидетельство № "+c.Number, e.Date, "")
		s.pdf.SetAutoPageBreak(false, 0)
		if s.drawCertificate(cut, .5) {
			return s.finish(e.Key())
		}
	}
	return nil, &pipeline.Error{Op: "print certificate", Doc: e.Key(), Kind: pipeline.TooLarge,
		Advice: "Сведения записи не помещаются на одну страницу свидетельства. Проверьте название и перечень лиц."}
}

func shorten(s string, limit int, note string) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return strings.TrimSpace(string(runes[:limit])) + note
}

// drawCertificate draws the page at a scale; false when it does not fit.
func (s *sheet) drawCertificate(c certificate, scale float64) bool {
	s.frame()
	set := func(family, style string, size float64) {
		s.family, s.size = family, size*scale
		s.line = s.size * .48
		s.font(style)
	}
	s.pdf.SetMargins(marginLeft+5, marginTop, marginRight+15)
	s.pdf.SetXY(marginLeft+5, 34)
	set("serif", "", 13)
	s.paragraph("РОССИЙСКАЯ ФЕДЕРАЦИЯ", "C")
	s.pdf.Ln(2 * scale)
	set("serif", "B", 13)
	s.paragraph(c.Office.Name, "C")
	s.pdf.Ln(14 * scale)
	set("serif", "B", 28)
	s.paragraph("СВИДЕТЕЛЬСТВО", "C")
	set("serif", "", 14)
	s.paragraph("о государственной регистрации "+c.Object, "C")
	s.pdf.Ln(4 * scale)
	set("serif", "B", 20)
	s.paragraph("№ "+c.Number, "C")
	s.pdf.Ln(10 * scale)
	set("serif", "B", 15)
	s.paragraph(c.Title, "C")
	s.pdf.Ln(10 * scale)
	for _, row := range [][2]string{
		{"Правообладатель: ", c.HoldersText()},
		{"Авторы: ", c.AuthorsText()},
		{"Заявка ", c.Applied},
		{"Дата государственной регистрации: ", c.Registered},
		{"Внесено: ", c.Register},
	} {
		if row[1] == "" {
			continue
		}
		set("serif", "I", 12.5)
		s.pdf.Write(s.line, s.coverage.fit(row[0]))
		set("serif", "", 12.5)
		s.pdf.Write(s.line, s.coverage.fit(row[1]))
		s.pdf.Ln(s.line + 3.5*scale)
	}
	if s.pdf.GetY() > 242 {
		return false
	}
	s.pdf.SetY(250)
	s.family, s.size, s.line = "serif", 12, 5.6
	s.font("")
	s.paragraph(c.Head, "L")
	s.pdf.Line(120, 262, 180, 262)
	return s.pdf.GetY() < 275 && s.pdf.PageCount() == 1
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
