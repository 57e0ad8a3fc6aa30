package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// paid is a payment that names the case of its number.
func paid(id pipeline.CaseID) pipeline.Payment {
	return pipeline.Payment{UIP: "77", Amount: 4500_00, PaidOn: workday.MustDate("2026-03-27"), Purpose: "пошлина по заявке " + string(id), Line: 2}
}

func TestAFeeOfficerMatchesAPaymentAndTakesItBack(t *testing.T) {
	r := newRig(t)
	id := caseOf(r.filed("заявка.pdf"))
	must(t, errOf(r.office.Advance(t.Context(), id)))
	must(t, errOf(r.office.ImportPayments(t.Context(), []pipeline.Payment{paid(id)}, "27.csv")))

	page := r.as("sidorov").get("/payments")
	page.says("#main", "В назначении платежа назван номер "+string(id))
	page.says("#main", "Отнести")
	if got := r.as("sidorov").post("/payments/uip-77/match", url.Values{"case": {string(id)}}); got.code != http.StatusSeeOther {
		t.Fatalf("match: %d\n%s", got.code, got.body)
	}
	r.as("sidorov").get("/payments?view=matched").says("#main", "дело "+string(id))
	if got := r.as("ivanova").post("/payments/uip-77/release", url.Values{"reason": {"ошибка"}}); got.code != http.StatusForbidden {
		t.Errorf("an examiner takes a payment away: %d", got.code)
	}
	if got := r.as("sidorov").post("/payments/uip-77/release", url.Values{"reason": {"за другую программу"}}); got.code != http.StatusSeeOther {
		t.Errorf("release: %d\n%s", got.code, got.body)
	}
	r.as("sidorov").get("/payments").says("#main", "пошлина по заявке")
}

func TestRowsThatWereNotTakenInStayToBeSeen(t *testing.T) {
	r := newRig(t)
	bad := pipeline.RejectedRow{Line: 7, Reason: "no-date", Message: "Дата платежа не указана. Впишите её и загрузите файл снова."}
	must(t, errOf(r.office.ImportStatement(t.Context(), pipeline.PaymentStatement{Source: "inbox/payments/27.csv", SHA256: "aa", Rejected: []pipeline.RejectedRow{bad},
		Payments: []pipeline.Payment{paid("1"), paid("1")}})))
	page := r.as("sidorov").get("/payments")
	for _, want := range []string{"inbox/payments/27.csv", bad.Message, "не принято 1"} {
		page.says("#main", want)
	}
}

func TestAFeeCommandIsFilledFromThePaymentsOfItsCase(t *testing.T) {
	r := newRig(t)
	id := caseOf(r.filed("заявка.pdf"))
	must(t, errOf(r.office.Advance(t.Context(), id)))
	registrar := pipeline.Person{Login: "petrova", Roles: []string{"registrar"}}
	must(t, errOf(r.office.Do(t.Context(), pipeline.Order{Case: id, Command: "accept", Person: registrar, Args: map[string]any{"answer": "замечания сняты при личном приёме"}})))
	must(t, errOf(r.office.Do(t.Context(), pipeline.Order{Case: id, Command: "transfer", Person: registrar})))
	must(t, errOf(r.office.ImportPayments(t.Context(), []pipeline.Payment{paid(id)}, "27.csv")))
	must(t, errOf(r.office.MatchPayment(t.Context(), "uip-77", id, pipeline.Person{Login: "sidorov", Roles: []string{"fee-officer"}})))
	page := r.as("sidorov").get("/cases/" + string(id) + "/commands/confirm-fee")
	if !strings.Contains(page.body, `value="4500"`) || !strings.Contains(page.body, `value="2026-03-27"`) {
		t.Errorf("the form is not filled:\n%s", page.body)
	}
}

func errOf[T any](_ T, err error) error { return err }
