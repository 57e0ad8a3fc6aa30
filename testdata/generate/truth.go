package main

import (
	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

// truth is what a reader of a filing should find: the file NAME.truth.yaml.
type truth struct {
	About     string          `yaml:"about"` // one Russian line: what the sample shows
	Filing    filingTruth     `yaml:"filing"`
	Documents []documentTruth `yaml:"documents"`
	Fields    fieldsTruth     `yaml:"fields"` // what the papers say; what they do not say is absent
	Expect    expectTruth     `yaml:"expect"`
}

// filingTruth is how the filing came.
type filingTruth struct {
	Channel    pipeline.Channel `yaml:"channel"`
	ReceivedAt string           `yaml:"received_at"` // RFC 3339
}

// documentTruth is one file of the filing and the papers in it.
type documentTruth struct {
	File   string       `yaml:"file"` // name within the folder or zip, or of the filing itself
	Papers []paperTruth `yaml:"papers"`
}

// paperTruth is a run of pages that form one paper.
type paperTruth struct {
	Kind  pipeline.DocumentKind `yaml:"kind"`
	Pages []int                 `yaml:"pages,flow"` // from 1
}

// fieldsTruth holds the fields of the contract by their names.
type fieldsTruth struct {
	Kind                  string           `yaml:"kind,omitempty"`
	Title                 string           `yaml:"title,omitempty"`
	Holders               []holderTruth    `yaml:"holders,omitempty"`
	Authors               []authorTruth    `yaml:"authors,omitempty"`
	CreationYear          int              `yaml:"creation_year,omitempty"`
	PublicationCountry    string           `yaml:"publication_country,omitempty"` // ST.3
	PublicationYear       int              `yaml:"publication_year,omitempty"`
	StateContract         string           `yaml:"state_contract,omitempty"`
	CorrespondenceAddress string           `yaml:"correspondence_address,omitempty"`
	Phone                 string           `yaml:"phone,omitempty"`
	Email                 string           `yaml:"email,omitempty"`
	Representative        string           `yaml:"representative,omitempty"`
	Abstract              string           `yaml:"abstract,omitempty"`
	Language              string           `yaml:"language,omitempty"`
	OS                    string           `yaml:"os,omitempty"`
	ComputerType          string           `yaml:"computer_type,omitempty"`
	DBMS                  string           `yaml:"dbms,omitempty"`
	Size                  string           `yaml:"size,omitempty"`
	DepositPages          int              `yaml:"deposit_pages,omitempty"`
	Signatures            []signatureTruth `yaml:"signatures,omitempty"`
	Fee                   *feeTruth        `yaml:"fee,omitempty"`

	// Of an open licence.
	Object          string   `yaml:"object,omitempty"` // invention | utility-model | design
	PatentNumber    string   `yaml:"patent_number,omitempty"`
	PatentNumbers   []string `yaml:"patent_numbers,omitempty"` // only where there are several
	Conditions      string   `yaml:"conditions,omitempty"`
	PublishedIn     string   `yaml:"published_in,omitempty"` // № 8 от 20.03.2024
	PublishedOn     string   `yaml:"published_on,omitempty"`
	NoOffers        string   `yaml:"no_offers,omitempty"` // "true"
	PowerOfAttorney string   `yaml:"power_of_attorney,omitempty"`
	StatementDate   string   `yaml:"statement_date,omitempty"`

	// Of papers that come to a registration, and of complaints.
	CertificateNumber string      `yaml:"certificate_number,omitempty"`
	ApplicationNumber string      `yaml:"application_number,omitempty"`
	Reason            string      `yaml:"reason,omitempty"`
	Changes           string      `yaml:"changes,omitempty"`
	Complainant       *partyTruth `yaml:"complainant,omitempty"`
	Official          string      `yaml:"official,omitempty"`
	Subject           string      `yaml:"subject,omitempty"`
	Arguments         string      `yaml:"arguments,omitempty"`
	ComplainedCase    string      `yaml:"complained_case,omitempty"`
	ElectronicAnswer  string      `yaml:"electronic_answer,omitempty"` // "true"

	// Of a covering letter.
	LetterNumber     string           `yaml:"letter_number,omitempty"`
	LetterDate       string           `yaml:"letter_date,omitempty"`
	LetterAddressee  string           `yaml:"letter_addressee,omitempty"`
	LetterSubject    string           `yaml:"letter_subject,omitempty"`
	LetterPhone      string           `yaml:"letter_phone,omitempty"`
	LetterEmail      string           `yaml:"letter_email,omitempty"`
	LetterSignatures []signatureTruth `yaml:"letter_signatures,omitempty"`
	Enclosures       []enclosureTruth `yaml:"enclosures,omitempty"`
}

type enclosureTruth struct {
	Title  string `yaml:"title"`
	Sheets int    `yaml:"sheets,omitempty"`
	Copies int    `yaml:"copies,omitempty"`
}

type partyTruth struct {
	Name    string `yaml:"name"`
	Kind    string `yaml:"kind"`
	Address string `yaml:"address,omitempty"`
}

type holderTruth struct {
	Name    string `yaml:"name"`
	Kind    string `yaml:"kind"`              // person | organisation
	Country string `yaml:"country,omitempty"` // ST.3
	Address string `yaml:"address,omitempty"` // without the country
	OGRN    string `yaml:"ogrn,omitempty"`
	INN     string `yaml:"inn,omitempty"`
	SNILS   string `yaml:"snils,omitempty"`
}

type authorTruth struct {
	Name         string `yaml:"name"`
	BirthDate    string `yaml:"birth_date,omitempty"` // 2006-01-02
	Address      string `yaml:"address,omitempty"`    // without the country
	Contribution string `yaml:"contribution,omitempty"`
	Mention      string `yaml:"mention"` // named | pseudonym | anonymous
	Pseudonym    string `yaml:"pseudonym,omitempty"`
}

type signatureTruth struct {
	Name     string `yaml:"name"`
	Position string `yaml:"position,omitempty"`
	Date     string `yaml:"date,omitempty"` // 2006-01-02
}

type feeTruth struct {
	Amount   int    `yaml:"amount"` // roubles
	PaidOn   string `yaml:"paid_on,omitempty"`
	Document string `yaml:"document,omitempty"`
}

// expectTruth is what the office should make of the filing.
type expectTruth struct {
	Accept bool       `yaml:"accept"` // no ground of order 211, Порядок п. 2, to refuse acceptance
	Why    string     `yaml:"why"`
	Fee    feeOutcome `yaml:"fee"`
	Person []string   `yaml:"person,omitempty"` // what a person must look at
}

// feeOutcome is what the papers alone say of the state fee (order 210 пп. 29, 62, 64).
type feeOutcome string

const (
	feeConfirmed feeOutcome = "confirmed"
	feeMissing   feeOutcome = "missing"
	feeUnderpaid feeOutcome = "underpaid"
)

// encode returns the truth as YAML.
func (t truth) encode() ([]byte, error) {
	return yaml.MarshalWithOptions(t, yaml.IndentSequence(true))
}
