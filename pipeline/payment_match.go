package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"vestnik/pipeline/workday"
)

// How strongly a payment points to a case, strongest first. Only the first two
// are certain, and only while a single case stands there.
const (
	byUIN = iota
	byNumberPayerAmount
	byNumber
	byPayerDocument
	byPayerAmount
)

// candidate is a case that a payment may belong to.
type candidate struct {
	keys     payerKeys
	summary  CaseSummary
	open     bool
	strength int
	sure     bool     // of the УИН
	reasons  []string // Russian clauses
}

// mentionPattern finds what may be a number of the office in a text: a word with
// hyphens or slashes; those with few digits are passed over.
var mentionPattern = regexp.MustCompile(`[\p{L}\d]+(?:[-/][\p{L}\d]+)*`)

// lookAlikes are the Latin letters that people type in the place of Cyrillic ones.
var lookAlikes = strings.NewReplacer("A", "А", "B", "В", "C", "С", "E", "Е", "H", "Н", "K", "К", "M", "М", "O", "О", "P", "Р", "T", "Т", "X", "Х", "Y", "У")

// mentionedNumbers returns what may be numbers of cases in the purpose of a
// payment, folded, each once.
func mentionedNumbers(purpose string) []string {
	const fewest, most = 6, 20 // digits in a number; words in a purpose that are looked at
	var list []string
	for _, word := range mentionPattern.FindAllString(purpose, -1) {
		n := len(digitsIn(word))
		if word = foldNumber(word); n < fewest || slices.Contains(list, word) {
			continue
		}
		if list = append(list, word); len(list) == most {
			break
		}
	}
	return list
}

func foldNumber(s string) string { return lookAlikes.Replace(strings.ToUpper(s)) }

// propose returns the cases that a payment may belong to, best first.
func (o *Office) propose(ctx context.Context, p PaymentRow) ([]PaymentProposal, error) {
	found, err := o.candidates(ctx, p)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if a.strength != b.strength {
			return a.strength - b.strength
		}
		if a.open != b.open {
			return map[bool]int{true: -1, false: 1}[a.open]
		}
		return strings.Compare(string(b.keys.Case), string(a.keys.Case)) // the newer first
	})
	const most = 5
	list := make([]PaymentProposal, 0, min(len(found), most))
	for i, c := range found[:min(len(found), most)] {
		list = append(list, PaymentProposal{Case: c.keys.Case, Title: c.summary.Title, Reason: c.reason(),
			Certain: i == 0 && c.certain() && (len(found) == 1 || found[1].strength > byNumberPayerAmount)})
	}
	return list, nil
}

func (c candidate) certain() bool {
	return c.strength == byUIN && c.sure || c.strength == byNumberPayerAmount && c.open
}

func (c candidate) reason() string {
	reasons := c.reasons
	if !c.open {
		reasons = append(slices.Clip(reasons), "дело завершено")
	}
	text := strings.Join(reasons, "; ")
	return sentence(text) + "."
}

// candidates looks for cases by УИН, then by the numbers in the purpose, then by
// the payer.
func (o *Office) candidates(ctx context.Context, p PaymentRow) ([]candidate, error) {
	var found []candidate
	known := func(id CaseID) bool {
		return slices.ContainsFunc(found, func(c candidate) bool { return c.keys.Case == id })
	}
	if uin := usableUIN(p.UIN); uin != "" {
		ids, err := o.casesTagged(ctx, "uin="+uin)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			c, err := o.candidate(ctx, id)
			if err != nil {
				return nil, err
			}
			c.strength, c.sure = byUIN, slices.Contains(c.keys.UINs, uinOf{uin, true})
			c.reasons = []string{"УИН " + uin + " указан в деле"}
			if !c.sure {
				c.reasons = append(c.reasons, "но прочитан неуверенно")
			}
			found = append(found, c)
		}
	}
	for _, number := range mentionedNumbers(p.Purpose) {
		ids, err := o.casesNumbered(ctx, number)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if known(id) {
				continue
			}
			c, err := o.candidate(ctx, id)
			if err != nil {
				return nil, err
			}
			c.reasons = []string{"в назначении платежа назван номер " + number}
			o.weighNumbered(&c, p)
			found = append(found, c)
		}
	}
	byPayer, err := o.casesOfPayer(ctx, p.Payer)
	if err != nil {
		return nil, err
	}
	for _, id := range byPayer {
		if known(id) {
			continue
		}
		c, err := o.candidate(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.open && o.weighPayer(&c, p) {
			found = append(found, c)
		}
	}
	return found, nil
}

