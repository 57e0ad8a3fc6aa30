package corpus

import (
	"fmt"
	"strconv"
)

// order211 is the statement of order 211: two pages, a ruled table.
func order211(p *press, a Application) States {
	a.Authors = a.Authors[:1]
	third := func(title string) cell {
		return cell{bodyWidth / 3, func(c *column) {
			c.centred(c.note(title))
			c.gap(12)
			c.centred(c.note("Дата поступления: ___.___.20___"))
		}}
	}
	p.row(50, third("ВХОДЯЩИЙ НОМЕР ВК"), third("РЕГИСТРАЦИОННЫЙ НОМЕР ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ в РЕЕСТРЕ"), third("РЕГИСТРАЦИОННЫЙ номер заявки"))
	p.row(0, cell{bodyWidth / 2, func(c *column) {
		c.text(c.label("В Федеральную службу по интеллектуальной собственности\nБережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993"))
		c.gap(6)
		c.centred(run{c.hand.title, "ЗАЯВЛЕНИЕ"})
		c.centred(c.label("о государственной регистрации (отметить [X]):"))
		objectTicks(c, a)
	}}, cell{bodyWidth / 2, func(c *column) {
		c.text(c.head("АДРЕС ДЛЯ ПЕРЕПИСКИ"), c.label("(почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)"))
		c.gap(3)
		c.text(c.value(a.Address))
		c.gap(5)
		c.filled("Тел.:", a.Phone)
		c.filled("Факс:", "")
		c.filled("Адрес электронной почты:", a.Email)
		if a.Agent != "" {
			c.gap(3)
			c.text(c.head("ПРЕДСТАВИТЕЛЬ ЗАЯВИТЕЛЯ"), c.label("(фамилия, имя, отчество; действует на основании доверенности)"))
			c.text(c.value(a.Agent))
		}
	}})
	p.full(func(c *column) {
		c.text(c.label("Представляя указанные ниже документы, подтверждаю(ем) отсутствие в них сведений, составляющих государственную тайну, и прошу(сим) зарегистрировать указанную в настоящем заявлении программу для ЭВМ или базу данных."))
	})
	p.full(func(c *column) {
		c.text(c.head("1. НАЗВАНИЕ ПРЕДСТАВЛЕННОЙ НА РЕГИСТРАЦИЮ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ:"))
		c.text(c.value(a.Title))
	})
	p.full(func(c *column) {
		c.filled("1А. Альтернативное или предыдущее название:", "")
	})
	order211Holders(p, a)
	order211Grounds(p, a)
	p.page()
	order211Authors(p, a)
	order211Rest(p, a)
	return a.statementStates(1)
}

