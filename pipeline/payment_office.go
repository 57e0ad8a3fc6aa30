package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// mayMatch are the roles that say to which case a payment belongs (order 210 п. 74 абз. 1).
var mayMatch = []string{"fee-officer", "admin"}

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
		case row.ReplacedBy != "":
			return &Error{Op: "match payment", Doc: string(id), Kind: Invalid, Advice: "Тот же платёж учтён под своим УИП: отнесите к делу его."}
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
