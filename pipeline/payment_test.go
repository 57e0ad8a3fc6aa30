package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// payment is one of 4500 roubles that names nobody; the УИП tells it from others.
func payment(uip string) pipeline.Payment {
	return pipeline.Payment{UIP: uip, Amount: 4500_00, PaidOn: workday.MustDate("2026-03-27"), Line: 2}
}

// paid changes a payment.
func paid(p pipeline.Payment, change func(*pipeline.Payment)) pipeline.Payment {
	change(&p)
	return p
}

// imports takes payments in and returns what became of them.
func (r *rig) imports(list ...pipeline.Payment) pipeline.PaymentsReport {
	r.t.Helper()
	report, err := r.office.ImportPayments(r.t.Context(), list, "выписка.csv")
	must(r.t, err)
	if report.Rows != report.New+report.Changed+report.Repeated+len(report.Rejected) {
		r.t.Errorf("rows do not add up: %+v", report)
	}
	return report
}

func (r *rig) payment(id pipeline.PaymentID) pipeline.PaymentRow {
	r.t.Helper()
	row, err := r.office.Payment(r.t.Context(), id)
	must(r.t, err)
	return row
}

func (r *rig) payments(q pipeline.PaymentQuery) []pipeline.PaymentRow {
	r.t.Helper()
	rows, total, err := r.office.Payments(r.t.Context(), q)
	must(r.t, err)
	if q.Limit == 0 && total != len(rows) {
		r.t.Errorf("%d rows of %d without a limit", len(rows), total)
	}
	return rows
}

// uin is one that a proof of payment can state.
const uin = "18209965161122334455"

// provenBy lets the papers of a file state a proof of payment.
func (r *rig) provenBy(name, document string, amount float64, isSure bool) {
	fields := defaultFields()
	parts := map[string]pipeline.Reading{"document": sure(document), "amount": sure(amount)}
	if !isSure {
		doubtful := parts["document"]
		doubtful.Sure = false
		parts["document"] = doubtful
	}
	fields["fee"] = pipeline.Field{Reading: whole(parts)}
	r.reader.fields[name] = fields
}

func TestAPaymentToldTwiceIsOne(t *testing.T) {
	r := newRig(t)
	if got := r.imports(payment("1"), payment("2")); got.New != 2 {
		t.Errorf("first: %+v", got)
	}
	events := len(r.journal())
	if got := r.imports(payment("1"), payment("2")); got.Repeated != 2 || got.New+got.Changed != 0 {
		t.Errorf("again: %+v", got)
	}
	if now := len(r.journal()); now != events+1 { // the statement itself, which bears no digest here
		t.Errorf("the journal grew from %d to %d events", events, now)
	}
}

// journal returns every event.
func (r *rig) journal() []pipeline.Event {
	r.t.Helper()
	events, err := r.db.Events(r.t.Context(), 0, 10_000)
	must(r.t, err)
	return events
}

func TestTheSameStatementLeavesNoTraceTheSecondTime(t *testing.T) {
	r := newRig(t)
	s := pipeline.PaymentStatement{Source: "a.csv", SHA256: "aa", Payments: []pipeline.Payment{payment("1")},
		Rejected: []pipeline.RejectedRow{{Line: 3, Reason: "no-date", Message: "Дата не указана. Впишите её."}}}
	for range 2 {
		must(t, errOf(r.office.ImportStatement(t.Context(), s)))
	}
	if n := len(r.journal()); n != 2 {
		t.Errorf("%d events, want the payment and the statement", n)
	}
	rows, total, err := r.office.Statements(t.Context(), "payments", 0)
	must(t, err)
	if total != 1 || len(rows[0].Rejected) != 1 || rows[0].Source != "a.csv" {
		t.Errorf("statements are %+v", rows)
	}
}

func TestPaymentsWithoutAnIdentifier(t *testing.T) {
	bare := paid(payment(""), func(p *pipeline.Payment) { p.Payer.Name, p.Document = "ООО «Ледокол»", "118" })
	for name, c := range map[string]struct {
		second  pipeline.Payment
		new     int
		waiting int
	}{
		"a bank that reports it later too":    {paid(bare, func(p *pipeline.Payment) { p.ReportedOn = workday.MustDate("2026-03-29") }), 0, 1},
		"the same words are the same payment": {bare, 0, 1},
		"another writing of the name is too": {paid(bare, func(p *pipeline.Payment) {
			p.Payer.Name = `Общество с ограниченной ответственностью "ЛЕДОКОЛ"`
		}), 0, 1},
		"another order is another payment":      {paid(bare, func(p *pipeline.Payment) { p.Document = "119" }), 1, 2},
		"another day is another payment":        {paid(bare, func(p *pipeline.Payment) { p.PaidOn = p.PaidOn.AddDays(1) }), 1, 2},
		"the same with its УИП takes its place": {paid(bare, func(p *pipeline.Payment) { p.UIP = "77" }), 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.imports(bare)
			if got := r.imports(c.second); got.New != c.new || got.Changed != 0 || got.Waiting != c.waiting {
				t.Errorf("%+v, want %d new and %d waiting", got, c.new, c.waiting)
			}
		})
	}
}