// weighNumbered says how well payer and amount fit a case that the purpose names.
func (o *Office) weighNumbered(c *candidate, p PaymentRow) {
	payer, how := agrees(c.keys, p.Payer)
	if payer {
		c.reasons = append(c.reasons, how)
	} else {
		c.reasons = append(c.reasons, "плательщик в деле не назван")
	}
	amount, what := o.amountFits(c, p)
	c.reasons = append(c.reasons, what)
	c.strength = byNumber
	if payer && amount {
		c.strength = byNumberPayerAmount
	}
}

// weighPayer reports whether a case of the payer fits the payment otherwise too.
func (o *Office) weighPayer(c *candidate, p PaymentRow) bool {
	payer, how := agrees(c.keys, p.Payer)
	amount, what := o.amountFits(c, p)
	if !payer || !amount {
		return false
	}
	c.reasons = append(c.reasons, how, what)
	c.strength = byPayerAmount
	if number := digitsIn(p.Document); number != "" && number == c.keys.Document {
		c.strength = byPayerDocument
		c.reasons = append(c.reasons, "номер платёжного документа тот же, что у приложенного")
	}
	return true
}

// agrees reports whether the payer is one of those for whom the case was filed.
func agrees(keys payerKeys, payer Payer) (bool, string) {
	for _, p := range keys.Payers {
		if p.INN != "" && p.INN == payer.INN {
			return true, "ИНН плательщика " + p.INN + " указан в деле"
		}
	}
	name := foldPerson(payer.Name)
	for _, p := range keys.Payers {
		// The same name under another INN is somebody else.
		if name != "" && name == foldPerson(p.Name) && (p.INN == "" || payer.INN == "") {
			return true, "плательщик — правообладатель из заявления"
		}
	}
	return false, ""
}

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
				amounts = append(amounts, Kopecks(f.Amount*100+.5))
			}
		}
	}
	return amounts
}

// candidate reads what is known of a case.
func (o *Office) candidate(ctx context.Context, id CaseID) (candidate, error) {
	var c candidate
	if err := o.decodeDoc(ctx, ViewPayers, string(id), &c.keys); err != nil {
		return c, err
	}
	c.keys.Case = id
	d, err := o.views.Doc(ctx, ViewQueue, string(id))
	if err != nil {
		return c, err
	}
	c.open = slices.Contains(d.Tags, "open=true")
	if err := json.Unmarshal(d.Body, &c.summary); err != nil {
		return c, &Error{Op: "read queue", Doc: d.Key, Kind: Corrupt, Err: err}
	}
	return c, nil
}

// decodeDoc reads a row of a view into v; a missing row leaves v as it is.
func (o *Office) decodeDoc(ctx context.Context, view, key string, v any) error {
	d, err := o.views.Doc(ctx, view, key)
	if errors.Is(err, NotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(d.Body, v); err != nil {
		return &Error{Op: "read " + view, Doc: key, Kind: Corrupt, Err: err}
	}
	return nil
}

// mostCases bounds how many cases of one payer are looked at.
const mostCases = 50

func (o *Office) casesTagged(ctx context.Context, tag string) ([]CaseID, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewPayers, Tags: []string{tag}, Limit: mostCases})
	if err != nil {
		return nil, err
	}
	ids := make([]CaseID, len(docs))
	for i, d := range docs {
		ids[i] = CaseID(d.Key)
	}
	return ids, nil
}

// casesOfPayer returns the cases in which the payer is named, each once.
func (o *Office) casesOfPayer(ctx context.Context, payer Payer) ([]CaseID, error) {
	var all []CaseID
	for _, tag := range []struct{ name, value string }{{"inn=", payer.INN}, {"name=", foldPerson(payer.Name)}} {
		if tag.value == "" {
			continue
		}
		ids, err := o.casesTagged(ctx, tag.name+tag.value)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all, nil
}

// casesNumbered returns the cases that bear a number, in whatever sequence.
func (o *Office) casesNumbered(ctx context.Context, number string) ([]CaseID, error) {
	var ids []CaseID
	for _, sequence := range o.sequences() {
		var id CaseID
		if err := o.decodeDoc(ctx, ViewNumbered, sequence+"/"+number, &id); err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
