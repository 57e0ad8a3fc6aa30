package pipeline

import (
	"fmt"
	"time"

	"vestnik/pipeline/workday"
)

// Kopecks is an amount of money in kopecks.
type Kopecks int64

// Roubles returns the amount in roubles.
func (k Kopecks) Roubles() float64 { return float64(k) / 100 }

// String writes the amount in roubles as Russian papers do: "4500,00".
func (k Kopecks) String() string {
	sign := ""
	if k < 0 {
		sign, k = "-", -k
	}
	return fmt.Sprintf("%s%d,%02d", sign, k/100, k%100)
}

// PaymentID names a payment: by its УИП, or by what its row says where it has none.
type PaymentID string

// PaymentChange is what a row tells of a payment.
type PaymentChange string

// What a row may tell.
const (
	PaymentNew      PaymentChange = ""         // it was made
	PaymentChanged  PaymentChange = "changed"  // something of it was put right
	PaymentAnnulled PaymentChange = "annulled" // it was taken back
	PaymentRestored PaymentChange = "restored" // the annulment was taken back
)

// Payer is who paid, as the bank or the treasury names him.
type Payer struct {
	Name string `json:"name,omitempty"`
	INN  string `json:"inn,omitempty"`
	KPP  string `json:"kpp,omitempty"`
}

// Payment is one payment as the treasury's system of payments, or a bank's
// statement, tells it.
type Payment struct {
	UIP          string        `json:"uip,omitempty"` // unique identifier of the payment
	UIN          string        `json:"uin,omitempty"` // unique identifier of the charge that it pays
	Change       PaymentChange `json:"change,omitempty"`
	Amount       Kopecks       `json:"kopecks"`
	PaidOn       workday.Date  `json:"paid_on"`
	ReportedOn   workday.Date  `json:"reported_on"` // when the system of payments learnt of it; zero: not told
	Payer        Payer         `json:"payer"`
	KBK          string        `json:"kbk,omitempty"` // budget classification code
	Purpose      string        `json:"purpose,omitempty"`
	Document     string        `json:"document,omitempty"` // number of the payment order
	DocumentDate workday.Date  `json:"document_date"`
	Line         int           `json:"line,omitempty"` // of the statement, from 1
}

// PaymentStanding is where a payment stands.
type PaymentStanding string

// Where a payment stands.
const (
	PaymentWaiting   PaymentStanding = "waiting" // no case is named yet
	PaymentMatched   PaymentStanding = "matched"
	PaymentWithdrawn PaymentStanding = "annulled" // it counts for nothing; a case may still name it
)

// PaymentRow is a payment as the office keeps it: a row of the view "payments".
type PaymentRow struct {
	ID PaymentID `json:"id"`
	Payment
	Standing  PaymentStanding `json:"standing"`
	Case      CaseID          `json:"case,omitempty"`
	MatchedBy string          `json:"matched_by,omitempty"` // login, or "vestnik"
	MatchedAt *time.Time      `json:"matched_at,omitempty"`
	Reason    string          `json:"reason,omitempty"` // Russian: why it belongs to the case
	// ReplacedBy is the same payment under its УИП, when a statement without one told it first.
	ReplacedBy PaymentID `json:"replaced_by,omitempty"`
	// Attention says in Russian what somebody has to look at: a payment that was
	// changed or annulled after it had been matched.
	Attention string `json:"attention,omitempty"`
	Source    string `json:"source"`  // the statement that told it last
	Version   int    `json:"version"` // events in its stream
	// Told holds a digest of every row that told of it, so that an old statement
	// brought in again changes nothing.
	Told []string `json:"told"`
	// Released holds the cases that a person took the payment away from: the
	// machine does not match it to them again.
	Released []CaseID `json:"released,omitempty"`
	// Proposals are cases that it may belong to, best first; only in lists, and
	// only while it waits.
	Proposals []PaymentProposal `json:"proposals,omitempty"`
}

// PaymentProposal is a case that a payment may belong to, and why.
type PaymentProposal struct {
	Case    CaseID `json:"case"`
	Title   string `json:"title"`   // of what is asked for in the case
	Reason  string `json:"reason"`  // Russian
	Certain bool   `json:"certain"` // the machine matches it by itself
}

// PaymentQuery selects payments.
type PaymentQuery struct {
	Standing  PaymentStanding
	Case      CaseID // only those matched to the case
	Attention bool   // only those that somebody has to look at
	Limit     int    // 0 is all
	Offset    int
}

// PaymentsReport is what became of a statement.
type PaymentsReport struct {
	Source   string        `json:"source"`
	Rows     int           `json:"rows"`     // New, Changed, Repeated and Rejected together
	New      int           `json:"new"`      // payments not known before
	Changed  int           `json:"changed"`  // known ones put right, annulled or restored
	Repeated int           `json:"repeated"` // told before in the same words
	Matched  int           `json:"matched"`  // of those told now, matched by the machine
	Waiting  int           `json:"waiting"`  // payments that wait for a person, from all statements
	Rejected []RejectedRow `json:"rejected"`
	Notes    []RejectedRow `json:"notes,omitempty"` // rows that were taken in, though somebody should look at them
}
