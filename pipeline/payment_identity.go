package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"unicode"
)

// ID names the payment. Payments with the same УИП are the same; of those without
// one, such as a bank's statement may hold, all that the bank says has to agree.
func (p Payment) ID() PaymentID {
	if uip := strings.ToLower(p.UIP); plainUIP.MatchString(uip) {
		return PaymentID("uip-" + uip)
	} else if uip != "" {
		return PaymentID("uip-" + shortDigest(uip))
	}
	p.Change, p.Line = PaymentNew, 0
	p.ReportedOn = p.PaidOn // the day of the report is no part of what was paid
	p.Payer.Name, p.Purpose = foldParty(p.Payer.Name), foldText(p.Purpose)
	return PaymentID("row-" + shortDigest(p))
}

// uinInText finds a УИН that a payer wrote into the purpose, as banks ask where an
// order has no field of its own for it.
var uinInText = regexp.MustCompile(`(?i)уин\D{0,3}(\d{25}|\d{20})(?:\D|$)`)

// uin returns the УИН that tells which charge was paid, from its own field or the
// purpose; empty where there is none.
func (p Payment) uin() string {
	if uin := usableUIN(p.UIN); uin != "" {
		return uin
	}
	if m := uinInText.FindStringSubmatch(p.Purpose); m != nil {
		return usableUIN(m[1])
	}
	return ""
}

// plainUIP is what can stand in an address as it is.
var plainUIP = regexp.MustCompile(`^[0-9a-z]{1,64}$`)

// Stream returns the payment's stream in the journal.
func (id PaymentID) Stream() string { return "payment/" + string(id) }

// telling names what a row says, wherever it stands.
func (p Payment) telling() string {
	p.Line = 0
	return shortDigest(p)
}

// shortDigest names a value by half of the SHA-256 of its JSON.
func shortDigest(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("pipeline: a value without cycles, channels or functions is always JSON: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// foldText makes two writings of the same words alike: case, ё, blanks,
// quotation marks and dashes do not count.
func foldText(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "ё", "е")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// legalForms are the forms of organisation that papers abbreviate, folded, the
// longer before what it begins with.
var legalForms = strings.NewReplacer(
	" общество с ограниченной ответственностью ", " ооо ",
	" публичное акционерное общество ", " пао ",
	" непубличное акционерное общество ", " нао ",
	" закрытое акционерное общество ", " зао ",
	" открытое акционерное общество ", " оао ",
	" акционерное общество ", " ао ",
	" федеральное государственное бюджетное образовательное учреждение высшего образования ", " фгбоу во ",
	" федеральное государственное автономное образовательное учреждение высшего образования ", " фгаоу во ",
	" федеральное государственное бюджетное учреждение науки ", " фгбун ",
	" федеральное государственное бюджетное учреждение ", " фгбу ",
	" федеральное государственное автономное учреждение ", " фгау ",
	" федеральное государственное унитарное предприятие ", " фгуп ",
	" автономная некоммерческая организация ", " ано ",
	" индивидуальный предприниматель ", " ип ",
)

// foldParty makes two writings of a name alike, and "Общество с ограниченной
// ответственностью" the same as "ООО". What banks add after "//", an address or
// an account, is no part of the name.
func foldParty(name string) string {
	name, _, _ = strings.Cut(name, "//")
	return strings.TrimSpace(legalForms.Replace(" " + foldText(name) + " "))
}

// foldPerson is foldParty without the words that make a person an entrepreneur:
// the same person pays under either.
func foldPerson(name string) string {
	return strings.TrimPrefix(foldParty(name), "ип ")
}
