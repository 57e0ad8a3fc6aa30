package main

import (
	"embed"
	"fmt"
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
	line := func(name, text string) {
		if text == "" {
			return
		}
		c.text(run{boldFace, name + ":"}, body(text))
		c.gap(2.4)
	}
	if !a.AuthorsRefused {
		names := make([]string, 0, len(a.Authors))
		for _, p := range a.Authors {
			switch p.Mention {
			case "named":
				names = append(names, p.Name)
			case "pseudonym":
				names = append(names, p.Pseudonym)
			}
		}
		line("Авторы", strings.Join(names, ", "))
	}
	holders := make([]string, 0, len(a.Holders))
	for _, h := range a.Holders {
		holders = append(holders, h.Name)
	}
	line("Правообладатель", strings.Join(holders, "; "))
	line(objectName(a.Kind), a.Title)
	line("Аннотация", a.Abstract)
	line("Тип ЭВМ", a.ComputerType)
	line("Язык", a.Language)
	line("ОС", a.OS)
	line("Вид и версия СУБД", a.DBMS)
	line("Объем "+objectGenitive(a.Kind), a.Size)
	if c.y > bodyBottom {
		s.fail("the abstract runs off the page")
	}
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

//go:embed listings
var listings embed.FS

// drawDeposit draws the deposited materials: a title page and the numbered
// pages of the listing.
func drawDeposit(s *sheet, a application, _ counts) {
	text, err := listings.ReadFile("listings/" + a.Listing + ".txt")
	if err != nil {
		s.fail("listing: %v", err)
		return
	}
	s.page()
	c := &column{s: s, x: 30, w: 150, y: 70}
	heading := "МАТЕРИАЛЫ, ИДЕНТИФИЦИРУЮЩИЕ БАЗУ ДАННЫХ"
	if a.Kind == "program" {
		heading = "ИСХОДНЫЙ ТЕКСТ ПРОГРАММЫ ДЛЯ ЭВМ"
	}
	c.aligned(centre, run{titleFace, heading})
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

	const perPage, leading = 78, 3.35
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	for number := 2; len(lines) > 0; number++ {
		n := min(perPage, len(lines))
		s.page()
		for i, l := range lines[:n] {
			l = strings.ReplaceAll(l, "\t", "    ")
			if len([]rune(l)) > 105 {
				s.fail("listing line too long: %q", l)
			}
			s.put(codeFace, 20, 16+float64(i)*leading, l)
		}
		s.put(noteFace, 190, 288, fmt.Sprint(number))
		lines = lines[n:]
	}
}
