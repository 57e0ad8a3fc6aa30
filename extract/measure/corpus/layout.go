package corpus

import (
	"strings"

	"vestnik/pipeline"
)

// layout is one way in which one kind of paper is printed.
type layout struct {
	name string
	kind pipeline.DocumentKind
	draw func(*press, Application) States
	// share is how often the layout is drawn among all, by weight.
	share int
	// programs marks a form on which only programs are registered.
	programs bool
}

// layouts are all of them. The names are stable: calibration keeps some apart.
var layouts = []layout{
	{"order-211", pipeline.Statement, order211, 5, false},
	{"older-form", pipeline.Statement, olderForm, 4, false},
	{"plain-lines", pipeline.Statement, plainLines, 3, false},
	{"two-column-table", pipeline.Statement, twoColumnTable, 3, false},
	{"dotted-lines", pipeline.Statement, dottedLines, 2, true},
	{"labels-above", pipeline.Statement, labelsAbove, 3, true},
	{"further-sheet", pipeline.FurtherAuthorSheet, furtherSheet, 2, false},
	{"abstract-lines", pipeline.Abstract, abstractLines, 3, false},
	{"abstract-blocks", pipeline.Abstract, abstractBlocks, 2, false},
	{"payment-order", pipeline.ProofOfFee, paymentOrder, 2, false},
	{"cheque", pipeline.ProofOfFee, cheque, 1, false},
	{"power-of-attorney", pipeline.PowerOfAttorney, powerOfAttorney, 1, false},
	{"licence-form", pipeline.OpenLicenceStatement, licenceForm, 3, false},
	{"licence-letter", pipeline.OpenLicenceStatement, licenceLetter, 2, false},
	{"covering-letter", pipeline.CoveringLetter, coveringLetter, 1, false},
}

// Layouts names the layouts.
func Layouts() []string {
	var names []string
	for _, l := range layouts {
		names = append(names, l.name)
	}
	return names
}

var months = fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")

// dated writes 2026-02-20 as one of the ways in which dates are written.
func dated(s source, iso string) string {
	switch s.IntN(4) {
	case 0:
		return "«" + iso[8:] + "» " + month(iso) + " " + iso[:4] + " г."
	case 1:
		return iso[8:] + " " + month(iso) + " " + iso[:4] + " года"
	}
	return dotted(iso)
}

func dotted(iso string) string { return iso[8:] + "." + iso[5:7] + "." + iso[:4] }

func month(iso string) string { return months[(iso[5]-'0')*10+iso[6]-'1'] }

// printedPlace is a country and an address as forms ask for them.
func printedPlace(country, address string) string { return country + ", " + address }

// objectTicks prints the three objects of a statement, one ticked.
func objectTicks(c *column, a Application) {
	c.tick(a.Kind == "program", c.head("программы для ЭВМ"))
	c.tick(a.Kind == "database-1259", c.head("базы данных, "), c.label("государственная регистрация которой осуществляется в соответствии с пунктом 4 статьи 1259 Гражданского кодекса Российской Федерации"))
	c.tick(a.Kind == "database-1334", c.head("базы данных, "), c.label("государственная регистрация которой осуществляется в соответствии с пунктом 3 статьи 1334 Гражданского кодекса Российской Федерации"))
}

// mentionTicks prints how an author wants to be named.
func mentionTicks(c *column, p Author) {
	c.tick(p.Mention == "named", c.label("упоминать меня как автора под своим именем"))
	c.tick(p.Mention == "anonymous", c.label("не упоминать меня как автора (анонимно)"))
	pseudonym := c.label("______________________")
	if p.Pseudonym != "" {
		pseudonym = c.value(p.Pseudonym)
	}
	c.tick(p.Mention == "pseudonym", c.label("упоминать меня как автора под псевдонимом:"), pseudonym)
}

// signatureLine prints position, signature, name and date with what each is below.
func signatureLine(c *column, sign Signature, date string) {
	parts := []struct {
		at, w       float64
		text, under string
	}{
		{0, 0.27, sign.Position, "(должность)"},
		{0.29, 0.17, "", "(подпись)"},
		{0.48, 0.32, sign.Name, "(фамилия, имя, отчество)"},
		{0.82, 0.18, date, "(дата)"},
	}
	c.gap(10)
	base := c.y + 30
	for _, part := range parts {
		x, w := c.x+part.at*c.w, part.w*c.w
		if part.text != "" {
			height := c.hand.value.size * leading * float64(linesOf(c.hand.value, part.text, w))
			text := &column{press: c.press, x: x, w: w, y: base - 2 - height}
			text.centred(c.value(part.text))
		}
		c.rule(x, base, x+w, base, 0.5)
		under := &column{press: c.press, x: x, w: w, y: base + 1}
		under.centred(c.note(part.under))
	}
	c.scribble(c.x+0.31*c.w, base, 0.12*c.w)
	c.y = base + 10
}

// linesOf is how many lines a text takes in a width.
func linesOf(f Face, text string, width float64) int {
	lines, used := 1, 0.0
	for i, w := range strings.Fields(text) {
		advance := f.measure(w)
		if i > 0 {
			advance += f.width1(' ')
		}
		if used > 0 && used+advance > width {
			lines++
			used = f.measure(w)
			continue
		}
		used += advance
	}
	return lines
}
