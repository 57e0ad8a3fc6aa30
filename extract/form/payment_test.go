package form_test

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

// paymentOrder is form 0401060 with the amounts given.
func paymentOrder(words, figures string) []pipeline.Page {
	p := newPress(9)
	for at, text := range map[[2]float64]string{
		{40, 30}: "Поступ. в банк плат. 14.02.2026", {240, 30}: "Списано со сч. плат. 15.02.2026", {500, 30}: "0401060",
		{40, 60}: "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 317", {260, 60}: "14.02.2026", {360, 60}: "электронно",
		{40, 90}: "Сумма прописью", {140, 90}: words,
		{40, 120}: "ИНН 6950018820", {180, 120}: "КПП 695001001", {340, 120}: "Сумма", {400, 120}: figures,
		{40, 138}: "ООО «Фундамент-Сервис»", {340, 138}: "Сч. №", {400, 138}: "40702810000000000317",
		{40, 152}: "Плательщик",
		{40, 170}: "БАНК «ДОЛИНА» (АО)", {340, 170}: "БИК", {400, 170}: "042809000", {40, 184}: "Банк плательщика",
		{40, 202}: "ИНН 7730176088", {180, 202}: "КПП 773001001", {340, 202}: "Сч. №", {400, 202}: "03100643000000098000",
		{40, 220}: "Межрегиональное операционное УФК", {40, 232}: "(Роспатент)", {340, 220}: "Вид оп.", {400, 220}: "01",
		{40, 246}: "Получатель", {340, 246}: "Код", {400, 246}: "16800000000000055127",
		{40, 264}: "16810807200011000110", {180, 264}: "45318000", {260, 264}: "ТП", {300, 264}: "0",
		{40, 284}: "Госпошлина за регистрацию программы для ЭВМ", {40, 298}: "Назначение платежа",
	} {
		p.set(at[0], at[1], text)
	}
	return p.pages
}

func TestPaymentFacts(t *testing.T) {
	cases := map[string]struct {
		pages []pipeline.Page
		want  states
	}{
		"order": {paymentOrder("Четыре тысячи пятьсот рублей 00 копеек", "4500-00"), states{
			"fee.document": "платежное поручение № 317", "fee.amount": "4500", "fee.paid_on": "2026-02-15",
			"fee.amount_in_words": "Четыре тысячи пятьсот рублей 00 копеек", "fee.payer": "ООО «Фундамент-Сервис»",
			"fee.payer_inn": "6950018820", "fee.payer_kpp": "695001001", "fee.recipient": "Межрегиональное операционное УФК (Роспатент)",
			"fee.uin": "16800000000000055127", "fee.kbk": "16810807200011000110", "fee.oktmo": "45318000",
			"fee.purpose": "Госпошлина за регистрацию программы для ЭВМ",
		}},
		"cheque of the portal": {flow(`Квитанция об оплате
Федеральная служба по интеллектуальной собственности
Плательщик: Медова Раиса Никитична
ИНН плательщика: 500100732259
Получатель: Межрегиональное операционное УФК (Роспатент)
ИНН получателя: 7730176088
УИН: 16800000000000055127
КБК: 16810807200011000110
ОКТМО: 45318000
Назначение платежа: государственная пошлина за регистрацию программы для ЭВМ
Сумма: 3 000 руб. 00 коп.
Дата платежа: 25.09.2025
Исполнено`), states{
			"fee.payer": "Медова Раиса Никитична", "fee.payer_inn": "500100732259", "fee.recipient": "Межрегиональное операционное УФК (Роспатент)",
			"fee.uin": "16800000000000055127", "fee.kbk": "16810807200011000110", "fee.oktmo": "45318000", "fee.amount": "3000",
			"fee.purpose": "государственная пошлина за регистрацию программы для ЭВМ", "fee.paid_on": "2025-09-25",
		}},
	}
	r := recogniser(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := r.Recognise("", c.pages)
			if got.Kind != pipeline.ProofOfFee {
				t.Fatalf("kinds %s: %v", kinds(got), got.Segments)
			}
			expect(t, got, c.want)
		})
	}
}

func TestAmountInWordsIsHeldAgainstTheFigures(t *testing.T) {
	r := recogniser(t)
	for words, proposed := range map[string]any{
		"Четыре тысячи пятьсот рублей 00 копеек": nil,
		"Четыре тысячи рублей 00 копеек":         int64(4000),
		"Одна тысяча пятьсот рублей 50 копеек":   1500.5,
		"Чет тысячи пятьсот рублей":              nil, // misread: says nothing
	} {
		amount := r.Recognise("", paymentOrder(words, "4500-00")).Fields["fee"].Parts["amount"]
		if amount.Value != int64(4500) {
			t.Errorf("%s: the figures are read as %v", words, amount.Value)
		}
		switch {
		case proposed == nil && amount.Proposed != nil:
			t.Errorf("%s: %v is proposed", words, amount.Proposed.Value)
		case proposed != nil && (amount.Proposed == nil || amount.Proposed.Value != proposed || amount.Sure):
			t.Errorf("%s: proposed %+v, sure %v; want %v and unsure", words, amount.Proposed, amount.Sure, proposed)
		case proposed != nil && !strings.Contains(amount.Proposed.Why, "расходится с суммой прописью"):
			t.Errorf("%s: the remark is %q", words, amount.Proposed.Why)
		}
	}
}

func TestUINThatFailsItsCheckDigitIsNeverSure(t *testing.T) {
	r := recogniser(t)
	for uin, sure := range map[string]bool{"16800000000000055127": true, "16800000000000055137": false} {
		pages := flow("ЧЕК-ОРДЕР № 5512\nПолучатель: Роспатент\nУИН: " + uin + "\nНазначение: государственная пошлина за регистрацию программы для ЭВМ\nСумма: 3000 руб.")
		got := r.Recognise("", pages).Fields["fee"].Parts
		if got["uin"].Value != uin || got["uin"].Sure != sure {
			t.Errorf("%s: read %v, sure %v (of %v)", uin, got["uin"].Value, got["uin"].Sure, got)
		}
	}
}
