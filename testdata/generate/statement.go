package main

import (
	"fmt"
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
	has := func(g ground) bool {
		for _, b := range a.Grounds {
			if b == g {
				return true
			}
		}
		return false
	}
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

func drawAuthorCount(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		count := value(strconv.Itoa(len(a.Authors)))
		if len(a.Authors) == 0 {
			count = label("______")
		}
		c.text(head("7. АВТОРЫ. "), label("Всего авторов:"), count)
		c.gap(0.6)
		c.tick(a.AuthorsRefused, label("авторы отказались быть упомянутыми в качестве таковых"))
	}})
}

// drawAuthor draws box 7А of the statement or of a further sheet.
func drawAuthor(s *sheet, number string, p author) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head(number+"СВЕДЕНИЯ ОБ АВТОРЕ"), label("(для указания сведений о других авторах заполняется форма РП/ДОП)"))
		c.gap(1)
		c.text(label("Фамилия Имя Отчество:"), value(p.Name))
		c.gap(1)
		c.beside(
			cell{92, func(c *column) {
				c.text(label("Дата рождения (число, месяц, год):"), value(russianDate(p.Born)))
			}},
			cell{84, func(c *column) { c.text(label("Гражданство:"), value(p.Citizenship)) }})
		c.gap(1)
		c.text(label("Место жительства, включая указание страны:"), value(printedPlace(p.Country, p.Address)))
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(label("Краткое описание творческого вклада автора при создании регистрируемой программы для ЭВМ или базы данных:"))
		c.gap(0.5)
		c.text(value(p.Contribution))
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(label("При публикации сведений о государственной регистрации программы для ЭВМ или базы данных прошу (отметить [X]):"))
		c.gap(0.6)
		c.tick(p.Mention == "named", label("упоминать меня как автора под своим именем"))
		c.tick(p.Mention == "anonymous", label("не упоминать меня как автора (анонимно)"))
		pseudonym := []run{label("упоминать меня как автора под псевдонимом:")}
		if p.Pseudonym != "" {
			pseudonym = append(pseudonym, value(p.Pseudonym))
		} else {
			pseudonym = append(pseudonym, label("______________________________"))
		}
		c.tick(p.Mention == "pseudonym", pseudonym...)
		c.gap(1.2)
		top := c.y
		c.text(label("Приведённые сведения верны. Автор:"))
		c.y = top
		s.scribble(c.x+70, top+3, 30, p.Name)
		s.line(c.x+62, top+4, c.x+108, top+4)
		s.line(c.x+114, top+4, c.x+c.w, top+4)
		s.put(valueFace, c.x+118, top+3, initials(p.Name))
		under := column{s: s, x: c.x + 62, w: 46, y: top + 4.2}
		under.aligned(centre, note("(подпись)"))
		under = column{s: s, x: c.x + 114, w: c.w - 114, y: top + 4.2}
		under.aligned(centre, note("(Фамилия И. О.)"))
		c.y = under.y
	}})
}

func drawContents(s *sheet, n counts) {
	sheets := func(c *column, on bool, text string, count int) {
		amount := "____"
		if on {
			amount = strconv.Itoa(count)
		}
		copies := "__"
		if on {
			copies = "1"
		}
		c.tick(on, label(text+" на"), value(amount), label("л. в"), value(copies), label("экз."))
	}
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ "), label("(отметить [X]):"))
		c.gap(0.8)
		for _, d := range []struct {
			kind pipeline.DocumentKind
			text string
		}{
			{pipeline.DepositedMaterials, "депонируемые материалы, идентифицирующие программу для ЭВМ или базу данных,"},
			{pipeline.Abstract, "реферат"},
			{pipeline.FurtherAuthorSheet, "дополнение к заявлению (форма РП/ДОП)"},
			{pipeline.Consent, "согласие на обработку персональных данных"},
			{pipeline.PowerOfAttorney, "доверенность"},
			{pipeline.ProofOfFee, "документ, подтверждающий уплату государственной пошлины,"},
		} {
			sheets(c, n[d.kind] > 0, d.text, n[d.kind])
		}
		c.tick(false, label("другие документы:"), label("__________________________________________"))
	}})
}

