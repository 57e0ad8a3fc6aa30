package pipeline_test

import (
	"reflect"
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

func TestAFeeCommandIsFilledFromThePayments(t *testing.T) {
	r := newRig(t)
	id := r.filed("a.pdf").ID
	r.do(id, registrar, "accept", answer)
	r.do(id, registrar, "transfer", nil)
	r.imports(
		paid(payment("1"), func(p *pipeline.Payment) { p.Amount, p.UIN = 1000_00, uin }),
		paid(payment("2"), func(p *pipeline.Payment) {
			p.Amount, p.PaidOn, p.ReportedOn, p.Document = 2000_50, workday.MustDate("2026-03-28"), workday.MustDate("2026-03-30"), "7"
		}),
		paid(payment("3"), func(p *pipeline.Payment) { p.Change = pipeline.PaymentAnnulled }),
	)
	if got := r.argsFor(id, "confirm-fee"); got.Args != nil {
		t.Errorf("filled from payments that nobody matched: %+v", got)
	}
	for _, uip := range []pipeline.PaymentID{"uip-1", "uip-2"} {
		must(t, errOf(r.office.MatchPayment(t.Context(), uip, id, feeClerk)))
	}
	got := r.argsFor(id, "confirm-fee")
	want := map[string]any{"amount": 3000.50, "paid_on": "2026-03-28", "gis_on": "2026-03-30", "document": "УИН " + uin + "; платёжный документ № 7"}
	if !reflect.DeepEqual(got.Args, want) || len(got.Payments) != 2 {
		t.Errorf("filled with %v, want %v", got.Args, want)
	}
	if other := r.argsFor(id, "send-fee-notice"); other.Args != nil {
		t.Errorf("a command that asks for no payment gets %v", other.Args)
	}
	r.now = r.now.AddDate(0, 0, 1)
	r.do(id, feeClerk, "confirm-fee", got.Args)
	if again := r.argsFor(id, "confirm-fee"); again.Args != nil {
		t.Errorf("used payments fill the next command: %+v", again)
	}
}

func TestAPaymentThatIsOnlyNotedIsNotUsedUp(t *testing.T) {
	r := newRig(t)
	id := r.filed("a.pdf").ID
	r.do(id, registrar, "accept", answer)
	r.do(id, registrar, "transfer", nil)
	r.do(id, feeClerk, "send-fee-notice", nil)
	r.imports(paid(payment("1"), func(p *pipeline.Payment) { p.Amount = 3000_00 }))
	must(t, errOf(r.office.MatchPayment(t.Context(), "uip-1", id, feeClerk)))
	r.now = r.now.AddDate(0, 0, 1)
	noted := r.argsFor(id, "record-payment")
	if noted.Args["paid_on"] != "2026-03-27" {
		t.Fatalf("record-payment is filled with %v", noted.Args)
	}
	r.do(id, feeClerk, "record-payment", noted.Args)
	if got := r.argsFor(id, "confirm-fee"); got.Args["amount"] != 3000.0 {
		t.Errorf("confirm-fee is filled with %v", got.Args)
	}
}

// argsFor returns what payments answer of a command, open or not.
func (r *rig) argsFor(id pipeline.CaseID, name string) pipeline.PaymentArgs {
	r.t.Helper()
	commands, err := r.office.Commands(r.t.Context(), id, feeClerk)
	must(r.t, err)
	i := slices.IndexFunc(commands, func(c regulation.Command) bool { return c.Name == name })
	if i < 0 {
		r.t.Fatalf("no command %s", name)
	}
	args, err := r.office.PaymentArgs(r.t.Context(), id, commands[i])
	must(r.t, err)
	return args
}
