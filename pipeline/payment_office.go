package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// mayMatch are the roles that say to which case a payment belongs (order 210 п. 74 абз. 1).
var mayMatch = []string{"fee-officer", "admin"}

// StatementRow is a statement or extract that came: a row of the view "statements".
type StatementRow struct {
	At time.Time `json:"at"`
	By string    `json:"by"`
	StatementReceived
}

// Payments lists payments, the newest first, and how many there are in all. Those
// that wait come with the cases that they may belong to.
func (o *Office) Payments(ctx context.Context, q PaymentQuery) ([]PaymentRow, int, error) {
	rows, total, err := o.paymentRows(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	for i := range rows {
		if rows[i].Standing != PaymentWaiting {
			continue
		}
		if rows[i].Proposals, err = o.propose(ctx, rows[i]); err != nil {
			return nil, 0, err
		}
	}
	return rows, total, nil
}

// Payment returns one payment with its proposals, or a NotExist error.
func (o *Office) Payment(ctx context.Context, id PaymentID) (PaymentRow, error) {
	row, err := o.payment(ctx, id)
	if err == nil && row.Standing == PaymentWaiting {
		row.Proposals, err = o.propose(ctx, row)
	}
	return row, err
}

// PaymentsFor returns what was paid, or may have been paid, for a case: the
// payments matched to it, then those that wait and point to it, each with this
// case as its only proposal.
func (o *Office) PaymentsFor(ctx context.Context, id CaseID) ([]PaymentRow, error) {
	rows, _, err := o.paymentRows(ctx, PaymentQuery{Case: id})
	if err != nil {
		return nil, err
	}
	waiting, err := o.waitingFor(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, row := range waiting {
		proposals, err := o.propose(ctx, row)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(proposals, func(p PaymentProposal) bool { return p.Case == id }); i >= 0 {
			row.Proposals = proposals[i : i+1]
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// waitingFor returns the waiting payments that share a key with the case.
func (o *Office) waitingFor(ctx context.Context, id CaseID) ([]PaymentRow, error) {
	c, err := o.candidate(ctx, id)
	if errors.Is(err, NotExist) {
		return nil, noCase(string(id))
	}
	if err != nil {
		return nil, err
	}
	tags := c.keys.tags()
	for _, number := range c.summary.Numbers {
		tags = append(tags, "mentions="+foldNumber(number))
	}
	slices.Sort(tags)
	var list []PaymentRow
	seen := map[PaymentID]bool{}
	for _, tag := range slices.Compact(tags) {
		rows, _, err := o.readPayments(ctx, ViewQuery{View: ViewPayments, Tags: []string{tag}, Limit: mostCases})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if !seen[row.ID] {
				seen[row.ID] = true
				list = append(list, row)
			}
		}
	}
	return list, nil
}

// paymentRows lists payments without proposals.
func (o *Office) paymentRows(ctx context.Context, q PaymentQuery) ([]PaymentRow, int, error) {
	vq := ViewQuery{View: ViewPayments, Descending: true, Limit: q.Limit, Offset: q.Offset}
	if q.Standing != "" {
		vq.Tags = append(vq.Tags, "standing="+string(q.Standing))
	}
	if q.Case != "" {
		vq.Tags = append(vq.Tags, "case="+string(q.Case))
	}
	if q.Attention {
		vq.Tags = append(vq.Tags, "attention=true")
	}
	return o.readPayments(ctx, vq)
}

func (o *Office) readPayments(ctx context.Context, q ViewQuery) ([]PaymentRow, int, error) {
	docs, total, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]PaymentRow, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &rows[i]); err != nil {
			return nil, 0, &Error{Op: "read payments", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return rows, total, nil
}

func (o *Office) payment(ctx context.Context, id PaymentID) (PaymentRow, error) {
	var row PaymentRow
	if err := o.decodeDoc(ctx, ViewPayments, string(id), &row); err != nil {
		return row, err
	}
	if row.ID == "" {
		return row, &Error{Op: "find payment", Doc: string(id), Kind: NotExist, Advice: "Такого платежа нет. Обновите список платежей."}
	}
	return row, nil
}

// MatchPayment says that a payment belongs to a case. It is for a person where
// the machine is not certain; said twice, it changes nothing. A payment of another
// case, or an annulled one, is refused as Invalid.
func (o *Office) MatchPayment(ctx context.Context, id PaymentID, to CaseID, person Person) (PaymentRow, error) {
	if err := mustHold(person, mayMatch, "match payment", string(id)); err != nil {
		return PaymentRow{}, err
	}
	if _, err := o.Case(ctx, to); err != nil {
		return PaymentRow{}, err
	}
	err := retryConflict(ctx, func() error {
		row, err := o.payment(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case row.Standing == PaymentMatched && row.Case == to:
			return nil
		case row.Standing == PaymentMatched:
			return &Error{Op: "match payment", Doc: string(id), Kind: Invalid,
				Advice: "Платёж уже отнесён к делу " + string(row.Case) + ". Сначала снимите эту отметку."}
		case row.Standing == PaymentWithdrawn:
			return &Error{Op: "match payment", Doc: string(id), Kind: Invalid, Advice: "Платёж аннулирован: отнести его к делу нельзя."}
		}
		return o.appendPayment(ctx, row, EvPaymentMatched, person.Login, PaymentMatchedTo{Case: to, Reason: "Отнесён сотрудником."})
	})
	if err != nil {
		return PaymentRow{}, err
	}
	return o.payment(ctx, id)
}

// ReleasePayment takes back that a payment belongs to a case; it waits again.
// Without a reason it is Invalid.
func (o *Office) ReleasePayment(ctx context.Context, id PaymentID, person Person, reason string) (PaymentRow, error) {
	if err := mustHold(person, mayMatch, "release payment", string(id)); err != nil {
		return PaymentRow{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return PaymentRow{}, &Error{Op: "release payment", Doc: string(id), Kind: Invalid, Advice: "Укажите, почему платёж не относится к этому делу."}
	}
	err := retryConflict(ctx, func() error {
		row, err := o.payment(ctx, id)
		if err != nil || row.Case == "" {
			return err
		}
		return o.appendPayment(ctx, row, EvPaymentReleased, person.Login, PaymentReleasedFrom{Case: row.Case, Reason: reason})
	})
	if err != nil {
		return PaymentRow{}, err
	}
	return o.payment(ctx, id)
}

func (o *Office) appendPayment(ctx context.Context, row PaymentRow, t EventType, actor string, data any) error {
	_, err := o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: row.ID.Stream(), Expect: row.Version,
		Events: []NewEvent{{Type: t, At: o.now(), Actor: actor, Data: data}}}}})
	return err
}

// MatchCertain matches the waiting payments that certainly belong to one case:
// when a statement came, and again when the papers of later filings were read. It
// returns how many it matched.
func (o *Office) MatchCertain(ctx context.Context) (int, error) {
	waiting, _, err := o.paymentRows(ctx, PaymentQuery{Standing: PaymentWaiting})
	if err != nil {
		return 0, err
	}
	matched := 0
	for _, row := range waiting {
		if err := ctx.Err(); err != nil {
			return matched, err
		}
		proposals, err := o.propose(ctx, row)
		if err != nil {
			return matched, err
		}
		if len(proposals) == 0 || !proposals[0].Certain || wasReleased(row, proposals[0].Case) {
			continue
		}
		err = o.appendPayment(ctx, row, EvPaymentMatched, Machine, PaymentMatchedTo{Case: proposals[0].Case, Reason: proposals[0].Reason})
		switch {
		case errors.Is(err, errOvertaken): // somebody was quicker: their word counts
		case err != nil:
			return matched, err
		default:
			matched++
		}
	}
	return matched, nil
}

// wasReleased reports whether a person took this very match back.
func wasReleased(row PaymentRow, id CaseID) bool { return slices.Contains(row.Released, id) }

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
	case usableUIN(r.UIN) != "":
		return "УИН " + r.UIN
	case r.Document != "" && !r.DocumentDate.IsZero():
		return fmt.Sprintf("платёжный документ № %s от %s", r.Document, russianDate(r.DocumentDate))
	case r.Document != "":
		return "платёжный документ № " + r.Document
	case r.UIP != "":
		return "УИП " + r.UIP
	}
	return ""
}

// Statements lists the statements and extracts that came, the newest first, and
// how many there are; kind is "payments", "organisations", or empty for both.
func (o *Office) Statements(ctx context.Context, kind string, limit int) ([]StatementRow, int, error) {
	q := ViewQuery{View: ViewStatements, Descending: true, Limit: limit}
	if kind != "" {
		q.Tags = []string{"kind=" + kind}
	}
	docs, total, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]StatementRow, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &rows[i]); err != nil {
			return nil, 0, &Error{Op: "read statements", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return rows, total, nil
}
