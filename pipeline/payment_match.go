package pipeline

import (
	"context"
	"regexp"
	"slices"
	"strings"
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
	if uin := p.uin(); uin != "" {
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
				c.reasons[0] += ", но прочитан неуверенно"
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
