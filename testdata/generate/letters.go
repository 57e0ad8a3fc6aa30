package main

import (
	"strings"

	"vestnik/pipeline"
)

func powerOfAttorneyPaper() paper { return paper{pipeline.PowerOfAttorney, drawPowerOfAttorney} }

func consentPaper(who string) paper {
	return paper{pipeline.Consent, func(s *sheet, a application, _ counts) { drawConsent(s, a, who) }}
}

// letter starts a page of running text and returns its column.
func (s *sheet) letter() *column {
	s.page()
	return &column{s: s, x: 27, w: 165, y: 22}
}

// drawPowerOfAttorney draws a power of attorney: place and date in words, who
// empowers whom to what, for how long, signature and seal.
func drawPowerOfAttorney(s *sheet, a application, _ counts) {
	p := a.Attorney
	c := s.letter()
	c.aligned(centre, run{titleFace, "ДОВЕРЕННОСТЬ"})
	c.gap(4)
	c.aligned(centre, body(p.Place+"\n"+p.DateInWords))
	c.gap(6)
	c.text(body("Настоящей доверенностью " + p.Principal + ", " + p.Authority + ", уполномочивает"))
	c.gap(2)
	c.text(run{boldFace, p.To + ","}, body(p.Passport+","))
	c.gap(2)
	matter := "государственной регистрации программ для ЭВМ и баз данных"
	if p.Matter != "" {
		matter = p.Matter
	}
	c.text(body("представлять интересы доверителя в Федеральной службе по интеллектуальной собственности по вопросам " + matter + ", для чего предоставляет право:"))
	for _, power := range p.Powers {
		c.gap(1.5)
		c.text(body("— " + power))
	}
	c.gap(5)
	c.text(body("Доверенность выдана сроком " + p.Term + " без права передоверия."))
	c.gap(14)
	c.text(body(p.Signatory.Position))
	s.scribble(112, c.y-1, 28, p.Signatory.Name)
	s.line(105, c.y, 145, c.y)
	s.put(bodyFace, 150, c.y-1, initials(p.Signatory.Name))
	s.put(noteFace, 118, c.y+3.4, "(подпись)")
	s.stamp(72, c.y+16, 19, strings.ToUpper(a.Holders[0].Name)+" * ", "ДЛЯ", "ДОКУМЕНТОВ")
	s.put(bodyFace, 27, c.y+34, "М. П.")
}

// drawConsent draws a person's consent to the processing of personal data.
func drawConsent(s *sheet, a application, who string) {
	c := s.letter()
	address := ""
	for _, p := range a.Authors {
		if p.Name == who {
			address = printedPlace(p.Country, p.Address)
		}
	}
	c.aligned(right, body("В Федеральную службу по\nинтеллектуальной собственности"))
	c.gap(8)
	c.aligned(centre, run{titleFace, "СОГЛАСИЕ\nна обработку персональных данных"})
	c.gap(6)
	c.text(body("Я, "), run{boldFace, who + ","}, body("проживающий(ая) по адресу: "+address+", в соответствии со статьей 9 Федерального закона от 27 июля 2006 г. № 152-ФЗ «О персональных данных» даю согласие на обработку моих персональных данных, указанных в заявке на государственную регистрацию "+strings.ToLower(objectGenitive(a.Kind))+" под названием:"))
	c.gap(2)
	c.aligned(centre, run{boldFace, "«" + a.Title + "»"})
	c.gap(2)
	c.text(body("Согласие дается на сбор, запись, систематизацию, накопление, хранение, уточнение, использование, передачу и опубликование фамилии, имени и отчества в объеме, необходимом для государственной регистрации и публикации сведений о ней."))
	c.gap(2)
	c.text(body("Согласие действует со дня его подписания и может быть отозвано письменным заявлением."))
	c.gap(16)
	date := ""
	if len(a.Signatures) > 0 {
		date = russianDate(a.Signatures[0].Date)
	}
	s.put(bodyFace, 27, c.y, date)
	s.scribble(92, c.y-0.5, 28, who)
	s.line(85, c.y+0.5, 125, c.y+0.5)
	s.put(bodyFace, 130, c.y, initials(who))
	s.put(noteFace, 98, c.y+4, "(подпись)")
}

// drawSupplyContract draws a contract that has nothing to do with the office.
func drawSupplyContract(s *sheet, _ application, _ counts) {
	c := s.letter()
	c.aligned(centre, run{titleFace, "ДОГОВОР ПОСТАВКИ № 41-П/26"})
	c.gap(4)
	c.text(body("г. Нижнеполье"))
	c.y -= 4.7
	c.aligned(right, body("16 февраля 2026 г."))
	c.gap(4)
	for _, part := range supplyContract {
		if part.heading != "" {
			c.gap(2)
			c.aligned(centre, run{boldFace, part.heading})
			c.gap(1.5)
		}
		c.text(body(part.text))
		c.gap(1.5)
	}
	c.gap(4)
	top := c.y
	c.beside(
		cell{82, func(c *column) {
			c.text(run{boldFace, "Поставщик\n"}, body("ООО «Берестяной двор»\nИНН "+organisationINN("980100377")+"\n998102, г. Нижнеполье, ул. Дегтярная, д. 5"))
		}},
		cell{82, func(c *column) {
			c.text(run{boldFace, "Покупатель\n"}, body("ООО «Заречный элеватор»\nИНН "+organisationINN("980100214")+"\n998102, г. Нижнеполье, ул. Амбарная, д. 12"))
		}})
	s.scribble(30, c.y+11, 17, "Дегтярёв")
	s.scribble(113, c.y+11, 17, "Кленов Степан Юрьевич")
	s.put(bodyFace, 27, c.y+12, "______________ / Дегтярёв П. О. /")
	s.put(bodyFace, 110, c.y+12, "______________ / Кленов С. Ю. /")
	if top > 250 {
		s.fail("the contract is too long for its page")
	}
}

