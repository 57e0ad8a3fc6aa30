package desk_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

func TestLaterPapersJoinTheirCase(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("petrova")
	got := v.upload(address+"/papers", map[string]string{"channel": "post"}, "ходатайство.pdf")
	if got.code != http.StatusSeeOther || !strings.HasSuffix(got.header.Get("Location"), "?done=added") {
		t.Fatalf("adding papers: %d to %q\n%s", got.code, got.header.Get("Location"), got.body)
	}
	again := v.upload(address+"/papers", map[string]string{"channel": "post"}, "ходатайство.pdf")
	if !strings.HasSuffix(again.header.Get("Location"), "?done=held") {
		t.Errorf("the same papers lead to %q", again.header.Get("Location"))
	}
	c, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	if len(c.Documents) != 2 || len(c.Additions) != 1 {
		t.Fatalf("%d documents, %d later receipts", len(c.Documents), len(c.Additions))
	}
	v.get(address+"?doc="+string(c.Documents[1].Digest)).says("#page", "Приложен позднее")
	if code := r.as("belova").upload(address+"/papers", nil, "х.pdf").code; code != http.StatusForbidden {
		t.Errorf("an editor adds papers: %d", code)
	}
}

func TestCaseIsPutUnderAnotherService(t *testing.T) {
	r := newRig(t)
	other := r.otherService()
	address := r.filed("бумага.pdf")
	_, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	v := r.as("petrova")
	v.get(address).says("#commands", "Это другая услуга")
	got := v.post(address+"/route", url.Values{"pack": {other}})
	if got.code != http.StatusSeeOther {
		t.Fatalf("route: %d\n%s", got.code, got.body)
	}
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if c.Pack.ID != other {
		t.Errorf("the case is judged by %s, want %s", c.Pack.ID, other)
	}
	if got := v.post(address+"/route", url.Values{}); got.code != http.StatusUnprocessableEntity {
		t.Errorf("no service chosen: %d", got.code)
	}
}

// otherService returns a second regulation that a filing may open.
func (r *rig) otherService() string {
	for _, p := range r.office.Engine().Packs() {
		if p.ID == pipeline.DefaultHouseRules().DefaultService {
			continue
		}
		for _, tr := range p.Procedure.Transitions {
			if tr.Begin && tr.Command == "" && len(tr.Requires) == 0 {
				return p.ID
			}
		}
	}
	r.t.Fatal("no other regulation opens cases by a filing")
	return ""
}

func TestHelpDeskTellsHowFarACaseIsAndNothingElse(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	c, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	page := r.as("petrova").get("/help?number=" + string(c.ID))
	page.says("#main", "поступила")
	for _, secret := range []string{"Учёт ульев", "Каменный Брод"} {
		if strings.Contains(page.body, secret) {
			t.Errorf("the help desk sees %q", secret)
		}
	}
	r.as("petrova").get("/help?number=1").says("#main", "ничего сообщить нельзя")

	// Where the act forbids to say even that there is a case, there is none.
	silent := ""
	for _, p := range r.office.Engine().Packs() {
		if p.SilentByTelephone {
			silent = p.ID
		}
	}
	if _, err := r.office.Route(t.Context(), c.ID, pipeline.Person{Login: "admin", Roles: []string{"admin"}}, silent); err != nil {
		t.Fatal(err)
	}
	page = r.as("petrova").get("/help?number=" + string(c.ID))
	page.says("#main", "ничего сообщить нельзя")
	if strings.Contains(page.body, "поступило") {
		t.Error("the help desk tells of a case of which nothing may be said")
	}
}

func TestEveryCommandOfEveryProcedureHasItsPage(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	_, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	everybody := r.as("everybody")
	for _, p := range r.office.Engine().Packs() {
		if !opens(p) {
			continue
		}
		if c, err := r.office.Case(t.Context(), caseOf(address)); err != nil || c.Pack.ID != p.ID {
			if _, err := r.office.Route(t.Context(), caseOf(address), pipeline.Person{Login: "admin", Roles: []string{"admin"}}, p.ID); err != nil {
				t.Errorf("%s: %v", p.ID, err)
				continue
			}
		}
		for _, cmd := range p.Procedure.Commands {
			if begins(p, cmd.ID) {
				continue // its form is at /open
			}
			page := everybody.get(address + "/commands/" + cmd.ID)
			if page.code != http.StatusOK || !strings.Contains(page.body, "Пункт ") {
				t.Errorf("%s %s: %d", p.ID, cmd.ID, page.code)
			}
		}
	}
	for _, o := range r.office.Openings(pipeline.Person{Login: "everybody", Roles: allRoles(r.office.Engine())}) {
		if page := everybody.get("/open/" + o.Pack + "/" + o.Command.Name); page.code != http.StatusOK {
			t.Errorf("opening %s %s: %d", o.Pack, o.Command.Name, page.code)
		}
	}
}

func begins(p *regulation.Pack, command string) bool {
	for _, tr := range p.Procedure.Transitions {
		if tr.Begin && tr.Command == command {
			return true
		}
	}
	return false
}

// opens reports whether a plain filing opens a case of the pack.
func opens(p *regulation.Pack) bool {
	for _, tr := range p.Procedure.Transitions {
		if tr.Begin && tr.Command == "" {
			return true
		}
	}
	return false
}

// sent gives the rows of a test in the place of a file's.
type sent struct{ rows []pipeline.Payment }

func (s sent) CollectPayments(ctx context.Context, take func(context.Context, pipeline.PaymentStatement) error) error {
	return take(ctx, pipeline.PaymentStatement{Source: "выписка.csv", Payments: s.rows,
		Rejected: []pipeline.RejectedRow{{Line: 3, Reason: "no-date", Message: "Нет даты уплаты. Впишите её и примите файл снова."}}})
}

func (s sent) Payments(string, []pipeline.SubmittedFile) pipeline.PaymentSource { return s }

func (sent) Organisations(string, []pipeline.SubmittedFile) pipeline.OrganisationSource { return nil }

func TestStatementOfPaymentsIsTakenAndAPaymentMatchedByAPerson(t *testing.T) {
	r := newRigWith(t, sent{rows: []pipeline.Payment{{
		UIP: "1041", Amount: 300000, PaidOn: workday.NewDate(2026, 3, 27), Payer: pipeline.Payer{Name: "Неизвестный плательщик"}, Purpose: "госпошлина", Line: 2,
	}}})
	address := r.filed("заявка.pdf")
	officer := r.as("sidorov")
	page := officer.upload("/payments", map[string]string{"holds": "payments"}, "выписка.csv")
	page.says("#main", "новых платежей 1")
	page.says("#main", "Нет даты уплаты")
	page.says("#main", "Похожих дел не найдено")
	if !strings.Contains(page.body, `/match"`) {
		t.Fatal("a waiting payment cannot be put to a case")
	}
	got := officer.post("/payments/"+paymentIn(page.body)+"/match", url.Values{"case": {string(caseOf(address))}})
	if got.code != http.StatusSeeOther {
		t.Fatalf("match: %d\n%s", got.code, got.body)
	}
	officer.get("/payments?view=matched").says("#main", "дело "+string(caseOf(address)))
	if code := r.as("ivanova").post("/payments/"+paymentIn(page.body)+"/match", url.Values{"case": {"1"}}).code; code != http.StatusForbidden {
		t.Errorf("an examiner puts payments to cases: %d", code)
	}
}

// paymentIn returns the id of the first payment on the page, escaped for an address.
func paymentIn(body string) string {
	_, after, _ := strings.Cut(body, `action="/payments/`)
	id, _, _ := strings.Cut(after, "/")
	return id
}
