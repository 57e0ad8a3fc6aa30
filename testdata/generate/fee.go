package main

import (
	"fmt"

	"vestnik/pipeline"
)

func receiptPaper() paper { return paper{pipeline.ProofOfFee, drawReceipt} }

func paymentOrderPaper() paper { return paper{pipeline.ProofOfFee, drawPaymentOrder} }

// The payee of the samples. The account numbers are invented.
const (
	payeeName    = "Межрегиональное операционное УФК (Федеральная служба по интеллектуальной собственности)"
	payeeBank    = "ОПЕРАЦИОННЫЙ ДЕПАРТАМЕНТ БАНКА РОССИИ//Межрегиональное операционное УФК г. Москва"
	payeeAccount = "03100643000000098000"
	payeeBIC     = "024501981"
	budgetCode   = "16810807200011000110"
	feePurpose   = "Государственная пошлина за регистрацию программы для ЭВМ или базы данных"
)

// payeeINN returns the invented ИНН of the payee.
func payeeINN() string { return organisationINN("980000001") }

// drawReceipt draws the bank's slip of a person (чек-ордер), in a narrow column.
func drawReceipt(s *sheet, a application, _ counts) {
	s.page()
	f := a.Fee
	c := &column{s: s, x: 30, w: 82, y: 22}
	mono := func(text string) run { return run{face{"mono", "", 8.5}, text} }
	s.rect(26, 18, 90, 116)
	c.aligned(centre, mono("БАНК «ДОЛИНА» (АО)"))
	c.aligned(centre, mono("Дополнительный офис № 98/0114"))
	c.gap(2)
	c.aligned(centre, run{face{"mono", "", 11}, "ЧЕК-ОРДЕР"})
	c.gap(2)
	c.text(mono("Дата операции: " + russianDate(f.On) + " 11:42:07"))
	c.text(mono("Документ: " + f.Document))
	c.text(mono("Плательщик: " + f.Payer))
	c.text(mono("ИНН плательщика: " + f.PayerINN))
	c.gap(1.5)
	c.text(mono("Получатель: " + payeeName))
	c.text(mono("ИНН получателя: " + payeeINN()))
	c.text(mono("Счет: " + payeeAccount))
	c.text(mono("БИК: " + payeeBIC))
	c.text(mono("КБК: " + budgetCode))
	c.text(mono("УИН: " + f.UIN))
	c.text(mono("Назначение: " + feePurpose))
	c.gap(2)
	c.text(run{face{"mono", "", 10}, fmt.Sprintf("СУММА: %d-00 руб.", f.Amount)})
	c.text(mono("Комиссия: 0-00 руб."))
	c.gap(2)
	c.aligned(centre, mono("ОПЕРАЦИЯ ИСПОЛНЕНА"))
}

// drawPaymentOrder draws a payment order of an organisation, form 0401060.
func drawPaymentOrder(s *sheet, a application, _ counts) {
	s.page()
	f := a.Fee
	s.put(noteFace, 20, 18, "Поступ. в банк плат. "+russianDate(f.On))
	s.put(noteFace, 75, 18, "Списано со сч. плат. "+russianDate(f.On))
	s.put(valueFace, 180, 18, "0401060")
	s.rect(176, 13.6, 22, 6)

	number := f.Document[lastSpace(f.Document)+1:]
	s.put(face{"serif", "B", 11}, marginLeft, 30, "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № "+number)
	s.put(valueFace, 110, 30, russianDate(f.On))
	s.put(valueFace, 150, 30, "электронно")
	s.line(105, 31, 135, 31)
	s.line(145, 31, 178, 31)
	s.put(noteFace, 116, 34, "Дата")
	s.put(noteFace, 154, 34, "Вид платежа")

	text := func(runs ...run) func(*column) {
		return func(c *column) { c.text(runs...) }
	}
	amount := fmt.Sprintf("%d-00", f.Amount)
	if roubles(f.Amount) == "" {
		s.fail("no words for %d roubles", f.Amount)
	}
	s.y = 38
	s.row(14, cell{24, text(label("Сумма прописью"))}, cell{156, text(value(roubles(f.Amount)))})
	s.row(8, cell{48, text(label("ИНН"), value(f.PayerINN))}, cell{42, text(label("КПП"), value(f.PayerKPP))},
		cell{20, text(label("Сумма"))}, cell{70, text(value(amount))})
	s.row(16, cell{90, text(value(f.Payer+"\n"), label("Плательщик"))},
		cell{20, text(label("Сч. №"))}, cell{70, text(value(f.Account))})
	s.row(12, cell{90, text(value(f.Bank+"\n"), label("Банк плательщика"))},
		cell{20, text(label("БИК"))}, cell{70, text(value("049800981"))})
	s.row(14, cell{90, text(value(payeeBank+"\n"), label("Банк получателя"))},
		cell{20, text(label("БИК\nСч. №"))}, cell{70, text(value(payeeBIC + "\n40102810980000000098"))})
	s.row(8, cell{48, text(label("ИНН"), value(payeeINN()))}, cell{42, text(label("КПП"), value("980101001"))},
		cell{20, text(label("Сч. №"))}, cell{70, text(value(payeeAccount))})
	s.row(14, cell{90, text(value(payeeName+"\n"), label("Получатель"))},
		cell{20, text(label("Вид оп.\nКод"))}, cell{70, text(value("01\n" + f.UIN))})
	s.row(7, cell{50, text(value(budgetCode))}, cell{30, text(value("98701000"))}, cell{16, text(value("ТП"))},
		cell{28, text(value("0"))}, cell{28, text(value("0"))}, cell{28, text(value("0"))})
	s.row(16, cell{bodyWidth, text(value(feePurpose+". НДС не облагается.\n"), label("Назначение платежа"))})
	s.put(noteFace, 70, s.y+6, "Подписи")
	s.put(noteFace, 140, s.y+6, "Отметки банка")
	s.rect(136, s.y+8, 56, 20)
	mark := column{s: s, x: 138, w: 52, y: s.y + 10}
	mark.aligned(centre, run{face{"sans", "B", 8}, f.Bank}, run{face{"sans", "", 7.5}, "\nПРОВЕДЕНО " + russianDate(f.On)})
}

func lastSpace(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == ' ' {
			return i
		}
	}
	return -1
}

// roubles writes the few amounts of the samples in words; any other gives nothing.
func roubles(amount int) string {
	words := map[int]string{
		3000: "Три тысячи рублей 00 копеек",
		4500: "Четыре тысячи пятьсот рублей 00 копеек",
	}
	return words[amount]
}