// clause is a part of a contract.
type clause struct{ heading, text string }

var supplyContract = []clause{
	{"", "Общество с ограниченной ответственностью «Берестяной двор», именуемое в дальнейшем «Поставщик», в лице директора Дегтярёва Прохора Олеговича, действующего на основании устава, и общество с ограниченной ответственностью «Заречный элеватор», именуемое в дальнейшем «Покупатель», в лице генерального директора Кленова Степана Юрьевича, действующего на основании устава, заключили настоящий договор о нижеследующем."},
	{"1. Предмет договора", "1.1. Поставщик обязуется передать в собственность Покупателя мешки тканые для зерна в количестве 12 000 штук, а Покупатель обязуется принять и оплатить их.\n1.2. Качество товара подтверждается паспортом изготовителя."},
	{"2. Цена и порядок расчетов", "2.1. Цена одного мешка составляет 38 рублей 50 копеек, общая цена договора — 462 000 рублей, НДС не облагается.\n2.2. Покупатель перечисляет половину цены до 1 марта 2026 года, остальное — в течение пяти рабочих дней после приемки."},
	{"3. Срок и место поставки", "3.1. Товар поставляется до 20 марта 2026 года на склад Покупателя.\n3.2. Право собственности переходит в момент подписания накладной."},
	{"4. Ответственность сторон", "4.1. За просрочку поставки Поставщик уплачивает пеню в размере 0,1 процента цены непоставленного товара за каждый день.\n4.2. Споры рассматриваются арбитражным судом по месту нахождения ответчика."},
}

// drawEnglishStatement draws an application that a foreign applicant made up in
// English, on a form of his own.
func drawEnglishStatement(s *sheet, _ application, _ counts) {
	s.page()
	s.row(0, cell{bodyWidth, func(c *column) {
		c.aligned(centre, run{face{"serif", "B", 11}, "APPLICATION\nfor the state registration of a computer program"})
		c.aligned(centre, label("To the Federal Service for Intellectual Property, Moscow"))
	}})
	for _, box := range [][2]string{
		{"1. TITLE OF THE PROGRAM:", "Tidewatch: harbour level alerts for small ports"},
		{"2. RIGHTHOLDER (APPLICANT), name, seat and country:", "Northmere Analytics Limited, 14 Saltpan Lane, Northmere NM4 9ZZ, United Kingdom (GB)"},
		{"3. GROUND OF THE RIGHT:", "The applicant is the employer of the author"},
		{"4. YEAR OF CREATION:", "2025"},
		{"5. AUTHOR, name, date of birth, citizenship, residence:", "Edwin Marlowe Thackery, 5 June 1979, United Kingdom, 3 Lantern Row, Northmere NM4 2ZZ"},
		{"6. DESCRIPTION OF THE AUTHOR'S CONTRIBUTION:", "architecture of the program, source text of the alerting module"},
		{"7. ADDRESS FOR CORRESPONDENCE:", "Northmere Analytics Limited, 14 Saltpan Lane, Northmere NM4 9ZZ, e-mail office@northmere.example"},
		{"8. DOCUMENTS ENCLOSED:", "abstract on 1 sheet, printout of the source text to follow"},
	} {
		s.row(16, cell{bodyWidth, func(c *column) {
			c.text(head(box[0]))
			c.gap(1)
			c.text(value(box[1]))
		}})
	}
	s.row(26, cell{bodyWidth, func(c *column) {
		c.text(head("9. SIGNATURE OF THE APPLICANT:"))
		c.gap(8)
		s.scribble(c.x+5, c.y+2, 20, "Thackery")
		c.text(value("____________________ Edwin M. Thackery, Director, 24 February 2026"))
	}})
}

// drawEnglishAbstract draws the abstract that came with it.
func drawEnglishAbstract(s *sheet, _ application, _ counts) {
	c := s.letter()
	c.aligned(centre, run{titleFace, "ABSTRACT"})
	c.gap(6)
	c.text(run{boldFace, "Program:"}, body("Tidewatch: harbour level alerts for small ports"))
	c.gap(2)
	c.text(run{boldFace, "Summary:"}, body("The program warns the harbour master of a small port about water levels that endanger moored boats. It reads the port's tide gauge, compares the level with the tidal table, estimates the surge and sends an alert by text message or siren. The operator sets thresholds for each quay, keeps a log of alerts and prints monthly reports. It is meant for fishing harbours, marinas and ferry landings that have no service of their own."))
	c.gap(2)
	c.text(run{boldFace, "Type of computer:"}, body("personal computer"))
	c.gap(2)
	c.text(run{boldFace, "Language:"}, body("C#"))
	c.gap(2)
	c.text(run{boldFace, "Operating system:"}, body("Windows 11"))
	c.gap(2)
	c.text(run{boldFace, "Size of the program:"}, body("3.4 MB"))
}
