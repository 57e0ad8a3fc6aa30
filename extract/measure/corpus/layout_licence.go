package corpus

// licenceForm is the statement of an open licence as a ruled form.
func licenceForm(p *press, a Application) States {
	half := func(text string) cell {
		return cell{bodyWidth / 2, func(c *column) {
			c.centred(c.note(text))
			c.gap(16)
		}}
	}
	p.row(0, half("ВХОДЯЩИЙ НОМЕР"), half("РЕГИСТРАЦИОННЫЙ НОМЕР"))
	p.row(0, cell{bodyWidth / 2, func(c *column) {
		c.text(c.label("В Федеральную службу по интеллектуальной собственности\nБережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993"))
		c.gap(8)
		c.centred(run{c.hand.title, "ЗАЯВЛЕНИЕ"})
		c.centred(c.label("о предоставлении любому лицу права использования изобретения, полезной модели или промышленного образца (открытой лицензии)"))
	}}, cell{bodyWidth / 2, func(c *column) {
		c.text(c.head("АДРЕС ДЛЯ ПЕРЕПИСКИ"), c.label("(почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)"))
		c.gap(3)
		c.text(c.value(a.Address))
		c.gap(5)
		c.filled("Тел.:", a.Phone)
		c.filled("Адрес электронной почты:", a.Email)
	}})
	p.row(0, cell{bodyWidth * 0.6, func(c *column) {
		c.text(c.head("1. ОБЪЕКТ ПАТЕНТНЫХ ПРАВ"), c.label("(отметить [X]):"))
		c.tick(a.Object == "invention", c.label("изобретение"))
		c.tick(a.Object == "utility-model", c.label("полезная модель"))
		c.tick(a.Object == "design", c.label("промышленный образец"))
	}}, cell{bodyWidth * 0.4, func(c *column) {
		c.text(c.head("НОМЕР ПАТЕНТА:"))
		c.gap(3)
		c.text(c.value(a.Patent))
	}})
	p.full(func(c *column) {
		c.text(c.head("2. НАЗВАНИЕ ИЗОБРЕТЕНИЯ, ПОЛЕЗНОЙ МОДЕЛИ ИЛИ ПРОМЫШЛЕННОГО ОБРАЗЦА:"))
		c.text(c.value(a.Title))
	})
	p.full(func(c *column) {
		c.text(c.head("3. ПАТЕНТООБЛАДАТЕЛЬ(И)"), c.label("(фамилия, имя, отчество (последнее — при наличии) или наименование; место жительства или место нахождения, включая указание страны):"))
	})
	for _, h := range a.Holders {
		p.row(0, cell{bodyWidth * 0.64, func(c *column) {
			c.text(c.value(h.Name))
			c.gap(2)
			c.text(c.label("Место нахождения (место жительства):"), c.value(printedPlace(h.Country, h.Address)))
		}}, cell{bodyWidth * 0.36, func(c *column) {
			number := "ОГРН:"
			if len(h.OGRN) == 15 {
				number = "ОГРНИП:"
			}
			c.filled(number, h.OGRN)
			c.filled("ИНН:", h.INN)
			c.filled("СНИЛС:", h.SNILS)
		}})
	}
	p.full(func(c *column) {
		c.text(c.head("4. УСЛОВИЯ ПРЕДОСТАВЛЕНИЯ ПРАВА ИСПОЛЬЗОВАНИЯ:"))
		c.gap(3)
		c.text(c.value(a.Conditions))
	})
	p.full(func(c *column) { c.filled("5. ПРЕДСТАВИТЕЛЬ:", a.Agent) })
	p.full(func(c *column) {
		c.text(c.head("6. ПРИЛАГАЕМЫЕ ДОКУМЕНТЫ:"), c.value("документ об уплате пошлины на 1 л."))
	})
	p.full(func(c *column) {
		c.text(c.head("7. ПОДПИСЬ(И) ПРАВООБЛАДАТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ"), c.label("(должность, подпись, фамилия, имя, отчество, дата подписания)"))
		for _, sign := range a.Signatures {
			signatureLine(c, sign, dotted(sign.Date))
		}
	})
	return a.licenceStates()
}

// licenceLetter is the same in a letter, with the labels of its matter alone.
func licenceLetter(p *press, a Application) States {
	a.Holders, a.Signatures, a.Agent = a.Holders[:1], a.Signatures[:1], ""
	h := a.Holders[0]
	c := p.column(310, 245)
	c.text(p.body("В Федеральную службу по интеллектуальной собственности"))
	p.y = c.y + 18
	p.heading("ЗАЯВЛЕНИЕ", "об открытой лицензии")
	genitive := map[string]string{"invention": "изобретение", "utility-model": "полезную модель", "design": "промышленный образец"}[a.Object]
	line := func(label, value string) { p.para(5, p.body(label+":"), p.body(value)) }
	p.para(8, p.body("Прошу опубликовать в официальном бюллетене сведения об открытой лицензии по патенту на "+genitive+" № "+a.Patent+"."))
	line("Название", a.Title)
	line("Патентообладатель", h.Name)
	line("Адрес", printedPlace(h.Country, h.Address))
	line("ИНН", h.INN)
	line("Условия открытой лицензии", a.Conditions)
	line("Адрес для переписки", a.Address)
	line("Телефон", a.Phone)
	line("Адрес электронной почты", a.Email)
	p.y += 14
	p.closing(a)
	s := a.licenceStates()
	delete(s, "holders[0].ogrn")
	delete(s, "holders[0].snils")
	return s
}
