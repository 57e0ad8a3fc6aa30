package pipeline

import (
	"fmt"
	"time"
)

// The events of a payment's stream, payment/…, and of a statement's, statement/….
const (
	EvPaymentTold       EventType = "payment-told"
	EvPaymentMatched    EventType = "payment-matched"
	EvPaymentReleased   EventType = "payment-released"
	EvPaymentReplaced   EventType = "payment-replaced"
	EvStatementReceived EventType = "statement-received"
)

// PaymentTold records what a statement said of a payment, for the first time or
// otherwise than before.
type PaymentTold struct {
	Payment Payment `json:"payment"`
	Telling string  `json:"telling"` // digest of the row's words
	Source  string  `json:"source"`
}

// PaymentMatchedTo records that a payment belongs to a case; the actor says
// whether a person or the machine found so.
type PaymentMatchedTo struct {
	Case   CaseID `json:"case"`
	Reason string `json:"reason"` // Russian
}

// PaymentReleasedFrom records that a payment does not belong to the case after all.
type PaymentReleasedFrom struct {
	Case   CaseID `json:"case"`
	Reason string `json:"reason"` // Russian, by the person
}

// PaymentReplacedBy records that the same payment is known under its УИП: this one
// came from a statement that told none.
type PaymentReplacedBy struct {
	Payment PaymentID `json:"payment"`
}

// StatementReceived records a statement or an extract, with the rows that could
// not be taken in: whoever looks for a payment later sees that it was there.
type StatementReceived struct {
	Kind     string        `json:"kind"` // payments | organisations
	Source   string        `json:"source"`
	SHA256   Digest        `json:"sha256,omitempty"`
	Rows     int           `json:"rows"`
	New      int           `json:"new"`
	Changed  int           `json:"changed"`
	Repeated int           `json:"repeated"`
	Rejected []RejectedRow `json:"rejected,omitempty"`
	Notes    []RejectedRow `json:"notes,omitempty"`
}

// apply adds one event of the payment's stream. Pure.
func (r *PaymentRow) apply(e Event) error {
	r.Version = e.Seq
	switch e.Type {
	case EvPaymentTold:
		return with(e, r.told)
	case EvPaymentMatched:
		return with(e, func(v PaymentMatchedTo) { r.matched(v, e.At, e.Actor) })
	case EvPaymentReplaced:
		return with(e, r.replaced)
	case EvPaymentReleased:
		return with(e, func(v PaymentReleasedFrom) {
			r.Released = append(r.Released, v.Case)
			r.Case, r.Reason, r.MatchedBy, r.MatchedAt, r.Attention = "", "", "", nil, ""
			if r.Standing == PaymentMatched {
				r.Standing = PaymentWaiting
			}
		})
	}
	return nil
}

func (r *PaymentRow) matched(v PaymentMatchedTo, at time.Time, actor string) {
	r.Standing, r.Case, r.Reason, r.MatchedBy, r.MatchedAt, r.Attention = PaymentMatched, v.Case, v.Reason, actor, &at, ""
}

func (r *PaymentRow) replaced(v PaymentReplacedBy) {
	r.Standing, r.Case, r.MatchedBy, r.MatchedAt, r.Attention = PaymentWithdrawn, "", "", nil, ""
	r.Reason = "Тот же платёж учтён под своим УИП."
	r.ReplacedBy = v.Payment
}

// told takes over what a statement says now.
func (r *PaymentRow) told(v PaymentTold) {
	was := r.Payment
	first := r.ID == ""
	r.ID, r.Payment, r.Source = v.Payment.ID(), v.Payment, v.Source
	r.Told = append(r.Told, v.Telling)
	switch {
	case v.Payment.Change == PaymentAnnulled:
		r.Standing = PaymentWithdrawn
		if r.Case != "" {
			r.Attention = "Платёж аннулирован после того, как был отнесён к делу " + string(r.Case) + ". Проверьте, подтверждена ли им уплата пошлины."
		}
	case first:
		r.Standing = PaymentWaiting
	case r.Case == "":
		r.Standing = PaymentWaiting
	default:
		r.Standing, r.Attention = PaymentMatched, attentionTo(was, v.Payment)
	}
}

// attentionTo says what a correction changed in a payment that a case rests on.
func attentionTo(was, is Payment) string {
	switch {
	case was.Amount != is.Amount:
		return fmt.Sprintf("После отнесения к делу сумма платежа уточнена: было %s руб., стало %s руб. Проверьте подтверждение пошлины.", was.Amount, is.Amount)
	case was.PaidOn != is.PaidOn:
		return fmt.Sprintf("После отнесения к делу дата платежа уточнена: было %s, стало %s. Проверьте подтверждение пошлины.", russianDate(was.PaidOn), russianDate(is.PaidOn))
	case was.UIN != is.UIN, was.KBK != is.KBK, was.Payer != is.Payer, was.Purpose != is.Purpose:
		return "После отнесения к делу реквизиты платежа уточнены. Проверьте, что он относится к этому делу."
	}
	return ""
}
