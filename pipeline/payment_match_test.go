package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestWhichCaseAPaymentBelongsTo(t *testing.T) {
	person := pipeline.Payer{Name: "ОЛЬХИНА СЕВЕРИНА ПАВЛОВНА//998030", INN: secretINN}
	for name, c := range map[string]struct {
		document string // of the proof among the papers
		unsure   bool
		payment  func(p *pipeline.Payment, number string)
		matched  bool
		proposed string // part of the reason; empty: nothing is proposed
	}{
		"by the УИН that the case states":   {uin, false, func(p *pipeline.Payment, _ string) { p.UIN, p.Amount = uin, 1_00 }, true, ""},
		"by a УИН in the purpose":           {uin, false, func(p *pipeline.Payment, _ string) { p.Purpose = "УИН: " + uin + "; пошлина" }, true, ""},
		"a longer number is no УИН":         {uin, false, func(p *pipeline.Payment, _ string) { p.Purpose = "УИН " + uin + "1" }, false, ""},
		"a УИН read unsurely is a proposal": {uin, true, func(p *pipeline.Payment, _ string) { p.UIN = uin }, false, "прочитан неуверенно"},
		"by number, payer and amount": {"", false, func(p *pipeline.Payment, n string) {
			p.Purpose, p.Payer, p.Amount = "пошлина № "+n, person, 3000_00
		}, true, ""},
		"by number alone is a proposal":          {"", false, func(p *pipeline.Payment, n string) { p.Purpose = "пошлина " + n }, false, "плательщик в деле не назван; сумма 4500,00 руб. равна размеру пошлины"},
		"by number and payer, of another amount": {"", false, func(p *pipeline.Payment, n string) { p.Purpose, p.Payer, p.Amount = n, person, 1_00 }, false, "не равна размеру ни одной из пошлин"},
		"by payer and amount is a proposal":      {"", false, func(p *pipeline.Payment, _ string) { p.Payer, p.Amount = person, 3000_00 }, false, "ИНН плательщика " + secretINN + " указан в деле"},
		"by the name of the payer": {"", false, func(p *pipeline.Payment, _ string) {
			p.Payer.Name, p.Amount = "ИП Ольхина Северина Павловна", 3000_00
		}, false, "правообладатель из заявления"},
		"the same name under another INN": {"", false, func(p *pipeline.Payment, _ string) {
			p.Payer, p.Amount = pipeline.Payer{Name: person.Name, INN: "9801123459"}, 3000_00
		}, false, ""},
		"by payer, of another amount":  {"", false, func(p *pipeline.Payment, _ string) { p.Payer, p.Amount = person, 1_00 }, false, ""},
		"by the document of the proof": {"платёжное поручение № 118", false, func(p *pipeline.Payment, _ string) { p.Payer, p.Amount, p.Document = person, 2500_50, "118" }, false, "номер платёжного документа тот же"},
		"somebody else's payment":      {"", false, func(p *pipeline.Payment, _ string) { p.Payer.Name = "Чужой Иван Иванович" }, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			if c.document != "" {
				r.provenBy("a.pdf", c.document, 2500.50, !c.unsure)
			}
			id := r.filed("a.pdf").ID
			p := paid(payment("1"), func(p *pipeline.Payment) { c.payment(p, string(id)) })
			if got := r.imports(p); (got.Matched == 1) != c.matched {
				t.Errorf("%+v", got)
			}
			row := r.payment("uip-1")
			if (row.Case == id) != c.matched {
				t.Errorf("%+v", row)
			}
			if (len(row.Proposals) == 1) != (c.proposed != "") {
				t.Fatalf("proposals are %+v", row.Proposals)
			}
			if c.proposed != "" {
				if got := row.Proposals[0]; got.Case != id || !strings.Contains(got.Reason, c.proposed) || got.Certain || got.Title != "Учёт ульев" {
					t.Errorf("proposed is %+v, want %q", got, c.proposed)
				}
			}
			of, err := r.office.PaymentsFor(t.Context(), id)
			must(t, err)
			if (len(of) == 1) != (c.matched || c.proposed != "") {
				t.Errorf("payments for the case are %+v", of)
			}
		})
	}
}

