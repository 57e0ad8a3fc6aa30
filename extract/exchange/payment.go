package exchange

import (
	"fmt"
	"regexp"
	"strings"

	"vestnik/pipeline"
)

// Names of the columns of a statement.
const (
	colUIP          = "uip"
	colUIN          = "uin"
	colAmount       = "amount"
	colPaidOn       = "paid_on"
	colReportedOn   = "reported_on"
	colPayer        = "payer"
	colINN          = "inn"
	colKPP          = "kpp"
	colKBK          = "kbk"
	colPurpose      = "purpose"
	colDocument     = "document"
	colDocumentDate = "document_date"
	colChange       = "change"
)

// paymentColumns are the columns of a statement and how they are headed. The day
// of the document comes before that of the payment, whose last heading, "дата", is
// the least sure of all.
func paymentColumns() []column {
	return []column{
		{colUIP, []string{"уип", "уникальный идентификатор платежа", "идентификатор платежа", "ид платежа", "paymentid", "payment id"}},
		{colUIN, []string{"уин", "уникальный идентификатор начисления", "идентификатор начисления", "уин начисления", "код уин", "код 22", "поле 22", "supplierbillid"}},
		{colDocumentDate, []string{"дата документа", "дата платежного документа", "дата платежного поручения", "дата п п", "дата пп", "дата поручения"}},
		{colReportedOn, []string{"дата сведений в гис гмп", "дата поступления в гис гмп", "дата в гис гмп", "дата гис гмп", "дата извещения", "дата сведений", "дата получения сведений"}},
		{colPaidOn, []string{"дата платежа", "дата уплаты", "дата оплаты", "дата зачисления", "дата поступления", "дата операции", "дата проводки", "дата списания", "paymentdate", "дата"}},
		{colAmount, []string{"сумма платежа", "сумма зачисления", "сумма поступления", "сумма операции", "сумма по кредиту", "сумма", "зачислено", "поступило", "приход", "кредит", "amount"}},
		{colINN, []string{"инн плательщика", "плательщик инн", "инн отправителя", "инн"}},
		{colKPP, []string{"кпп плательщика", "плательщик кпп", "кпп отправителя", "кпп"}},
		{colPayer, []string{"плательщик", "наименование плательщика", "плательщик наименование", "фио плательщика", "наименование фио плательщика", "отправитель", "payername"}},
		{colKBK, []string{"кбк", "код бюджетной классификации"}},
		{colPurpose, []string{"назначение платежа", "назначение", "основание платежа", "основание", "purpose"}},
		{colDocument, []string{"номер платежного поручения", "платежного поручения", "номер платежного документа", "платежного документа", "номер документа", "документа", "платежное поручение", "номер пп", "пп", "номер поручения"}},
		{colChange, []string{"статус изменения", "признак изменения", "статус платежа", "статус", "изменение"}},
	}
}

func paymentForm() form[pipeline.Payment] {
	return form[pipeline.Payment]{
		columns: paymentColumns(), required: []string{colAmount, colPaidOn},
		missing: "Это не выписка о платежах: в файле не найдены графы «Дата» и «Сумма». Выгрузите выписку в CSV с заголовком или в XML сведений о платежах.",
		fromRow: paymentOfRow, fromNode: paymentOfRecord,
		records: map[string]bool{"paymentinfo": true, "payment": true, "finalpayment": true},
		place:   func(p pipeline.Payment, line int) pipeline.Payment { p.Line = line; return p },
	}
}

// told is a payment in the words of its row, whatever the form.
type told struct {
	uip, uin, amount, paidOn, reportedOn, payer, inn, kpp, kbk, purpose, document, documentDate, change string
	kopecks                                                                                             bool
}

func paymentOfRow(r row) (pipeline.Payment, *refusal) {
	return told{
		uip: r.get(colUIP), uin: r.get(colUIN), amount: r.get(colAmount), paidOn: r.get(colPaidOn), reportedOn: r.get(colReportedOn),
		payer: r.get(colPayer), inn: r.get(colINN), kpp: r.get(colKPP), kbk: r.get(colKBK), purpose: r.get(colPurpose),
		document: r.get(colDocument), documentDate: r.get(colDocumentDate), change: r.get(colChange),
		kopecks: r.unit[colAmount] == unitKopecks,
	}.payment()
}

// paymentOfRecord reads payment information of GIS GMP: amounts are in kopecks,
// and a payer may be named by an identifier that holds his INN.
func paymentOfRecord(r *record) (pipeline.Payment, *refusal) {
	t := told{
		uip: r.get("paymentid", "systemidentifier", "uip"), uin: r.get("supplierbillid", "uin", "billid"),
		amount: r.get("amount", "sum"), kopecks: true,
		paidOn: r.get("paymentdate"), reportedOn: r.get("gisdate", "changestatus/changedate", "changestatusinfo/changedate"),
		payer: r.get("payer/payername", "payername", "payer/name"), inn: r.get("payer/inn", "payer/payerinn", "payerinn"),
		kpp: r.get("payer/kpp", "payer/payerkpp", "payerkpp"), kbk: r.get("kbk"), purpose: r.get("purpose", "narrative"),
		document: r.get("accdoc/accdocno", "accdocno"), documentDate: r.get("accdoc/accdocdate", "accdocdate"),
		change: r.get("changestatus/meaning", "changestatusinfo/meaning", "changestatus"),
	}
	if t.inn == "" {
		t.inn, t.kpp = payerOf(r.get("payer/payeridentifier", "payeridentifier"))
	}
	return t.payment()
}

