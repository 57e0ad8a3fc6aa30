package pipeline

import (
	"context"
	"errors"
	"slices"
)

// MatchCertain matches every waiting payment that certainly belongs to one case,
// and returns how many it matched. Statements are matched as they come, and cases
// when their papers were read; this finds what was lost on the way.
func (o *Office) MatchCertain(ctx context.Context) (int, error) {
	waiting, _, err := o.paymentRows(ctx, PaymentQuery{Standing: PaymentWaiting})
	if err != nil {
		return 0, err
	}
	return o.matchRows(ctx, waiting)
}

// matchTold matches what a statement has just told.
func (o *Office) matchTold(ctx context.Context, told []*toldRow) (int, error) {
	var waiting []PaymentRow
	for _, t := range told {
		row, err := o.payment(ctx, t.row.ID)
		if err != nil {
			return 0, err
		}
		if row.Standing == PaymentWaiting {
			waiting = append(waiting, row)
		}
	}
	return o.matchRows(ctx, waiting)
}

// matchCase matches what was paid for a case before its papers were read. A
// failure is logged only: the payments go on waiting, with their proposals.
func (o *Office) matchCase(ctx context.Context, id CaseID) {
	waiting, err := o.waitingFor(ctx, id)
	if err == nil {
		_, err = o.matchRows(ctx, waiting)
	}
	if err != nil && ctx.Err() == nil {
		o.log.WarnContext(ctx, "payments were not matched", "case", id, "error", err)
	}
}

// matchRows matches those of the waiting payments that certainly belong to one case.
func (o *Office) matchRows(ctx context.Context, waiting []PaymentRow) (int, error) {
	matched := 0
	for _, row := range waiting {
		if err := ctx.Err(); err != nil {
			return matched, err
		}
		proposals, err := o.propose(ctx, row)
		if err != nil {
			return matched, err
		}
		if len(proposals) == 0 || !proposals[0].Certain || slices.Contains(row.Released, proposals[0].Case) {
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