func TestANumberThatTwoCasesBearIsNotCertain(t *testing.T) {
	r := newRig(t)
	a, b := r.filed("a.pdf").ID, r.filed("b.pdf").ID
	p := paid(payment("1"), func(p *pipeline.Payment) {
		p.Purpose, p.Amount, p.Payer.INN = fmt.Sprintf("пошлины по %s и %s", a, b), 3000_00, secretINN
	})
	r.imports(p)
	row := r.payment("uip-1")
	if row.Standing != pipeline.PaymentWaiting || len(row.Proposals) != 2 || row.Proposals[0].Certain {
		t.Errorf("%+v", row)
	}
}

func TestAPaymentThatCameBeforeItsFilingIsMatchedLater(t *testing.T) {
	r := newRig(t)
	r.provenBy("a.pdf", uin, 3000, true)
	r.imports(paid(payment("1"), func(p *pipeline.Payment) { p.UIN = uin }))
	id := r.filed("a.pdf").ID
	if row := r.payment("uip-1"); row.Case != id || row.MatchedBy != pipeline.Machine {
		t.Errorf("%+v", row)
	}
}

func TestWhatWasLostOnTheWayIsMatchedLater(t *testing.T) {
	lost := &brittle{nth: -1}
	r := newRig(t, func(p *pipeline.Parts) { lost.Journal = p.Journal; p.Journal = lost })
	r.provenBy("a.pdf", uin, 3000, true)
	id := r.filed("a.pdf").ID
	lost.append, lost.nth = 0, 2 // the import commits, the match does not
	r.imports(paid(payment("1"), func(p *pipeline.Payment) { p.UIN = uin }))
	if row := r.payment("uip-1"); row.Standing != pipeline.PaymentWaiting || len(row.Proposals) != 1 || !row.Proposals[0].Certain {
		t.Fatalf("%+v", row)
	}
	n, err := r.office.MatchCertain(t.Context())
	must(t, err)
	if row := r.payment("uip-1"); n != 1 || row.Case != id {
		t.Errorf("%d matched: %+v", n, row)
	}
}

func TestWhatAPersonTakesBackTheMachineDoesNotMatchAgain(t *testing.T) {
	r := newRig(t)
	r.provenBy("a.pdf", uin, 3000, true)
	id := r.filed("a.pdf").ID
	r.imports(paid(payment("1"), func(p *pipeline.Payment) { p.UIN = uin }))
	_, err := r.office.ReleasePayment(t.Context(), "uip-1", feeClerk, "")
	wantKind(t, err, pipeline.Invalid)
	must(t, errOf(r.office.ReleasePayment(t.Context(), "uip-1", feeClerk, "платёж за другую программу")))
	if n, err := r.office.MatchCertain(t.Context()); err != nil || n != 0 {
		t.Errorf("%d matched, %v", n, err)
	}
	must(t, errOf(r.office.MatchPayment(t.Context(), "uip-1", id, feeClerk))) // a person may
}

func TestWhoMayMatchAndWhat(t *testing.T) {
	r := newRig(t)
	a, b := r.filed("a.pdf").ID, r.filed("b.pdf").ID
	r.imports(payment("1"), paid(payment("2"), func(p *pipeline.Payment) { p.Change = pipeline.PaymentAnnulled }))
	match := func(id pipeline.PaymentID, to pipeline.CaseID, who pipeline.Person) error {
		return errOf(r.office.MatchPayment(t.Context(), id, to, who))
	}
	wantKind(t, match("uip-1", a, examiner), pipeline.Permission)
	wantKind(t, match("uip-9", a, feeClerk), pipeline.NotExist)
	wantKind(t, match("uip-1", "2026-999999", feeClerk), pipeline.NotExist)
	wantKind(t, match("uip-2", a, feeClerk), pipeline.Invalid)
	must(t, match("uip-1", a, feeClerk))
	must(t, match("uip-1", a, feeClerk)) // said twice
	wantKind(t, match("uip-1", b, feeClerk), pipeline.Invalid)
	if n := len(r.streamOf("payment/uip-1")); n != 2 {
		t.Errorf("%d events of the payment", n)
	}
}