// payerIdentifier is how the system of payments names a legal person (2, and 3 of
// a foreign one: INN and KPP follow) or an entrepreneur (4: his INN follows). Other
// kinds name a person by a document and tell no INN.
var payerIdentifier = regexp.MustCompile(`^(?:[23](\d{10})(\d{9})\d*|4(\d{12}))$`)

func payerOf(identifier string) (inn, kpp string) {
	m := payerIdentifier.FindStringSubmatch(strings.TrimSpace(identifier))
	if m == nil {
		return "", ""
	}
	return m[1] + m[3], m[2]
}

// payment makes a payment of the words, or says why not.
func (t told) payment() (pipeline.Payment, *refusal) {
	p := pipeline.Payment{KBK: digitsOnly(t.kbk), Purpose: cut(t.purpose, 1000), Document: cut(t.document, 100)}
	p.Payer.Name, p.Payer.KPP = cut(t.payer, 500), parseKPP(t.kpp)
	for _, step := range []func(*pipeline.Payment) *refusal{t.numbers, t.money, t.dates, t.changed} {
		if refused := step(&p); refused != nil {
			return pipeline.Payment{}, refused
		}
	}
	return p, nil
}

// numbers reads the identifiers. "0" is what stands where there is none.
func (t told) numbers(p *pipeline.Payment) (refused *refusal) {
	for _, n := range []struct{ what, value string }{{"УИП", t.uip}, {"УИН", t.uin}} {
		if spoilt(n.value) {
			return spoiltNumber(n.what, n.value)
		}
		if len(n.value) > 64 {
			return &refusal{"long-number", n.what + " длиннее 64 знаков. Проверьте, не сдвинуты ли графы, и загрузите файл снова."}
		}
	}
	p.UIP, p.UIN = plainNumber(t.uip), plainNumber(t.uin)
	p.Payer.INN, refused = parseINN(t.inn)
	return refused
}

func plainNumber(s string) string {
	if s = strings.ReplaceAll(s, " ", ""); strings.Trim(s, "0") == "" {
		return ""
	}
	return s
}

func (t told) money(p *pipeline.Payment) *refusal {
	parse := parseRoubles
	if t.kopecks {
		parse = parseKopecks
	}
	amount, ok := parse(t.amount)
	switch {
	case t.amount == "":
		return &refusal{"no-amount", "Сумма не указана. Впишите её и загрузите файл снова."}
	case !ok:
		return &refusal{"bad-amount", fmt.Sprintf("Сумма «%s» не читается. %s", cut(t.amount, 40), map[bool]string{true: "Нужно целое число копеек, например 450000.", false: "Нужны рубли и копейки, например 4500,00."}[t.kopecks])}
	case amount <= 0:
		return &refusal{"no-amount", fmt.Sprintf("Сумма «%s» не больше нуля: это не поступление. Возвраты и списания вносить не нужно.", cut(t.amount, 40))}
	}
	p.Amount = amount
	return nil
}

func (t told) dates(p *pipeline.Payment) *refusal {
	var ok bool
	if p.DocumentDate, ok = parseDate(t.documentDate); !ok {
		return badDate("Дата документа", t.documentDate)
	}
	if p.ReportedOn, ok = parseDate(t.reportedOn); !ok {
		return badDate("Дата сведений", t.reportedOn)
	}
	if p.PaidOn, ok = parseDate(t.paidOn); !ok {
		return badDate("Дата платежа", t.paidOn)
	}
	if p.PaidOn.IsZero() {
		return &refusal{"no-date", "Дата платежа не указана. Впишите её и загрузите файл снова."}
	}
	return nil
}

func badDate(what, s string) *refusal {
	return &refusal{"bad-date", fmt.Sprintf("%s «%s» не читается. Нужны день, месяц и год, например 27.03.2026.", what, cut(s, 40))}
}

// changed reads what the row tells of the payment: by the code of GIS GMP or in words.
func (t told) changed(p *pipeline.Payment) *refusal {
	word := foldHeading(t.change)
	for _, c := range []struct {
		change pipeline.PaymentChange
		begin  []string
	}{
		{pipeline.PaymentRestored, []string{"4", "деаннулир", "восстановл"}},
		{pipeline.PaymentAnnulled, []string{"3", "аннулир", "отмен", "удален"}},
		{pipeline.PaymentChanged, []string{"2", "уточнен", "измен"}},
		{pipeline.PaymentNew, []string{"1", "нов", "принят", "исполнен", "зачислен", "проведен", "загружен"}},
	} {
		for _, begin := range c.begin {
			if word == begin || len(begin) > 1 && strings.HasPrefix(word, begin) {
				p.Change = c.change
				return nil
			}
		}
	}
	if word != "" {
		return &refusal{"bad-change", fmt.Sprintf("Статус «%s» непонятен. Нужен один из: новый, уточнён, аннулирован, восстановлен.", cut(t.change, 40))}
	}
	return nil
}