func order211Holders(p *press, a Application) {
	p.full(func(c *column) {
		c.text(c.head("2. ПРАВООБЛАДАТЕЛЬ(И) (ЗАЯВИТЕЛЬ(И))"), c.label("(фамилия, имя, отчество (последнее — при наличии) физического лица или наименование юридического лица согласно учредительным документам; место жительства или место нахождения, включая указание страны). Данные о месте жительства и о документе, удостоверяющем личность, не публикуются."))
	})
	for _, h := range a.Holders {
		p.row(0, cell{bodyWidth * 0.64, func(c *column) {
			c.text(c.value(h.Name))
			c.gap(2)
			c.text(c.label(h.placeLabel()), c.value(printedPlace(h.Country, h.Address)))
		}}, cell{bodyWidth * 0.36, func(c *column) {
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

func (h Holder) placeLabel() string {
	if h.Organisation {
		return "Место нахождения:"
	}
	return "Место жительства:"
}

func order211Grounds(p *press, a Application) {
	p.full(func(c *column) {
		c.text(c.head("3. ОСНОВАНИЯ ВОЗНИКНОВЕНИЯ ПРАВА НА РЕГИСТРИРУЕМУЮ ПРОГРАММУ ДЛЯ ЭВМ или БАЗУ ДАННЫХ"), c.label("(отметить [X]):"))
		organisation := a.Holders[0].Organisation
		c.tick(organisation, c.label("заявитель является работодателем автора"))
		c.tick(false, c.label("передача права автором или его правопреемником заявителю"))
		c.tick(!organisation, c.label("заявитель является автором"))
	})
	p.row(0, cell{bodyWidth * 0.36, func(c *column) {
		c.text(c.head("5. ГОД СОЗДАНИЯ (завершения):"), c.value(a.Year))
	}}, cell{bodyWidth * 0.64, func(c *column) {
		c.text(c.head("СТРАНА И ГОД ПЕРВОГО ОБНАРОДОВАНИЯ"))
		c.filled("Страна:", a.Country)
		c.filled("Год:", a.Published)
	}})
	p.full(func(c *column) {
		c.tick(false, c.label("6. Программа для ЭВМ или база данных содержит персональные данные; регистрационный номер в реестре операторов: ____________"))
	})
}

func order211Authors(p *press, a Application) {
	p.full(func(c *column) {
		c.text(c.head("7. АВТОРЫ."), c.label("Всего авторов:"), c.value(strconv.Itoa(len(a.Authors))))
		c.tick(a.Refused, c.label("авторы отказались быть упомянутыми в качестве таковых"))
	})
	if a.Refused {
		return
	}
	for i, author := range a.Authors {
		authorBox(p, fmt.Sprintf("7А. %s", ordinal(i, len(a.Authors))), author)
	}
}

func ordinal(i, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf("%d. ", i+1)
}

// authorBox prints box 7А of the statement or of a further sheet.
func authorBox(p *press, number string, a Author) {
	p.full(func(c *column) {
		c.text(c.head(number+"СВЕДЕНИЯ ОБ АВТОРЕ"), c.label("(для указания сведений о других авторах заполняется форма РП/ДОП)"))
		c.gap(2)
		c.text(c.label("Фамилия Имя Отчество:"), c.value(a.Name))
		c.gap(2)
		c.beside(
			cell{c.w / 2, func(c *column) {
				c.text(c.label("Дата рождения (число, месяц, год):"), c.value(dotted(a.Born)))
			}},
			cell{c.w / 2, func(c *column) { c.text(c.label("Гражданство:"), c.value(a.Country)) }})
		c.gap(2)
		c.text(c.label("Место жительства, включая указание страны:"), c.value(printedPlace(a.Country, a.Address)))
	})
	p.full(func(c *column) {
		c.text(c.label("Краткое описание творческого вклада автора при создании регистрируемой программы для ЭВМ или базы данных:"))
		c.text(c.value(a.Contribution))
	})
	p.full(func(c *column) {
		c.text(c.label("При публикации сведений о государственной регистрации программы для ЭВМ или базы данных прошу (отметить [X]):"))
		mentionTicks(c, a)
	})
}

func order211Rest(p *press, a Application) {
	p.full(func(c *column) {
		c.text(c.head("8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ"), c.label("(отметить [X]):"))
		c.tick(true, c.label("депонируемые материалы, идентифицирующие программу для ЭВМ или базу данных,"), c.label("на ___ л. в 1 экз."))
		c.tick(true, c.label("реферат на 1 л. в 1 экз."))
		c.tick(false, c.label("дополнение к заявлению (форма РП/ДОП) на ___ л."))
		c.tick(a.Agent != "", c.label("доверенность на 1 л. в 1 экз."))
	})
	p.full(func(c *column) {
		c.text(c.head("9. СВЕДЕНИЯ О ПЛАТЕЛЬЩИКЕ"), c.label("(заполняются по желанию заявителя)"))
		c.filled("Плательщик:", "")
	})
	p.full(func(c *column) {
		c.text(c.head("10. КОНТАКТНЫЕ РЕКВИЗИТЫ ДЛЯ ПРЕДОСТАВЛЕНИЯ ИНФОРМАЦИИ ЗАИНТЕРЕСОВАННЫМ ЛИЦАМ"), c.label("(телефон, адрес электронной почты и др.; публикуются только при заполнении):"))
		c.gap(10)
	})
	p.full(func(c *column) {
		c.text(c.head("11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ"), c.label("(подпись, фамилия, имя, отчество; для юридического лица — должность руководителя или уполномоченного лица; дата)"))
		for _, sign := range a.Signatures {
			signatureLine(c, sign, dotted(sign.Date))
		}
		c.text(c.label("Подпись любого лица должна быть расшифрована с указанием фамилии, имени, отчества и даты подписания заявления."))
	})
}

// furtherSheet is the sheet for authors from the second on.
func furtherSheet(p *press, a Application) States {
	if len(a.Authors) > 2 {
		a.Authors = a.Authors[:2]
	}
	a.Refused = false
	p.row(0, cell{bodyWidth / 3, func(c *column) {
		c.centred(c.note("ВХОДЯЩИЙ НОМЕР ВК"))
		c.gap(20)
	}}, cell{bodyWidth * 2 / 3, func(c *column) {
		c.right(c.label("Форма РП/ДОП"))
		c.centred(run{c.hand.title, "ДОПОЛНЕНИЕ К ЗАЯВЛЕНИЮ"})
		c.centred(c.label("о государственной регистрации программы для ЭВМ или базы данных"))
	}})
	p.full(func(c *column) {
		c.text(c.head("1. НАЗВАНИЕ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ:"), c.value(a.Title))
	})
	for i, author := range a.Authors {
		authorBox(p, fmt.Sprintf("7А. %d. ", i+2), author)
	}
	s := a.authorStates(0, len(a.Authors))
	s.put("title", a.Title)
	return s
}
