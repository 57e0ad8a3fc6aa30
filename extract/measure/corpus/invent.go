package corpus

import (
	"fmt"
	"strings"
)

// Application is what the papers of one invented filing say, as printed.
type Application struct {
	Kind       string // program | database-1259 | database-1334
	Title      string
	Holders    []Holder
	Authors    []Author
	Refused    bool // the authors do not want to be named
	Year       string
	Published  string // year of publication; empty for unpublished
	Country    string // of publication, as printed
	Address    string // for correspondence
	Phone      string
	Email      string
	Agent      string // representative; empty for none
	Abstract   string
	Language   string
	OS         string
	Computer   string
	DBMS       string
	Size       string
	Signatures []Signature
	Fee        Payment

	// Of an open licence.
	Object     string // invention | utility-model | design
	Patent     string
	Conditions string
}

// Holder is a right holder.
type Holder struct {
	Name            string
	Organisation    bool
	Country         string // as printed
	Code            string // ST.3
	Address         string // without the country
	OGRN, INN, KPP  string
	SNILS           string
	Short           string // how letters call an organisation
	passportNumbers string
}

// Author is a person who made the program or database.
type Author struct {
	Name, Born    string // born: 2006-01-02
	Country, Code string
	Address       string
	Contribution  string
	Mention       string // named | pseudonym | anonymous
	Pseudonym     string
}

// Signature is a printed name beside a scribble.
type Signature struct{ Name, Position, Date string }

// Payment is a state fee as paid.
type Payment struct {
	Amount        int
	PaidOn        string // 2006-01-02
	Number        string
	Payer, INN    string
	Account, Bank string
	UIN           string
}

// invent makes up an application, of a program only or of a database too.
func invent(s source, program bool) Application {
	a := Application{Kind: "program", Refused: s.chance(0.03)}
	if s.chance(0.2) && !program {
		a.Kind = of(s, []string{"database-1259", "database-1334"})
	}
	a.Title = s.title(a.Kind)
	for range 1 + s.few(0.25) {
		a.Holders = append(a.Holders, s.holder())
	}
	for range 1 + s.few(0.55) {
		a.Authors = append(a.Authors, s.author())
	}
	first := a.Holders[0]
	if !first.Organisation && s.chance(0.7) {
		a.Authors[0].Name, a.Authors[0].Address = strings.TrimPrefix(first.Name, entrepreneur), first.Address
		a.Authors[0].Country, a.Authors[0].Code = first.Country, first.Code
	}
	year := 2008 + s.IntN(18)
	a.Year = fmt.Sprint(year)
	if s.chance(0.5) {
		a.Published, a.Country = fmt.Sprint(year+s.IntN(2)), of(s, russias[:3])
	}
	a.Phone, a.Email = s.phone(), s.email(first)
	a.signedBy(s, year)
	a.Address = first.Address + ", " + of(s, []string{a.Signatures[0].Name, shortOf(a.Signatures[0].Name), first.Short})
	if s.chance(0.12) {
		a.Agent = s.person()
	}
	a.describe(s)
	a.Fee = s.payment(first, year)
	a.licensed(s)
	return a
}

// few draws how many more of something there are: none, mostly.
func (s source) few(share float64) int {
	n := 0
	for n < 3 && s.chance(share) {
		n++
	}
	return n
}

func (a *Application) signedBy(s source, year int) {
	date := s.date(max(year, 2016), max(year, 2016)+1)
	for _, h := range a.Holders {
		sign := Signature{Name: h.Name, Date: date}
		if h.Organisation {
			sign.Name, sign.Position = s.person(), of(s, positions)
		}
		sign.Name = strings.TrimPrefix(sign.Name, entrepreneur)
		if s.chance(0.4) {
			sign.Name = shortOf(sign.Name)
		}
		a.Signatures = append(a.Signatures, sign)
	}
}

func (a *Application) describe(s source) {
	parts := abstractParts
	if a.Kind == "program" {
		a.Abstract = of(s, abstractStart) + " " + of(s, titleActs) + "."
		a.OS = of(s, systems)
	} else {
		a.Abstract = "База данных предназначена для хранения и поиска сведений о предмете, названном в заголовке."
		a.DBMS, parts = of(s, databases), baseParts
	}
	for _, i := range s.Perm(len(parts))[:3+s.IntN(4)] {
		a.Abstract += " " + parts[i]
	}
	a.Language, a.Computer = of(s, languages), of(s, machines)
	a.Size = fmt.Sprintf("%d %s", 12+s.IntN(980), of(s, sizeUnits))
	if s.chance(0.4) {
		a.Size = fmt.Sprintf("%d,%d %s", 1+s.IntN(90), 1+s.IntN(9), of(s, sizeUnits))
	}
}

// title makes up a title: what the program is, what it does, its own name.
func (s source) title(kind string) string {
	if kind != "program" {
		t := of(s, baseTitles)
		if s.chance(0.5) {
			t += " " + of(s, titleTails)
		}
		return t
	}
	t := of(s, titleHeads) + " " + of(s, titleActs)
	switch s.IntN(5) {
	case 0:
		t = upperFirst(of(s, titleActs)) // «Расчёта …» stands as «Учёта …» does in the register
	case 1:
		t += " «" + of(s, nicknames) + "»"
	case 2:
		t += " " + of(s, titleTails)
	case 3:
		t = of(s, nicknames) + " — " + lowerFirst(t)
	}
	if s.chance(0.12) {
		t = strings.ToUpper(t)
	}
	return t
}

func (s source) payment(h Holder, year int) Payment {
	return Payment{
		Amount: of(s, []int{1700, 2600, 3000, 3500, 4500, 6500, 8000}), PaidOn: s.date(max(year, 2016), max(year, 2016)+1),
		Number: fmt.Sprint(1 + s.IntN(9999)), Payer: h.Name, INN: h.INN,
		Account: "407028" + s.digits(14), Bank: of(s, banks), UIN: "168" + s.digits(17),
	}
}

func (a *Application) licensed(s source) {
	switch a.Object = of(s, []string{"invention", "utility-model", "design"}); a.Object {
	case "invention":
		a.Patent = fmt.Sprint(2400000 + s.IntN(440000))
	case "utility-model":
		a.Patent = fmt.Sprint(110000 + s.IntN(120000))
	default:
		a.Patent = fmt.Sprint(90000 + s.IntN(50000))
	}
	a.Conditions = of(s, lines(`платёж 3 % от выручки ежеквартально, срок — до окончания действия патента
		простая (неисключительная) лицензия на территории Российской Федерации, роялти 1,5 %
		единовременный платёж 250 000 рублей, срок 5 лет
		безвозмездно для государственных учебных заведений, для прочих лиц — 2 % от цены изделия`))
}