func TestABanksRowAfterTheTreasurysIsNoSecondPayment(t *testing.T) {
	r := newRig(t)
	named := paid(payment("77"), func(p *pipeline.Payment) { p.Payer.INN, p.Document = "9801123459", "118" })
	r.imports(named)
	got := r.imports(paid(named, func(p *pipeline.Payment) { p.UIP = "" }))
	if got.Repeated != 1 || got.Waiting != 1 || len(got.Notes) != 1 || got.Notes[0].Reason != "known-by-uip" {
		t.Errorf("%+v", got)
	}
}

func TestTheCaseStaysWhenThePaymentGetsItsIdentifier(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	bare := paid(payment(""), func(p *pipeline.Payment) { p.Payer.INN, p.Document = "9801123459", "118" })
	r.imports(bare)
	must(t, errOf(r.office.MatchPayment(t.Context(), bare.ID(), c.ID, feeClerk)))
	named := paid(bare, func(p *pipeline.Payment) { p.UIP = "77" })
	r.imports(named)
	if row := r.payment(named.ID()); row.Case != c.ID || row.Standing != pipeline.PaymentMatched {
		t.Errorf("the payment with its УИП is %+v", row)
	}
	r.imports(paid(bare, func(p *pipeline.Payment) { p.Change = pipeline.PaymentChanged })) // the bank says something more of it
	if row := r.payment(bare.ID()); row.Standing != pipeline.PaymentWithdrawn || row.ReplacedBy != named.ID() || row.Case != "" {
		t.Errorf("the one without is %+v", row)
	}
	wantKind(t, errOf(r.office.MatchPayment(t.Context(), bare.ID(), c.ID, feeClerk)), pipeline.Invalid)
}

func TestTwoRowsAlikeInOneStatementAreToldToAPerson(t *testing.T) {
	r := newRig(t)
	got := r.imports(payment(""), paid(payment(""), func(p *pipeline.Payment) { p.Line = 3 }))
	if got.New != 1 || got.Repeated != 1 || len(got.Notes) != 1 || got.Notes[0].Line != 3 || !strings.Contains(got.Notes[0].Message, "строку 2") {
		t.Errorf("%+v", got)
	}
}

func TestCorrectionsAndAnnulments(t *testing.T) {
	changed := func(change pipeline.PaymentChange, amount pipeline.Kopecks, day int) pipeline.Payment {
		return paid(payment("1"), func(p *pipeline.Payment) {
			p.Change, p.Amount, p.ReportedOn = change, amount, workday.NewDate(2026, 3, day)
		})
	}
	for name, c := range map[string]struct {
		told      []pipeline.Payment
		amount    pipeline.Kopecks
		standing  pipeline.PaymentStanding
		attention string
	}{
		"a correction counts":                   {[]pipeline.Payment{changed("changed", 4600_00, 28)}, 4600_00, pipeline.PaymentMatched, "сумма платежа уточнена: было 4500,00 руб., стало 4600,00 руб."},
		"an annulment counts":                   {[]pipeline.Payment{changed("annulled", 4500_00, 28)}, 4500_00, pipeline.PaymentWithdrawn, "аннулирован"},
		"an annulment taken back counts":        {[]pipeline.Payment{changed("annulled", 4500_00, 28), changed("restored", 4500_00, 29)}, 4500_00, pipeline.PaymentMatched, ""},
		"an older statement changes nothing":    {[]pipeline.Payment{changed("changed", 4600_00, 28), changed("", 4500_00, 27)}, 4600_00, pipeline.PaymentMatched, "уточнена"},
		"an older correction changes nothing":   {[]pipeline.Payment{changed("changed", 4600_00, 29), changed("changed", 4700_00, 28)}, 4600_00, pipeline.PaymentMatched, "уточнена"},
		"an old statement revives no annulment": {[]pipeline.Payment{changed("annulled", 4500_00, 28), changed("", 4500_00, 0)}, 4500_00, pipeline.PaymentWithdrawn, "аннулирован"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			id := r.filed("a.pdf").ID
			first := payment("1")
			r.imports(first)
			must(t, errOf(r.office.MatchPayment(t.Context(), first.ID(), id, feeClerk)))
			for _, p := range c.told {
				r.imports(p)
			}
			row := r.payment(first.ID())
			if row.Amount != c.amount || row.Standing != c.standing || row.Case != id {
				t.Errorf("%+v", row)
			}
			if (c.attention == "") != (row.Attention == "") || !strings.Contains(row.Attention, c.attention) {
				t.Errorf("attention is %q, want %q", row.Attention, c.attention)
			}
			if got := len(r.payments(pipeline.PaymentQuery{Attention: true})); (got == 1) != (c.attention != "") {
				t.Errorf("%d payments ask for attention", got)
			}
		})
	}
}

