package main

import (
	"slices"
	"strconv"

	"vestnik/pipeline"
)

func olderStatementPaper() paper { return paper{pipeline.Statement, drawOlderStatement} }

// drawOlderStatement draws the older form РП: front and back of one sheet, the
// same matter as today's under other numbers, typed on a typewriter.
func drawOlderStatement(s *sheet, a application, n counts) {
	s.fill = "mono"
	defer func() { s.fill = "sans" }()
	s.page()
	s.put(noteFace, 172, 11, "Лицевая сторона")
	drawOlderCorner(s)
	drawOlderHead(s, a)
	drawOlderHolders(s, a)
	drawOlderTitle(s, a)
	s.page()
	s.put(noteFace, 172, 11, "Оборотная сторона")
	drawOlderAuthor(s, a)
	drawOlderContents(s, n)
	drawOlderAddress(s, a)
	drawSignatures(s, "14. ", a)
}

// drawOlderCorner draws the numbers' boxes, ruled with dashes.
func drawOlderCorner(s *sheet) {
	s.put(headFace, 178, 18, "Форма РП")
	s.pdf.SetDashPattern([]float64{1.2, 0.8}, 0)
	s.rect(42, 20, 46, 9)
	s.rect(138, 20, 56, 9)
	s.pdf.SetDashPattern([]float64{}, 0)
	s.put(labelFace, marginLeft, 24, "N")
	s.put(labelFace, marginLeft, 28, "Входящий")
	s.put(labelFace, 112, 24, "N Регистра-")
	s.put(labelFace, 112, 28, "ционный")
	s.put(labelFace, 42, 34, "от ___ ____________ ______ г.")
	s.put(labelFace, 138, 34, "от ___ ____________ ______ г.")
	s.y = 38
}

func drawOlderHead(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.aligned(centre, head("В ФЕДЕРАЛЬНЫЙ ОРГАН ИСПОЛНИТЕЛЬНОЙ ВЛАСТИ\nПО ИНТЕЛЛЕКТУАЛЬНОЙ СОБСТВЕННОСТИ"))
		c.aligned(centre, label("Бережковская наб., 30, корп. 1, Москва, Г-59, ГСП-5, 123995"))
		c.gap(2)
		c.aligned(centre, run{face{"serif", "B", 11}, "ЗАЯВЛЕНИЕ"})
		c.aligned(centre, head("НА ГОСУДАРСТВЕННУЮ РЕГИСТРАЦИЮ (отметить [X]):"))
		c.gap(1)
		c.tick(a.Kind == "program", label("программы для ЭВМ"))
		c.tick(a.Kind == "database-1259", label("базы данных, охраняемой авторским правом (пункт 4 статьи 1259 Кодекса)"))
		c.tick(a.Kind == "database-1334", label("базы данных, охраняемой смежным правом (пункт 3 статьи 1334 Кодекса)"))
		c.gap(1)
		c.text(label("Представляя указанные ниже документы, прошу (просим) зарегистрировать программу для ЭВМ или базу данных и выдать свидетельство о государственной регистрации."))
	}})
}

func drawOlderHolders(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("1. ПРАВООБЛАДАТЕЛЬ(И) (ЗАЯВИТЕЛЬ(И)) "), label("(полное имя или наименование согласно учредительным документам, место жительства или место нахождения, включая указание страны)"))
		for _, h := range a.Holders {
			c.gap(1)
			c.text(value(h.Name))
			place := "Место жительства:"
			if h.Organisation {
				place = "Место нахождения:"
			}
			c.text(label(place), value(printedPlace(h.Country, h.Address)))
			c.gap(1)
			c.beside(
				cell{66, func(c *column) { c.filled("ОГРН:", h.OGRN) }},
				cell{56, func(c *column) { c.filled("ИНН:", h.INN) }},
				cell{54, func(c *column) { c.filled("КПП:", h.KPP) }})
		}
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("2. ОСНОВАНИЕ ВОЗНИКНОВЕНИЯ ПРАВА "), label("(отметить [X], если заявитель не является автором)"))
		c.gap(0.5)
		c.tick(slices.Contains(a.Grounds, groundEmployer), label("заявитель является работодателем автора"))
		c.tick(slices.Contains(a.Grounds, groundTransferByAuthor), label("передача прав автором заявителю"))
		c.tick(slices.Contains(a.Grounds, groundSuccession), label("право перешло к заявителю по наследству или в порядке правопреемства"))
	}})
}

func drawOlderTitle(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("3. НАЗВАНИЕ РЕГИСТРИРУЕМОЙ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ"))
		c.gap(0.8)
		c.text(value(a.Title))
		c.gap(0.8)
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.filled("4. Предыдущее или альтернативное название:", a.OtherTitle)
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.filled("5. Составное произведение; номера ранее зарегистрированных частей:", a.Parts)
	}})
	s.row(0,
		cell{60, func(c *column) { c.text(head("6. ГОД СОЗДАНИЯ:"), value(year(a.CreationYear))) }},
		cell{120, func(c *column) {
			c.text(head("7. СТРАНА И ГОД ПЕРВОГО ВЫПУСКА В СВЕТ"))
			c.filled("Страна:", a.PublicationCountry)
			c.filled("Год:", year(a.PublicationYear))
		}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.tick(a.PersonalData != "", label("8. Программа для ЭВМ или база данных содержит персональные данные"))
	}})
}

func drawOlderAuthor(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("9. АВТОРЫ:"), label("Всего авторов"), value(strconv.Itoa(len(a.Authors))))
		c.tick(a.AuthorsRefused, label("авторы отказались быть упомянутыми в качестве таковых"))
	}})
	if !a.AuthorsRefused {
		drawAuthor(s, "9А. ", a.Authors[0])
	}
}

func drawOlderContents(s *sheet, n counts) {
	sheets := func(count int) string {
		if count == 0 {
			return "___"
		}
		return strconv.Itoa(count)
	}
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("10. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ "), label("(отметить [X])"))
		c.gap(0.5)
		for _, d := range []struct {
			kind pipeline.DocumentKind
			text string
		}{
			{pipeline.DepositedMaterials, "идентифицирующие материалы в форме распечатки исходного текста на"},
			{pipeline.Abstract, "реферат на"},
			{pipeline.FurtherAuthorSheet, "дополнение к заявлению на"},
			{pipeline.PowerOfAttorney, "доверенность на"},
			{pipeline.ProofOfFee, "документ об уплате государственной пошлины на"},
		} {
			c.tick(n[d.kind] > 0, label(d.text), value(sheets(n[d.kind])), label("л. в 1 экз."))
		}
	}})
}

func drawOlderAddress(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("11. СВЕДЕНИЯ О ПЛАТЕЛЬЩИКЕ"))
		payer := ""
		if a.Fee != nil {
			payer = a.Fee.Payer
		}
		c.filled("Плательщик государственной пошлины:", payer)
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("12. АДРЕС ДЛЯ ПЕРЕПИСКИ "), label("(почтовый индекс, адрес, имя или наименование адресата)"))
		c.text(value(a.Correspondence))
		c.gap(1)
		c.beside(
			cell{56, func(c *column) { c.filled("Телефон:", a.Phone) }},
			cell{50, func(c *column) { c.filled("Факс:", a.Fax) }},
			cell{70, func(c *column) { c.filled("E-mail:", a.Email) }})
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.filled("13. Контактные реквизиты для предоставления информации заинтересованным лицам:", a.Contacts)
	}})
}
