package main

import (
	"strings"

	"vestnik/pipeline"
)

// application is everything that the papers of one invented filing state.
type application struct {
	Kind       string // program | database-1259 | database-1334
	Title      string
	OtherTitle string // alternative or earlier title
	Holders    []holder
	Grounds    []ground
	Parts      string // registration numbers of registered parts

	CreationYear       int
	PublicationCountry string // as printed
	PublicationYear    int
	StateContract      string // as printed; of the state or municipal contract
	Customer           string

	// Of a database by article 1334 alone.
	Elements    string
	Costs       string
	RenewalYear int

	PersonalData   string // number in the operators' register, where there are any
	Authors        []author
	AuthorsRefused bool

	Correspondence string
	Phone, Fax     string
	Email          string
	Representative string
	Attorney       *attorney // the power of attorney behind the representative

	Abstract     string
	Language     string
	OS           string
	ComputerType string
	DBMS         string
	Size         string

	Listing    string // name of a listing in listings/
	Signatures []signature
	Fee        *payment
	Contacts   string // published, box 10

	Letter *coveringLetter // that comes with the application
}

// holder is a rights holder and applicant.
type holder struct {
	Name         string
	Organisation bool
	Country      string // as printed, with its code: "Российская Федерация (RU)"
	Address      string
	OGRN, INN    string
	KPP, SNILS   string
	Passport     string
}

// author is a person who made the program or database.
type author struct {
	Name         string
	Born         string // 2006-01-02
	Citizenship  string
	Country      string
	Address      string
	Contribution string
	Mention      string // named | pseudonym | anonymous
	Pseudonym    string
}

// signature is a signature in box 11: a scribble above a printed name.
type signature struct {
	Name, Position string
	Date           string // 2006-01-02
	Electronic     string // number of the certificate; empty for ink
}

// payment is a state fee as a bank's paper shows it.
type payment struct {
	Amount   int // roubles
	On       string
	Document string // "платежное поручение № 118"
	Payer    string
	PayerINN string
	PayerKPP string
	Bank     string
	Account  string
	UIN      string
}

// attorney is a power of attorney.
type attorney struct {
	Principal   string
	Authority   string // on which the principal's signatory acts
	To          string
	Passport    string
	Matter      string // what it is given for, behind «по вопросам»; empty for registrations
	Powers      []string
	Place       string
	DateInWords string
	Date        string
	Term        string
	Signatory   signature
}

// ground is a ground of the right, box 3.
type ground int

const (
	groundEmployer ground = iota
	groundTransferByAuthor
	groundTransferByEmployer
	groundSuccession
	groundAuthor
)

// fields returns what the papers of the given kinds state. A field that stands
// only on a paper that is not in the filing is absent.
func (a application) fields(kinds map[pipeline.DocumentKind]bool, depositPages int) fieldsTruth {
	var f fieldsTruth
	if kinds[pipeline.Statement] {
		f = a.statementFields()
		f.DepositPages = depositPages
	}
	if kinds[pipeline.Abstract] {
		f.Abstract, f.Language, f.OS = a.Abstract, a.Language, a.OS
		f.ComputerType, f.DBMS, f.Size = a.ComputerType, a.DBMS, a.Size
	}
	if a.Fee != nil && (kinds[pipeline.Statement] || kinds[pipeline.ProofOfFee]) {
		f.Fee = &feeTruth{Amount: a.Fee.Amount, PaidOn: a.Fee.On, Document: a.Fee.Document}
	}
	if kinds[pipeline.CoveringLetter] {
		a.Letter.state(&f)
	}
	return f
}

func (a application) statementFields() fieldsTruth {
	f := fieldsTruth{
		Kind: a.Kind, Title: a.Title,
		CreationYear:       a.CreationYear,
		PublicationCountry: countryCode(a.PublicationCountry), PublicationYear: a.PublicationYear,
		StateContract:         a.StateContract,
		CorrespondenceAddress: a.Correspondence, Phone: a.Phone, Email: a.Email,
		Representative: a.Representative,
	}
	for _, h := range a.Holders {
		kind := "person"
		if h.Organisation {
			kind = "organisation"
		}
		f.Holders = append(f.Holders, holderTruth{
			Name: h.Name, Kind: kind, Country: countryCode(h.Country), Address: h.Address,
			OGRN: h.OGRN, INN: h.INN, SNILS: h.SNILS,
		})
	}
	if !a.AuthorsRefused {
		for _, p := range a.Authors {
			f.Authors = append(f.Authors, authorTruth{
				Name: p.Name, BirthDate: p.Born, Address: p.Address,
				Contribution: p.Contribution, Mention: p.Mention, Pseudonym: p.Pseudonym,
			})
		}
	}
	for _, s := range a.Signatures {
		f.Signatures = append(f.Signatures, signatureTruth{Name: s.Name, Position: s.Position, Date: s.Date})
	}
	return f
}

// countryCode returns the ST.3 code out of a printed country: "Российская Федерация (RU)" → "RU".
func countryCode(printed string) string {
	_, code, found := strings.Cut(printed, "(")
	if !found {
		return ""
	}
	return strings.TrimSuffix(code, ")")
}

// russianDate turns 2026-02-20 into 20.02.2026; an empty date stays empty.
func russianDate(iso string) string {
	if len(iso) != len("2006-01-02") {
		return ""
	}
	return iso[8:] + "." + iso[5:7] + "." + iso[:4]
}
