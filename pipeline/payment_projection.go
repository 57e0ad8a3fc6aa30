package pipeline

import (
	"context"
	"strings"
)

// The views of what other offices tell.
const (
	ViewPayments   = "payments"   // key: payment id; body: PaymentRow; sort: day of the payment
	ViewPayers     = "payers"     // key: case id; body: payerKeys; tags by which payments find their case
	ViewStatements = "statements" // key: of the stream; body: StatementRow; sort: when it came
)

// paymentView keeps the payments and the statements that told them.
type paymentView struct{}

func (paymentView) Views() []string { return []string{ViewPayments, ViewStatements} }

func (v paymentView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if key, ok := strings.CutPrefix(e.Stream, "statement/"); ok {
		return v.statement(ctx, w, key, e)
	}
	key, ok := strings.CutPrefix(e.Stream, "payment/")
	if !ok {
		return nil
	}
	var row PaymentRow
	if err := load(ctx, w, ViewPayments, key, &row); err != nil {
		return err
	}
	if err := row.apply(e); err != nil {
		return err
	}
	return put(ctx, w, Doc{View: ViewPayments, Key: key, Sort: row.PaidOn.String(), Tags: row.tags()}, &row)
}

func (paymentView) statement(ctx context.Context, w ViewWriter, key string, e Event) error {
	return handle(e, func(s StatementReceived) error {
		row := StatementRow{At: e.At, By: e.Actor, StatementReceived: s}
		return put(ctx, w, Doc{View: ViewStatements, Key: key, Sort: e.At.UTC().Format(sortableTime), Tags: []string{"kind=" + s.Kind}}, row)
	})
}

// sortableTime writes an instant so that text order is the order of time.
const sortableTime = "2006-01-02T15:04:05.000000000Z"

// tags are what payments are listed and found by.
func (r *PaymentRow) tags() []string {
	tags := []string{"standing=" + string(r.Standing)}
	if r.Case != "" {
		tags = append(tags, "case="+string(r.Case))
	}
	if r.Attention != "" {
		tags = append(tags, "attention=true")
	}
	if key := r.sameKey(); key != "" && r.ReplacedBy == "" {
		tags = append(tags, "same="+key)
	}
	if r.Standing != PaymentWaiting {
		return tags
	}
	if uin := r.uin(); uin != "" {
		tags = append(tags, "uin="+uin)
	}
	if r.Payer.INN != "" {
		tags = append(tags, "inn="+r.Payer.INN)
	}
	if name := foldPerson(r.Payer.Name); name != "" {
		tags = append(tags, "name="+name)
	}
	for _, number := range mentionedNumbers(r.Purpose) {
		tags = append(tags, "mentions="+number)
	}
	return tags
}

// payerView keeps, for each case, by what a payment for it could be known.
type payerView struct{}

func (payerView) Views() []string { return []string{ViewPayers} }

func (payerView) Project(ctx context.Context, w ViewWriter, e Event) error {
	id, ok := CaseOfStream(e.Stream)
	if !ok {
		return nil
	}
	if changes, err := changesPayers(e); err != nil || !changes {
		return err
	}
	c := payingCase{ID: id} // from the view of cases, which comes before this one
	if err := load(ctx, w, ViewCases, string(id), &c); err != nil {
		return err
	}
	keys := payerKeysOf(&c)
	return put(ctx, w, Doc{View: ViewPayers, Key: string(id), Tags: keys.tags()}, keys)
}

// payingCase is what a case's row holds of those who pay: reading no more of it
// keeps the projection cheap.
type payingCase struct {
	ID     CaseID `json:"id"`
	Fields struct {
		Holders Field `json:"holders"`
		Fee     Field `json:"fee"`
	} `json:"fields"`
	Numbers map[string]string `json:"numbers"`
}

// changesPayers reports whether an event may change what a case is known by.
func changesPayers(e Event) (bool, error) {
	switch e.Type {
	case EvReceived, EvOpened, EvRecognised, EvCorrected, EvKindNamed:
		return true, nil
	case EvPerformed:
		performed, err := decode[struct {
			Numbers map[string]string `json:"numbers"`
		}](e)
		return len(performed.Numbers) > 0, err
	}
	return false, nil
}

// payerKeys are what a case is known by to those who pay for it.
type payerKeys struct {
	Case     CaseID  `json:"case"`
	UINs     []uinOf `json:"uins,omitempty"`
	Payers   []Payer `json:"payers,omitempty"`
	Document string  `json:"document,omitempty"` // of the proof of payment among the papers, digits alone
	Amount   Kopecks `json:"kopecks,omitempty"`  // that this proof states
}

// uinOf is a УИН that a case states.
type uinOf struct {
	Value string `json:"value"`
	Sure  bool   `json:"sure"` // that it was read right
}

func (k payerKeys) tags() []string {
	var tags []string
	for _, u := range k.UINs {
		tags = append(tags, "uin="+u.Value)
	}
	for _, p := range k.Payers {
		if p.INN != "" {
			tags = append(tags, "inn="+p.INN)
		}
		if name := foldPerson(p.Name); name != "" {
			tags = append(tags, "name="+name)
		}
	}
	return tags
}

// payerKeysOf gathers the keys from the papers and numbers of a case.
func payerKeysOf(c *payingCase) payerKeys {
	keys := payerKeys{Case: c.ID}
	for _, r := range c.Fields.Holders.Values {
		p := Payer{Name: partText(r, "name"), INN: digitsIn(partText(r, "inn"))}
		if p != (Payer{}) {
			keys.Payers = append(keys.Payers, p)
		}
	}
	proof := c.Fields.Fee.Reading
	document := proof.Parts["document"]
	text, _ := document.Value.(string)
	if text == "" {
		text = partText(proof, "document")
	}
	if uin := usableUIN(digitsIn(text)); uin != "" {
		keys.UINs = append(keys.UINs, uinOf{uin, document.Sure})
	} else {
		keys.Document = digitsIn(text)
	}
	if uin := usableUIN(digitsIn(partText(proof, "uin"))); uin != "" {
		keys.UINs = append(keys.UINs, uinOf{uin, proof.Parts["uin"].Sure})
	}
	if amount, ok := numberOf(proof, "amount"); ok {
		keys.Amount = Kopecks(amount*100 + .5)
	}
	if uin := usableUIN(c.Numbers["uin"]); uin != "" {
		keys.UINs = append(keys.UINs, uinOf{uin, true})
	}
	return keys
}

// numberOf returns a part of a composite reading as a number.
func numberOf(r Reading, part string) (float64, bool) {
	m, _ := r.Value.(map[string]any)
	switch v := m[part].(type) {
	case float64:
		return v, true
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	}
	return 0, false
}

// usableUIN returns a УИН that can tell charges apart: 20 or 25 digits. "0" is what
// stands in a payment order where there is none.
func usableUIN(s string) string {
	if (len(s) == 20 || len(s) == 25) && digitsIn(s) == s && strings.Trim(s, "0") != "" {
		return s
	}
	return ""
}

// digitsIn returns the digits of a text.
func digitsIn(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
