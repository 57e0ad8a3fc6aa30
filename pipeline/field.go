package pipeline

import "encoding/json"

// SureFrom is the confidence from which a reading is shown as sure; below it the
// desk asks a person. Confidence is the probability of being right, measured on
// papers whose text is known. It is set so that of the sure readings of papers that
// the measure was not made from at most one in 200 is wrong.
const SureFrom = 0.985

// Reading is one value read off a paper, with where it stands and how it looked.
// A composite value (a holder, an author) has its whole as a map in Value and
// each part with its own place in Parts.
type Reading struct {
	Value      any                `json:"value"`
	Raw        string             `json:"raw"`
	Document   Digest             `json:"document,omitempty"`
	Page       int                `json:"page"`
	Box        Box                `json:"box"`
	Confidence float64            `json:"confidence"`
	Sure       bool               `json:"sure"`
	Parts      map[string]Reading `json:"parts,omitempty"`
	By         string             `json:"by,omitempty"` // the person who corrected it; empty for the machine

	// Proposed is another value that the machine thinks likelier than what it read,
	// and leaves to a person: it is never put in the place of Value silently.
	Proposed *ProposedValue `json:"proposed,omitempty"`

	// Doubt says in Russian what on the page keeps the value from being sure, or that
	// it has to be read off the image; empty where nothing but Confidence does. With
	// an empty Value the machine has read nothing at the place.
	Doubt string `json:"doubt,omitempty"`

	// Grounds are what Confidence was reckoned from. They are not kept: nil for a
	// reading from the journal, and for a composite, whose parts have each their own.
	Grounds *Grounds `json:"-"`
}

// ProposedValue is a likelier value of a reading and, in Russian, why.
type ProposedValue struct {
	Value any    `json:"value"`
	Why   string `json:"why"`
}

// Unread reports whether the reading is a place without a value, for a person to fill.
func (r Reading) Unread() bool { return r.Value == "" && r.By == "" }

// Field is a named thing that a paper states: one reading, or a list of them.
// A list-valued field has Values and leaves the embedded Reading zero.
type Field struct {
	Reading
	Values []Reading `json:"values,omitempty"`
}

// IsList reports whether the field holds a list.
func (f Field) IsList() bool { return f.Values != nil }

// Fields are the fields of a paper or a case by the names of the contract.
type Fields map[string]Field

// Names of the fields of an application for a program or a database.
const (
	FieldKind                  = "kind" // program | database-1259 | database-1334
	FieldTitle                 = "title"
	FieldHolders               = "holders" // name, kind person|organisation, country, address, ogrn, inn, snils
	FieldAuthors               = "authors" // name, birth_date, address, contribution, mention named|pseudonym|anonymous
	FieldCreationYear          = "creation_year"
	FieldPublicationCountry    = "publication_country"
	FieldPublicationYear       = "publication_year"
	FieldStateContract         = "state_contract"
	FieldCorrespondenceAddress = "correspondence_address"
	FieldPhone                 = "phone"
	FieldEmail                 = "email"
	FieldRepresentative        = "representative"
	FieldAbstract              = "abstract"
	FieldLanguage              = "language"
	FieldOS                    = "os"
	FieldComputerType          = "computer_type"
	FieldDBMS                  = "dbms"
	FieldSize                  = "size"
	FieldDepositPages          = "deposit_pages"
	FieldSignatures            = "signatures" // name, position, date
	FieldFee                   = "fee"        // amount, paid_on, document
)

// MarshalJSON writes a list-valued field as {"values": […]} alone, and any other
// as its one reading.
func (f Field) MarshalJSON() ([]byte, error) {
	if f.IsList() {
		return json.Marshal(struct {
			Values []Reading `json:"values"`
		}{f.Values})
	}
	return json.Marshal(f.Reading)
}
