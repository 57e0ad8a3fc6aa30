package main

import (
	"slices"
	"strconv"

	"vestnik/pipeline"
)

// counts is how many sheets the papers of a filing take, for box 8.
type counts map[pipeline.DocumentKind]int

// drawStatement draws the statement of order 211: two pages, a ruled table.
func drawStatement(s *sheet, a application, n counts) {
	s.page()
	drawOfficeCorner(s)
	drawAddressAndKind(s, a)
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(label("Представляя указанные ниже документы, подтверждаю(ем) отсутствие в них сведений, составляющих государственную тайну, и прошу(сим) зарегистрировать указанную в настоящем заявлении программу для ЭВМ или базу данных."))
	}})
	drawTitles(s, a)
	drawHolders(s, a)
	drawGrounds(s, a)
	drawYears(s, a)
	if a.Kind == "database-1334" {
		drawInvestment(s, a)
	}
	drawPersonalData(s, a)
	footer(s, "Форма РП", "лист 1 заявления")

	s.page()
	drawAuthorCount(s, a)
	if !a.AuthorsRefused && len(a.Authors) > 0 {
		drawAuthor(s, "7А. ", a.Authors[0])
	}
	drawContents(s, n)
	drawPayer(s, a)
	drawContacts(s, a)
	drawSignatures(s, "11. ", a)
	footer(s, "Форма РП", "лист 2 заявления")
}

// drawOfficeCorner draws the boxes that the office fills in.
func drawOfficeCorner(s *sheet) {
	box := func(title, day string) cell {
		return cell{bodyWidth / 3, func(c *column) {
			c.aligned(centre, note(title))
			c.y = s.y + 14.5
			s.line(c.x+4, c.y-1, c.x+c.w-4, c.y-1)
			c.aligned(centre, note(day+" ___.___.20___"))
		}}
	}
	s.row(20,
		box("ВХОДЯЩИЙ НОМЕР ВК", "Дата поступления:"),
		box("РЕГИСТРАЦИОННЫЙ НОМЕР ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ в РЕЕСТРЕ", "Дата регистрации:"),
		box("РЕГИСТРАЦИОННЫЙ номер заявки", "Дата поступления:"))
}

func drawAddressAndKind(s *sheet, a application) {
	s.row(0,
		cell{bodyWidth / 2, func(c *column) {
			c.text(label("В Федеральную службу по интеллектуальной собственности\nБережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993"))
			c.gap(2)
			c.aligned(centre, run{face{"serif", "B", 11}, "ЗАЯВЛЕНИЕ"})
			c.aligned(centre, label("о государственной регистрации (отметить [X]):"))
			c.gap(1)
			c.tick(a.Kind == "program", head("программы для ЭВМ"))
			c.tick(a.Kind == "database-1259", head("базы данных, "), label("государственная регистрация которой осуществляется в соответствии с пунктом 4 статьи 1259 Гражданского кодекса Российской Федерации"))
			c.tick(a.Kind == "database-1334", head("базы данных, "), label("государственная регистрация которой осуществляется в соответствии с пунктом 3 статьи 1334 Гражданского кодекса Российской Федерации"))
		}},
		cell{bodyWidth / 2, func(c *column) {
			c.text(head("АДРЕС ДЛЯ ПЕРЕПИСКИ "), label("(почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)"))
			c.gap(1)
			c.text(value(a.Correspondence))
			c.gap(2)
			c.filled("Тел.:", a.Phone)
			c.gap(0.8)
			c.filled("Факс:", a.Fax)
			c.gap(0.8)
			c.filled("Адрес электронной почты:", a.Email)
			if a.Representative != "" {
				c.gap(1.5)
				c.text(head("ПРЕДСТАВИТЕЛЬ ЗАЯВИТЕЛЯ "), label("(фамилия, имя, отчество; действует на основании доверенности)"))
				c.text(value(a.Representative))
			}
		}})
}

func drawTitles(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("1. НАЗВАНИЕ ПРЕДСТАВЛЕННОЙ НА РЕГИСТРАЦИЮ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ:"))
		c.gap(0.6)
		c.text(run{face{"sans", "B", 10}, a.Title})
		c.gap(1)
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.filled("1А. Альтернативное или предыдущее название:", a.OtherTitle)
	}})
}

