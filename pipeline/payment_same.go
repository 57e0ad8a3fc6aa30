package pipeline

import (
	"context"
	"encoding/json"
)

// A bank tells a payment by the number of its order, the treasury by its УИП. When
// both statements come in, the payment must not count twice: the one with the УИП
// stands, the other gives way to it.

// sameKey is equal for a payment told with and without its УИП: the same payer paid
// the same amount on the same day by an order of the same number. It is empty where
// a statement tells too little to be sure.
func (p Payment) sameKey() string {
	payer := p.Payer.INN
	if payer == "" {
		payer = foldPerson(p.Payer.Name)
	}
	number := digitsIn(p.Document)
	if payer == "" || number == "" {
		return ""
	}
	return shortDigest([]string{payer, number, p.Amount.String(), p.PaidOn.String()})
}

// alreadyNamed reports whether a row without a УИП tells a payment that is known
// under one.
func (in *statementImport) alreadyNamed(ctx context.Context, p Payment) (bool, error) {
	if p.UIP != "" {
		return false, nil
	}
	same, err := in.sameAs(ctx, p, func(r PaymentRow) bool { return r.UIP != "" })
	if err != nil || same == nil {
		return false, err
	}
	in.report.Repeated++
	in.note(p, "known-by-uip", "Этот платёж уже учтён под УИП "+same.row.UIP+".")
	return true, nil
}

// replaceUnnamed lets a payment that was told without its УИП give way to the same
// one that is now told with it. The case to which somebody matched it stays.
func (in *statementImport) replaceUnnamed(ctx context.Context, p Payment, row *toldRow) error {
	if p.UIP == "" {
		return nil
	}
	was, err := in.sameAs(ctx, p, func(r PaymentRow) bool { return r.UIP == "" })
	if err != nil || was == nil {
		return err
	}
	if was.row.Standing == PaymentMatched && row.row.Standing == PaymentWaiting {
		in.record(row, EvPaymentMatched, PaymentMatchedTo{Case: was.row.Case, Reason: "Тот же платёж был отнесён к делу по выписке без УИП."})
	}
	in.record(was, EvPaymentReplaced, PaymentReplacedBy{Payment: row.row.ID})
	in.note(p, "same-payment", "Этот платёж был учтён по выписке без УИП. Теперь он учтён один раз, под УИП "+p.UIP+".")
	return nil
}

// sameAs returns the payment with the same key that fits, or nil when there is none
// or more than one.
func (in *statementImport) sameAs(ctx context.Context, p Payment, fits func(PaymentRow) bool) (*toldRow, error) {
	key := p.sameKey()
	if key == "" {
		return nil, nil
	}
	docs, _, err := in.office.views.Docs(ctx, ViewQuery{View: ViewPayments, Tags: []string{"same=" + key}})
	if err != nil {
		return nil, err
	}
	found := map[PaymentID]*toldRow{}
	for _, d := range docs {
		var stored PaymentRow
		if err := json.Unmarshal(d.Body, &stored); err != nil {
			return nil, &Error{Op: "read payment", Doc: d.Key, Kind: Corrupt, Err: err}
		}
		row, err := in.load(ctx, stored.ID)
		if err != nil {
			return nil, err
		}
		found[stored.ID] = row
	}
	for _, row := range in.same[key] {
		found[row.row.ID] = row
	}
	var same *toldRow
	for _, row := range found {
		if row.row.sameKey() != key || row.row.ReplacedBy != "" || !fits(row.row) {
			continue
		}
		if same != nil {
			return nil, nil
		}
		same = row
	}
	return same, nil
}