func drawPayer(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("9. СВЕДЕНИЯ О ПЛАТЕЛЬЩИКЕ И ОБ УПЛАТЕ ГОСУДАРСТВЕННОЙ ПОШЛИНЫ "), label("(заполняются по желанию заявителя)"))
		fee := payment{}
		if a.Fee != nil {
			fee = *a.Fee
		}
		c.filled("Плательщик:", fee.Payer)
		c.filled("ИНН плательщика:", fee.PayerINN)
		if a.Fee == nil {
			c.filled("Сумма, дата и номер документа об уплате:", "")
			return
		}
		c.beside(
			cell{40, func(c *column) { c.text(label("Сумма:"), value(fmt.Sprintf("%d руб.", fee.Amount))) }},
			cell{50, func(c *column) { c.text(label("Дата уплаты:"), value(russianDate(fee.On))) }},
			cell{86, func(c *column) { c.text(label("Документ:"), value(fee.Document)) }})
		c.filled("УИН:", fee.UIN)
	}})
}

func drawContacts(s *sheet, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("10. КОНТАКТНЫЕ РЕКВИЗИТЫ ДЛЯ ПРЕДОСТАВЛЕНИЯ ИНФОРМАЦИИ ЗАИНТЕРЕСОВАННЫМ ЛИЦАМ "), label("(телефон, адрес электронной почты и др.; публикуются только при заполнении):"))
		if a.Contacts == "" {
			c.gap(4)
			return
		}
		c.text(value(a.Contacts))
	}})
}

func drawSignatures(s *sheet, number string, a application) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head(number+"ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ "), label("(подпись, фамилия, имя, отчество; для юридического лица — должность руководителя или уполномоченного лица; дата)"))
		c.gap(2)
		signatures := a.Signatures
		if len(signatures) == 0 {
			signatures = make([]signature, 1)
		}
		for _, sign := range signatures {
			drawSignature(c, sign)
		}
		drawCertificates(c, signatures)
		c.text(label("Подпись любого лица должна быть расшифрована с указанием фамилии, имени, отчества и даты подписания заявления."))
	}})
}

// drawSignature draws one line of box 11: position, signature, name, date.
func drawSignature(c *column, sign signature) {
	columns := []struct {
		at, w float64
		text  string
		under string
	}{
		{0, 46, sign.Position, "(должность)"},
		{50, 34, "", "(подпись)"},
		{88, 58, sign.Name, "(фамилия, имя, отчество)"},
		{150, 27, russianDate(sign.Date), "(дата)"},
	}
	c.gap(3)
	base := c.y + 4
	for _, part := range columns {
		text := column{s: c.s, x: c.x + part.at, w: part.w, y: base - 4.3}
		if part.text != "" {
			text.aligned(centre, value(part.text))
		}
		c.s.line(c.x+part.at, base+0.4, c.x+part.at+part.w, base+0.4)
		under := column{s: c.s, x: c.x + part.at, w: part.w, y: base + 0.6}
		under.aligned(centre, note(part.under))
		c.y = max(c.y, under.y)
	}
	switch {
	case sign.Electronic != "":
		mark := column{s: c.s, x: c.x + 50, w: 34, y: base - 3.4}
		mark.aligned(centre, note("электронная подпись"))
	case sign.Name != "":
		c.s.scribble(c.x+54, base, 26, sign.Name)
	}
	c.gap(1)
}

// drawCertificates draws the marks of electronic signatures, two beside each
// other: who signed, by which certificate (order 210 п. 47).
func drawCertificates(c *column, signatures []signature) {
	const width, height = 86.0, 16.5
	drawn := 0
	for _, sign := range signatures {
		if sign.Electronic == "" {
			continue
		}
		if drawn%2 == 0 {
			c.gap(height + 1.5)
		}
		x, top := c.x+float64(1-drawn%2)*(width+2), c.y-height
		c.s.rect(x, top, width, height)
		mark := column{s: c.s, x: x + 2, w: width - 4, y: top + 0.8}
		mark.aligned(centre, run{face{"sans", "B", 8}, "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ"})
		mark.text(run{face{"sans", "", 8}, "Сертификат: " + sign.Electronic + "\nВладелец: " + sign.Name +
			"\nДействителен: с 12.01.2026 по 12.04.2027"})
		drawn++
	}
	c.gap(1.5)
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
