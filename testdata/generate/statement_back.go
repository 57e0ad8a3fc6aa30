package main

import (
	"fmt"
	"strconv"

	"vestnik/pipeline"
)

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