func TestAnAnnulmentOfWhatNobodyToldIsKept(t *testing.T) {
	r := newRig(t)
	r.imports(paid(payment("1"), func(p *pipeline.Payment) { p.Change = pipeline.PaymentAnnulled }))
	if row := r.payment("uip-1"); row.Standing != pipeline.PaymentWithdrawn || row.Attention != "" {
		t.Errorf("%+v", row)
	}
}

func TestRowsThatAreNoPayments(t *testing.T) {
	r := newRig(t)
	got := r.imports(
		paid(payment("1"), func(p *pipeline.Payment) { p.Amount = 0 }),
		paid(payment("2"), func(p *pipeline.Payment) { p.PaidOn = workday.Date{} }),
		paid(payment("3"), func(p *pipeline.Payment) { p.PaidOn = workday.MustDate("2026-03-31") }),
		payment("4"),
	)
	var reasons []string
	for _, row := range got.Rejected {
		reasons = append(reasons, row.Reason)
	}
	if want := []string{"no-amount", "no-date", "future"}; !reflect.DeepEqual(reasons, want) || got.New != 1 {
		t.Errorf("rejected are %q, want %q: %+v", reasons, want, got)
	}
}

func (r *rig) streamOf(stream string) []pipeline.Event {
	r.t.Helper()
	events, err := r.db.Stream(r.t.Context(), stream, 0)
	must(r.t, err)
	return events
}

func TestAStatementComesInWhollyOrNotAtAll(t *testing.T) {
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("the power goes out after the commit: %t", after), func(t *testing.T) {
			journal := &brittle{nth: 1, after: after}
			r := newRig(t, func(p *pipeline.Parts) { journal.Journal = p.Journal; p.Journal = journal })
			list := []pipeline.Payment{payment("1"), payment("2"), payment("3")}
			_, err := r.office.ImportPayments(t.Context(), list, "a.csv")
			if !errors.Is(err, pipeline.Unavailable) {
				t.Fatalf("error %v", err)
			}
			if n := len(r.payments(pipeline.PaymentQuery{})); n != 0 && n != 3 {
				t.Fatalf("%d payments of 3", n)
			}
			r.imports(list...)
			if n := len(r.payments(pipeline.PaymentQuery{})); n != 3 {
				t.Errorf("%d payments after the import was repeated", n)
			}
		})
	}
}

func TestTwoImportsAtOnceKeepEachPaymentOnce(t *testing.T) {
	r := newRig(t)
	var list []pipeline.Payment
	for i := range 30 {
		list = append(list, payment(fmt.Sprint(i)))
	}
	done := make(chan error)
	for range 3 {
		go func() { done <- errOf(r.office.ImportPayments(context.Background(), list, "a.csv")) }()
	}
	for range 3 {
		must(t, <-done)
	}
	if n := len(r.payments(pipeline.PaymentQuery{})); n != 30 {
		t.Errorf("%d payments", n)
	}
	for _, p := range list {
		if n := len(r.streamOf(p.ID().Stream())); n != 1 {
			t.Errorf("%d events of %s", n, p.ID())
		}
	}
}

func TestMorePaymentsThanOneCommitHolds(t *testing.T) {
	r := newRig(t)
	_, err := r.office.ImportPayments(t.Context(), make([]pipeline.Payment, pipeline.MaxStatementRows+1), "a.csv")
	wantKind(t, err, pipeline.TooLarge)
}

// BenchmarkImport1000Payments measures a day's statement in an office with many
// payments that nobody has matched: told, committed, held against the cases.
func BenchmarkImport1000Payments(b *testing.B) {
	r := newRig(b)
	id := r.filed("a.pdf").ID
	n := 0
	for b.Loop() {
		list := make([]pipeline.Payment, 1000)
		for i := range list {
			n++
			list[i] = paid(payment(fmt.Sprint(n)), func(p *pipeline.Payment) {
				p.Payer = pipeline.Payer{Name: fmt.Sprintf("ООО «Плательщик %d»", n), INN: fmt.Sprintf("%010d", n)}
				p.Purpose, p.Document = fmt.Sprintf("пошлина за программу, заявка %s%d", id, n), fmt.Sprint(n)
			})
		}
		if got := r.imports(list...); got.New != 1000 {
			b.Fatalf("%+v", got)
		}
	}
}