func drawHolders(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("2. ПРАВООБЛАДАТЕЛЬ(И) (ЗАЯВИТЕЛЬ(И)) "), label("(фамилия, имя, отчество (последнее — при наличии) физического лица или наименование юридического лица согласно учредительным документам; место жительства или место нахождения, включая указание страны). Данные о месте жительства и о документе, удостоверяющем личность, не публикуются."))
	}})
	for _, h := range a.Holders {
		s.row(0,
			cell{116, func(c *column) {
				c.text(value(h.Name))
				c.gap(0.8)
				place := "Место жительства:"
				if h.Organisation {
					place = "Место нахождения:"
				}
				c.text(label(place), value(printedPlace(h.Country, h.Address)))
			}},
			cell{64, func(c *column) {
				number := "ОГРН:"
				if len(h.OGRN) == 15 {
					number = "ОГРНИП:"
				}
				c.filled(number, h.OGRN)
				c.filled("ИНН:", h.INN)
				c.filled("КПП:", h.KPP)
				c.filled("СНИЛС:", h.SNILS)
				if !h.Organisation {
					c.filled("Документ, удостоверяющий личность:", h.Passport)
				}
			}})
	}
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(label("2А. Программа для ЭВМ или база данных создана по государственному или муниципальному контракту"))
		c.filled("Номер и дата контракта:", a.StateContract)
		c.filled("Государственный (муниципальный) заказчик:", a.Customer)
	}})
}

// printedPlace is a place with its country before it.
func printedPlace(country, address string) string {
	if country == "" {
		return address
	}
	return country + ", " + address
}

func drawGrounds(s *sheet, a application) {
	has := func(g ground) bool { return slices.Contains(a.Grounds, g) }
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("3. ОСНОВАНИЯ ВОЗНИКНОВЕНИЯ ПРАВА НА РЕГИСТРИРУЕМУЮ ПРОГРАММУ ДЛЯ ЭВМ или БАЗУ ДАННЫХ "), label("(отметить [X], если правообладатель является юридическим лицом либо не является автором):"))
		c.gap(0.6)
		top := c.y
		half := column{s: s, x: c.x, w: c.w/2 - 1, y: top}
		half.tick(has(groundEmployer), label("заявитель является работодателем автора"))
		half.tick(has(groundTransferByAuthor), label("передача прав автором или его правопреемником заявителю"))
		half.tick(has(groundAuthor), label("заявитель является автором"))
		other := column{s: s, x: c.x + c.w/2 + 1, w: c.w/2 - 1, y: top}
		other.tick(has(groundTransferByEmployer), label("передача прав работодателем заявителю"))
		other.tick(has(groundSuccession), label("право перешло к заявителю в порядке универсального правопреемства (наследование, реорганизация)"))
		c.y = max(half.y, other.y)
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(label("4. Регистрируемая программа для ЭВМ или база данных является составной частью либо содержит ранее зарегистрированные объекты того же правообладателя"))
		c.filled("Номера свидетельств:", a.Parts)
	}})
}

func drawYears(s *sheet, a application) {
	s.row(0,
		cell{60, func(c *column) {
			c.text(head("5. ГОД СОЗДАНИЯ "), label("(для базы данных по статье 1334 — год завершения создания):"))
			c.aligned(centre, value(year(a.CreationYear)))
		}},
		cell{120, func(c *column) {
			c.text(head("СТРАНА И ГОД ПЕРВОГО ОБНАРОДОВАНИЯ "), label("(заполняется, если программа или база данных обнародована)"))
			c.filled("Страна:", a.PublicationCountry)
			c.filled("Год:", year(a.PublicationYear))
		}})
}

func drawInvestment(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("5А. СВЕДЕНИЯ О БАЗЕ ДАННЫХ, ПРЕДУСМОТРЕННЫЕ СТАТЬЕЙ 1334 ГК РФ"))
		c.filled("Существенные затраты (финансовые, материальные, организационные или иные):", a.Costs)
		c.filled("Количество самостоятельных информационных элементов:", a.Elements)
		c.filled("Год обновления базы данных:", year(a.RenewalYear))
	}})
}

// year prints a year, or nothing for none.
func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func drawPersonalData(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.tick(a.PersonalData != "", label("6. Регистрируемая программа для ЭВМ или база данных содержит персональные данные"))
		c.filled("Регистрационный номер в реестре операторов персональных данных:", a.PersonalData)
	}})
}

// footer writes the form's name and the sheet's at the foot of the page.
func footer(s *sheet, form, sheetName string) {
	s.put(noteFace, marginLeft, 289, form)
	s.put(noteFace, marginLeft+bodyWidth-s.width(noteFace, sheetName), 289, sheetName)
}

// initials turns «Фамилия Имя Отчество» into «Фамилия И. О.».
func initials(name string) string {
	parts := splitName(name)
	short := parts[0]
	for _, p := range parts[1:] {
		short += " " + string([]rune(p)[0]) + "."
	}
	return short
}
