package corpus

import (
	"fmt"
	"strings"
)

// abstractData is what an abstract states, in the order of its lines.
func abstractData(a Application) [][2]string {
	var authors, holders []string
	for _, p := range a.Authors {
		if name := p.public(); name != "" && !a.Refused {
			authors = append(authors, name)
		}
	}
	for _, h := range a.Holders {
		holders = append(holders, h.Name)
	}
	object, genitive := "Программа", "программы"
	if a.Kind != "program" {
		object, genitive = "База данных", "базы данных"
	}
	var data [][2]string
	for _, d := range [][2]string{
		{"Авторы", strings.Join(authors, ", ")}, {"Правообладатель", strings.Join(holders, "; ")}, {object, a.Title},
		{"Аннотация", a.Abstract}, {"Тип ЭВМ", a.Computer}, {"Язык", a.Language}, {"ОС", a.OS},
		{"Вид и версия СУБД", a.DBMS}, {"Объем " + genitive, a.Size},
	} {
		if d[1] != "" {
			data = append(data, d)
		}
	}
	return data
}

// abstractLines is the usual abstract: a bold label and its text in one line.
func abstractLines(p *press, a Application) States {
	p.y = 60
	p.heading("РЕФЕРАТ", "")
	bold := p.hand.head
	bold.size = p.hand.body.size
	for _, d := range abstractData(a) {
		p.para(6, run{bold, d[0] + ":"}, p.body(d[1]))
	}
	return a.abstractStates()
}

// abstractBlocks has each label on a line of its own.
func abstractBlocks(p *press, a Application) States {
	p.y = 50
	p.heading("РЕФЕРАТ", "")
	for _, d := range abstractData(a) {
		p.para(0, p.head(d[0]+":"))
		p.para(8, p.body(d[1]))
	}
	return a.abstractStates()
}

// paymentOrder is a bank's payment order of an organisation, form 0401060.
func paymentOrder(p *press, a Application) States {
	f := a.Fee
	p.put(p.hand.note, 60, 36, "Поступ. в банк плат. "+dotted(f.PaidOn))
	p.put(p.hand.note, 230, 36, "Списано со сч. плат. "+dotted(f.PaidOn))
	p.put(p.hand.value, 500, 36, "0401060")
	p.put(p.hand.title, marginLeft, 66, "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № "+f.Number)
	p.put(p.hand.value, 330, 70, dotted(f.PaidOn))
	p.put(p.hand.value, 440, 70, "электронно")
	text := func(runs ...run) func(*column) { return func(c *column) { c.text(runs...) } }
	w := bodyWidth
	p.y = 100
	p.row(30, cell{w * 0.14, text(p.label("Сумма прописью"))}, cell{w * 0.86, text(p.value(amountWords(f.Amount)))})
	p.row(20, cell{w * 0.28, text(p.label("ИНН"), p.value(f.INN))}, cell{w * 0.22, text(p.label("КПП"))},
		cell{w * 0.12, text(p.label("Сумма"))}, cell{w * 0.38, text(p.value(fmt.Sprintf("%d-00", f.Amount)))})
	p.row(40, cell{w / 2, text(p.value(f.Payer+"\n"), p.label("Плательщик"))},
		cell{w * 0.12, text(p.label("Сч. №"))}, cell{w * 0.38, text(p.value(f.Account))})
	p.row(30, cell{w / 2, text(p.value(f.Bank+"\n"), p.label("Банк плательщика"))},
		cell{w * 0.12, text(p.label("БИК"))}, cell{w * 0.38, text(p.value("04452" + p.rng.digits(4)))})
	p.row(40, cell{w / 2, text(p.value(of(p.rng, payees)+"\n"), p.label("Получатель"))},
		cell{w * 0.12, text(p.label("Код"))}, cell{w * 0.38, text(p.value(f.UIN))})
	p.full(text(p.value("Государственная пошлина за регистрацию программы для ЭВМ или базы данных. НДС не облагается.\n"), p.label("Назначение платежа")))
	p.put(p.hand.note, 200, p.y+20, "Подписи")
	p.put(p.hand.note, 400, p.y+20, "Отметки банка")
	return a.feeStates("платежное поручение")
}

// cheque is the slip of a bank for a person who paid.
func cheque(p *press, a Application) States {
	f := a.Fee
	mono := Face{"gomono", 9, 0.9}
	c := &column{press: p, x: 80, w: 260, y: 60}
	say := func(text string) { c.text(run{mono, text}); c.gap(2) }
	c.centred(run{mono, f.Bank})
	c.gap(6)
	c.centred(run{mono, "ЧЕК-ОРДЕР № " + f.Number})
	c.gap(6)
	say("Дата операции: " + dotted(f.PaidOn) + " 11:42:07")
	say("Плательщик: " + f.Payer)
	say("Получатель: " + of(p.rng, payees))
	say("КБК: 16810807200011000110")
	say("УИН: " + f.UIN)
	say("Назначение платежа: государственная пошлина за регистрацию программы для ЭВМ")
	say(fmt.Sprintf("Сумма: %d руб. 00 коп.", f.Amount))
	say("Комиссия: 0,00")
	c.gap(6)
	c.centred(run{mono, "ОПЕРАЦИЯ ИСПОЛНЕНА"})
	return a.feeStates("чек-ордер")
}

// powerOfAttorney empowers a representative in running text.
func powerOfAttorney(p *press, a Application) States {
	h, sign := a.Holders[0], a.Signatures[0]
	to := a.Authors[0].Name
	p.y = 60
	p.heading("ДОВЕРЕННОСТЬ", dated(p.rng, sign.Date))
	p.para(6, p.body("Настоящей доверенностью "+h.Name+" уполномочивает"))
	p.para(6, run{p.hand.title, to + ","}, p.body("паспорт 45 08 № 112233, представлять интересы доверителя в Федеральной службе по интеллектуальной собственности по вопросам государственной регистрации программ для ЭВМ и баз данных, для чего предоставляет право подавать и подписывать заявления, получать свидетельства, уплачивать пошлины."))
	p.para(20, p.body("Доверенность выдана сроком на три года без права передоверия."))
	p.closing(a)
	return nil // names stand in oblique cases or are taken so: only the kind is known
}

// coveringLetter goes with an application and is no paper of it.
func coveringLetter(p *press, a Application) States {
	h, sign := a.Holders[0], a.Signatures[0]
	p.para(2, p.body(h.Name))
	p.para(2, p.body("Исх. № "+p.rng.digits(3)+" от "+dotted(sign.Date)))
	c := p.column(330, 220)
	c.text(p.body("В Федеральную службу по интеллектуальной собственности"))
	p.y = c.y + 20
	p.para(6, p.body("Уважаемые коллеги!"))
	p.para(6, p.body("Направляем в ваш адрес заявку на государственную регистрацию «"+a.Title+"»."))
	p.para(20, p.body("Приложение: заявление, реферат, исходный текст, документ об уплате пошлины."))
	p.closing(a)
	return nil
}

// amountWords writes the amounts of fees in words.
func amountWords(roubles int) string {
	thousands := map[int]string{1: "Одна тысяча", 2: "Две тысячи", 3: "Три тысячи", 4: "Четыре тысячи", 6: "Шесть тысяч", 8: "Восемь тысяч"}
	hundreds := map[int]string{5: "пятьсот ", 6: "шестьсот ", 7: "семьсот "}
	return thousands[roubles/1000] + " " + hundreds[roubles%1000/100] + "рублей 00 копеек"
}
