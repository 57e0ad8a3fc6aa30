package pipeline

import (
	"vestnik/pipeline/workday"
)

// Organisation is a legal person or an entrepreneur as the state register (ЕГРЮЛ,
// ЕГРИП) holds it on a day.
type Organisation struct {
	OGRN         string       `json:"ogrn"` // 13 digits; 15 of an entrepreneur
	INN          string       `json:"inn,omitempty"`
	KPP          string       `json:"kpp,omitempty"`
	Name         string       `json:"name"`
	ShortName    string       `json:"short_name,omitempty"`
	Address      string       `json:"address,omitempty"`
	Entrepreneur bool         `json:"entrepreneur,omitempty"`
	Active       bool         `json:"active"`
	Status       string       `json:"status,omitempty"` // as the register words it
	EndedOn      workday.Date `json:"ended_on"`         // of one that is not active, where told
	AsOf         workday.Date `json:"as_of"`            // of the extract
	Source       string       `json:"source,omitempty"`
	Line         int          `json:"line,omitempty"`
}

// OrganisationsReport is what became of an extract.
type OrganisationsReport struct {
	Source   string        `json:"source"`
	Rows     int           `json:"rows"` // New, Changed, Repeated and Rejected together
	New      int           `json:"new"`
	Changed  int           `json:"changed"`
	Repeated int           `json:"repeated"` // nothing newer than what is kept
	Rejected []RejectedRow `json:"rejected"`
}

// ComparisonVerdict is how what a paper states stands to what a register holds.
type ComparisonVerdict string

// How they stand.
const (
	ComparedSame      ComparisonVerdict = "same"
	ComparedDiffers   ComparisonVerdict = "differs"
	ComparedNotActive ComparisonVerdict = "not-active"
	ComparedUnknown   ComparisonVerdict = "unknown" // the register's data are not here yet
)

// Comparison is one thing that a paper of a case states, beside what another
// office tells of it. A person judges; the machine only shows both.
type Comparison struct {
	Field        string            `json:"field"` // "holders[0].name"
	Title        string            `json:"title"` // Russian: what is compared
	Stated       string            `json:"stated"`
	Told         string            `json:"told"` // empty where nothing is known
	Verdict      ComparisonVerdict `json:"verdict"`
	Message      string            `json:"message"` // Russian: what it means and what to do
	Organisation *Organisation     `json:"organisation,omitempty"`
}
