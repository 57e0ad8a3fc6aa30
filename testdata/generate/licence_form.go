package main

import "strings"

// drawLicence draws the statement or the petition as a ruled form. The form that
// the ministry approves is not in our sources: this one is ours, with the matter
// that order 144 пп. 17, 18 and 23 ask for.
func drawLicence(s *sheet, l licence) {
	s.page()
	drawLicenceHead(s, l)
	drawPatent(s, l)
	drawPatentHolders(s, l)
	if l.Petition {
		drawPublication(s, l)
	} else {
		s.row(24, cell{bodyWidth, func(c *column) {
			c.text(head("4. УСЛОВИЯ ПРЕДОСТАВЛЕНИЯ ПРАВА ИСПОЛЬЗОВАНИЯ:"))
			c.gap(1)
			c.text(value(l.Conditions))
		}})
	}
	drawDelegate(s, l)
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("6. ПРИЛАГАЕМЫЕ ДОКУМЕНТЫ:"))
		c.text(value(strings.Join(l.Attachments, "\n")))
	}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("7. ПОДПИСЬ(И) ПРАВООБЛАДАТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ "), label("(должность, подпись, фамилия, имя, отчество, дата подписания)"))
		c.gap(2)
		for _, sign := range l.Signatures {
			drawSignature(c, sign)
		}
		drawCertificates(c, l.Signatures)
	}})
	footer(s, "Открытая лицензия", "лист 1")
}

func drawLicenceHead(s *sheet, l licence) {
	title, about := "ЗАЯВЛЕНИЕ", "о предоставлении любому лицу права использования изобретения, полезной модели или промышленного образца (открытой лицензии)"
	request := "Прошу (просим) внести в Государственный реестр и опубликовать в официальном бюллетене сведения об открытой лицензии в отношении патента:"
	if l.Petition {
		title, about = "ХОДАТАЙСТВО", "об отзыве заявления о предоставлении любому лицу права использования изобретения, полезной модели или промышленного образца (открытой лицензии)"
		request = "Прошу (просим) внести в Государственный реестр и опубликовать в официальном бюллетене сведения об отзыве заявления в отношении патента:"
	}
	box := func(text string) cell {
		return cell{bodyWidth / 2, func(c *column) {
			c.aligned(centre, note(text))
			c.gap(7)
			c.aligned(centre, note("Дата поступления: ___.___.20___"))
		}}
	}
	s.row(0, box("ВХОДЯЩИЙ НОМЕР"), box("РЕГИСТРАЦИОННЫЙ НОМЕР"))
	s.row(0,
		cell{bodyWidth / 2, func(c *column) {
			c.text(label("В Федеральную службу по интеллектуальной собственности\nБережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993"))
			c.gap(3)
			c.aligned(centre, run{face{"serif", "B", 11}, title})
			c.aligned(centre, label(about))
		}},
		cell{bodyWidth / 2, func(c *column) {
			c.text(head("АДРЕС ДЛЯ ПЕРЕПИСКИ "), label("(почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)"))
			c.gap(1)
			c.text(value(l.Correspondence))
			c.gap(2)
			c.filled("Тел.:", l.Phone)
			c.gap(0.8)
			c.filled("Адрес электронной почты:", l.Email)
		}})
	s.row(0, cell{bodyWidth, func(c *column) { c.text(label(request)) }})
}

func drawPatent(s *sheet, l licence) {
	s.row(0,
		cell{bodyWidth * 0.6, func(c *column) {
			c.text(head("1. ОБЪЕКТ ПАТЕНТНЫХ ПРАВ "), label("(отметить [X]):"))
			c.gap(0.6)
			c.tick(l.Object == "invention", label("изобретение"))
			c.tick(l.Object == "utility-model", label("полезная модель"))
			c.tick(l.Object == "design", label("промышленный образец"))
		}},
		cell{bodyWidth * 0.4, func(c *column) {
			c.text(head("НОМЕР ПАТЕНТА:"))
			c.gap(1)
			c.text(value(strings.Join(l.Patents, ", ")))
		}})
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("2. НАЗВАНИЕ ИЗОБРЕТЕНИЯ, ПОЛЕЗНОЙ МОДЕЛИ ИЛИ ПРОМЫШЛЕННОГО ОБРАЗЦА:"))
		c.gap(0.6)
		c.text(value(l.Title))
	}})
}

func drawPatentHolders(s *sheet, l licence) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("3. ПАТЕНТООБЛАДАТЕЛЬ(И) "), label("(фамилия, имя, отчество (последнее — при наличии) или наименование; место жительства или место нахождения, включая указание страны):"))
	}})
	for _, h := range l.Holders {
		s.row(0,
			cell{116, func(c *column) {
				c.text(value(h.Name))
				c.gap(0.8)
				c.text(label("Место нахождения (место жительства):"), value(printedPlace(h.Country, h.Address)))
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
			}})
	}
}

func drawPublication(s *sheet, l licence) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("4. СВЕДЕНИЯ ОБ ОТКРЫТОЙ ЛИЦЕНЗИИ ОПУБЛИКОВАНЫ:"), value("бюллетень № "+l.Issue+" от "+russianDate(l.IssueOn)))
		c.gap(1)
		c.text(head("ПРЕДЛОЖЕНИЯ О ЗАКЛЮЧЕНИИ ЛИЦЕНЗИОННОГО ДОГОВОРА "), label("(отметить [X]):"))
		c.gap(0.6)
		c.tick(l.NoOffers, label("предложений в письменной форме о заключении лицензионного договора не поступало"))
	}})
}

func drawDelegate(s *sheet, l licence) {
	s.row(0, cell{bodyWidth, func(c *column) {
		c.text(head("5. ПРЕДСТАВИТЕЛЬ: "), value(l.Representative))
		c.gap(0.8)
		c.filled("Доверенность:", l.Deed)
	}})
}
