package main

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// paper is one paper of an application: its kind and how it is drawn.
type paper struct {
	kind pipeline.DocumentKind
	draw func(*sheet, application, counts)
}

func statementPaper() paper {
	return paper{pipeline.Statement, drawStatement}
}

func abstractPaper() paper { return paper{pipeline.Abstract, drawAbstract} }

func depositPaper() paper { return paper{pipeline.DepositedMaterials, drawDeposit} }

// drawAbstract draws the abstract: a title and a line for each datum.
func drawAbstract(s *sheet, a application, _ counts) {
	s.page()
	s.y = 24
	c := &column{s: s, x: 25, w: 165, y: s.y}
	c.aligned(centre, run{titleFace, "РЕФЕРАТ"})
	c.gap(6)
	for _, line := range abstractLines(a) {
		c.text(run{boldFace, line.name + ":"}, body(line.text))
		c.gap(2.4)
	}
	if c.y > bodyBottom {
		s.fail("the abstract runs off the page")
	}
}

// datum is one line of an abstract.
type datum struct{ name, text string }

// abstractLines returns what an abstract states, in the order of its lines; an
// author who is not to be named is not.
func abstractLines(a application) []datum {
	var authors, holders []string
	for _, p := range a.Authors {
		switch {
		case a.AuthorsRefused:
		case p.Mention == "named":
			authors = append(authors, p.Name)
		case p.Mention == "pseudonym":
			authors = append(authors, p.Pseudonym)
		}
	}
	for _, h := range a.Holders {
		holders = append(holders, h.Name)
	}
	all := []datum{
		{"Авторы", strings.Join(authors, ", ")},
		{"Правообладатель", strings.Join(holders, "; ")},
		{objectName(a.Kind), a.Title},
		{"Аннотация", a.Abstract},
		{"Тип ЭВМ", a.ComputerType},
		{"Язык", a.Language},
		{"ОС", a.OS},
		{"Вид и версия СУБД", a.DBMS},
		{"Объем " + objectGenitive(a.Kind), a.Size},
	}
	return slices.DeleteFunc(all, func(d datum) bool { return d.text == "" })
}

func objectName(kind string) string {
	if kind == "program" {
		return "Программа"
	}
	return "База данных"
}

func objectGenitive(kind string) string {
	if kind == "program" {
		return "программы"
	}
	return "базы данных"
}

// depositHeading is the heading of the title page of deposited materials.
func depositHeading(kind string) string {
	if kind == "program" {
		return "ИСХОДНЫЙ ТЕКСТ ПРОГРАММЫ ДЛЯ ЭВМ"
	}
	return "МАТЕРИАЛЫ, ИДЕНТИФИЦИРУЮЩИЕ БАЗУ ДАННЫХ"
}

//go:embed listings
var listings embed.FS

// listingLines is how many lines of a listing stand on a page.
const listingLines = 78

// listing returns the lines of a listing, tabs spread to four spaces.
func listing(name string) ([]string, error) {
	text, err := listings.ReadFile("listings/" + name + ".txt")
	if err != nil {
		return nil, err
	}
	spread := strings.ReplaceAll(strings.TrimRight(string(text), "\n"), "\t", "    ")
	return strings.Split(spread, "\n"), nil
}

// drawDeposit draws the deposited materials: a title page and the numbered
// pages of the listing.
func drawDeposit(s *sheet, a application, _ counts) {
	lines, err := listing(a.Listing)
	if err != nil {
		s.fail("listing: %v", err)
		return
	}
	s.page()
	c := &column{s: s, x: 30, w: 150, y: 70}
	c.aligned(centre, run{titleFace, depositHeading(a.Kind)})
	c.gap(8)
	c.aligned(centre, run{boldFace, a.Title})
	c.gap(14)
	for _, h := range a.Holders {
		c.text(run{boldFace, "Правообладатель:"}, body(h.Name))
		c.gap(2)
	}
	if !a.AuthorsRefused {
		for _, p := range a.Authors {
			if p.Mention == "named" {
				c.text(run{boldFace, "Автор:"}, body(p.Name))
				c.gap(2)
			}
		}
	}
	s.put(bodyFace, 102, 275, year(a.CreationYear))

	const leading = 3.35
	for number := 2; len(lines) > 0; number++ {
		n := min(listingLines, len(lines))
		s.page()
		for i, l := range lines[:n] {
			if len([]rune(l)) > 105 {
				s.fail("listing line too long: %q", l)
			}
			s.put(codeFace, 20, 16+float64(i)*leading, l)
		}
		s.put(noteFace, 190, 288, fmt.Sprint(number))
		lines = lines[n:]
	}
}

func stampedStatementPaper() paper { return paper{pipeline.Statement, drawStampedStatement} }

// drawStampedStatement draws the statement with the applicant's seal over the
// signature and the office's stamp over its corner.
func drawStampedStatement(s *sheet, a application, n counts) {
	drawStatement(s, a, n)
	s.stamp(92, s.y-12, 17, strings.ToUpper(a.Holders[0].Name)+" * ", "ДЛЯ", "ДОКУМЕНТОВ")
	last := s.pdf.PageNo()
	s.pdf.SetPage(last - 1)
	s.intakeStamp(26, 15, "№ 026-98-04117", "02.04.2026")
	s.pdf.SetPage(last)
}
