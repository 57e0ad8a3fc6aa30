package pipeline

import "context"

// PaymentStatement is what another office told of payments at one time: a file that was
// dropped, or one answer of the exchange bus.
type PaymentStatement struct {
	Source   string // its stable name: "inbox/payments/2026-03-27.csv"
	SHA256   Digest // of its bytes; empty where there are none
	Payments []Payment
	Rejected []RejectedRow // rows that could not be understood
}

// RegisterExtract is what another office told of organisations at one time.
type RegisterExtract struct {
	Source        string
	SHA256        Digest
	Organisations []Organisation
	Rejected      []RejectedRow
}

// RejectedRow is one row of a file that was not taken in. It hinders no other.
type RejectedRow struct {
	Line    int    `json:"line"`    // of the file, from 1; 0 where a row has none
	Reason  string `json:"reason"`  // a code for machines: "no-date"
	Message string `json:"message"` // Russian: what is wrong and what to do
}

// PaymentSource tells what was paid (order 210 п. 62, order 144 п. 23): a folder of
// statements today, an adapter of the exchange bus where the office has one.
type PaymentSource interface {
	// CollectPayments calls take for every statement that is there, in an order
	// of the source's own. A statement that take has accepted need not be told
	// again, though it may be: taking one in twice changes nothing. An error of
	// take ends the collecting and is returned.
	CollectPayments(ctx context.Context, take func(context.Context, PaymentStatement) error) error
}

// OrganisationSource tells what the state registers of organisations and
// entrepreneurs hold (order 210 п. 22). Its contract is that of [PaymentSource].
type OrganisationSource interface {
	CollectOrganisations(ctx context.Context, take func(context.Context, RegisterExtract) error) error
}
