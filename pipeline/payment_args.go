package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// PaymentArgs is what a payment answers of a command that asks for one.
type PaymentArgs struct {
	Args     map[string]any `json:"args"`     // by the names of the command's needs; dates as "2006-01-02"
	Payments []PaymentRow   `json:"payments"` // on which they rest
}

// Names under which the acts' commands and fields speak of a payment.
const (
	argAmount   = "amount"
	argPaidOn   = "paid_on"
	argReported = "gis_on"
	argDocument = "document"
)

// PaymentArgs fills what a command asks of a payment from those matched to the
// case since such a command was last performed: their sum, the day of the last of
// them, by which all was paid, the day on which the system of payments knew, and
// their УИН or documents. A command that asks for no payment gets none.
func (o *Office) PaymentArgs(ctx context.Context, id CaseID, cmd regulation.Command) (PaymentArgs, error) {
	if !asksForPayment(cmd) {
		return PaymentArgs{}, nil
	}
	c, err := o.Case(ctx, id)
	if err != nil {
		return PaymentArgs{}, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return PaymentArgs{}, err
	}
	used := lastUse(pack, c.History)
	rows, _, err := o.paymentRows(ctx, PaymentQuery{Case: id, Standing: PaymentMatched})
	if err != nil {
		return PaymentArgs{}, err
	}
	rows = slices.DeleteFunc(rows, func(r PaymentRow) bool { return r.MatchedAt == nil || r.MatchedAt.Before(used) })
	if len(rows) == 0 {
		return PaymentArgs{}, nil
	}
	return PaymentArgs{Args: argsOf(cmd, rows), Payments: rows}, nil
}

func asksForPayment(cmd regulation.Command) bool {
	asks := func(name string) bool {
		return slices.ContainsFunc(cmd.Needs, func(n regulation.Need) bool { return n.Name == name })
	}
	return asks(argAmount) && asks(argPaidOn)
}

// lastUse returns when a command that rests on a payment was last performed: one
// that cannot do without amount and day. One that only notes that money came does
// not use it up.
func lastUse(pack *regulation.Pack, history []regulation.Occurrence) time.Time {
	takes := map[string]bool{}
	for _, cmd := range pack.Procedure.Commands {
		required := map[string]bool{}
		for _, n := range cmd.Needs {
			required[n.Name] = n.Required
		}
		takes[cmd.ID] = required[argAmount] && required[argPaidOn]
	}
	events := map[string]bool{}
	for _, t := range pack.Procedure.Transitions {
		if takes[t.Command] {
			events[t.Event] = true
		}
	}
	var last time.Time
	for _, h := range history {
		if events[h.Name] && h.At.After(last) {
			last = h.At
		}
	}
	return last
}

// argsOf answers those of the command's needs that payments can answer.
func argsOf(cmd regulation.Command, rows []PaymentRow) map[string]any {
	var sum Kopecks
	var paid, told workday.Date
	var documents []string
	for _, r := range slices.Backward(rows) { // the oldest first
		sum += r.Amount
		if r.PaidOn.After(paid) {
			paid = r.PaidOn
		}
		if r.ReportedOn.After(told) {
			told = r.ReportedOn
		}
		if d := r.named(); d != "" {
			documents = append(documents, d)
		}
	}
	all := map[string]any{argAmount: sum.Roubles(), argPaidOn: paid.String(), argDocument: strings.Join(documents, "; ")}
	if !told.IsZero() {
		all[argReported] = told.String()
	}
	args := map[string]any{}
	for _, n := range cmd.Needs {
		if v, ok := all[n.Name]; ok && v != "" {
			args[n.Name] = v
		}
	}
	return args
}

// named is how papers name the payment.
func (r PaymentRow) named() string {
	switch {
	case r.uin() != "":
		return "УИН " + r.uin()
	case r.Document != "" && !r.DocumentDate.IsZero():
		return fmt.Sprintf("платёжный документ № %s от %s", r.Document, russianDate(r.DocumentDate))
	case r.Document != "":
		return "платёжный документ № " + r.Document
	case r.UIP != "":
		return "УИП " + r.UIP
	}
	return ""
}
