package pipeline

import (
	"fmt"
	"math"
	"slices"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// amountFits reports whether the payment is of the amount of a fee of the case's
// regulation, or of that which the proof among its papers states.
func (o *Office) amountFits(c *candidate, p PaymentRow) (bool, string) {
	if c.keys.Amount != 0 && c.keys.Amount == p.Amount {
		return true, fmt.Sprintf("сумма %s руб. указана в приложенном документе об уплате", p.Amount)
	}
	for _, amount := range o.feesOf(c.summary, p.PaidOn) {
		if amount == p.Amount {
			return true, fmt.Sprintf("сумма %s руб. равна размеру пошлины", p.Amount)
		}
	}
	return false, fmt.Sprintf("сумма %s руб. не равна размеру ни одной из пошлин", p.Amount)
}

// feesOf returns the amounts of the fees of a case's regulation that were in force
// on the day of the filing or of the payment.
func (o *Office) feesOf(s CaseSummary, paidOn workday.Date) []Kopecks {
	filedOn := workday.DateOf(s.ReceivedAt.In(o.rules.Zone))
	pack, err := o.engine.InForce(s.Procedure, filedOn)
	if err != nil {
		return nil
	}
	fees := pack.Fees
	for _, id := range pack.Includes {
		if included, err := o.engine.InForce(id, filedOn); err == nil {
			fees = slices.Concat(fees, included.Fees)
		}
	}
	var amounts []Kopecks
	for _, f := range fees {
		for _, day := range []workday.Date{filedOn, paidOn} {
			if !day.Before(f.From) && (f.To.IsZero() || !day.After(f.To)) {
				amounts = append(amounts, amountsOf(f)...)
			}
		}
	}
	return amounts
}

// amountsOf returns what a payer of the fee may have paid: all of it, or what a
// reduction leaves, to the kopeck or in whole roubles, rounded either way.
func amountsOf(f regulation.Fee) []Kopecks {
	amounts := []Kopecks{Kopecks(f.Amount*100 + .5)}
	for _, percent := range f.Reductions {
		left := f.Amount * (100 - percent) / 100
		amounts = append(amounts, Kopecks(left*100+.5), Kopecks(math.Floor(left)*100), Kopecks(math.Ceil(left)*100))
	}
	return amounts
}
