package pipeline

import (
	"slices"

	"vestnik/pipeline/workday"
)

// RegisterID names a state register: "programs", "databases", …
type RegisterID string

// Entry is one record of a register, and what the public may see of it. Nothing
// that the act keeps private is ever put in an Entry.
type Entry struct {
	Register        RegisterID   `json:"register"`
	Number          string       `json:"number"`
	Date            workday.Date `json:"date"`
	ApplicationNo   string       `json:"application_number,omitempty"`
	ApplicationDate workday.Date `json:"application_date"`
	Kind            string       `json:"kind"` // program | database-1259 | database-1334
	Title           string       `json:"title"`
	Authors         []Party      `json:"authors"`
	AuthorsDeclined bool         `json:"authors_declined,omitempty"`
	Holders         []Party      `json:"holders"`
	Contacts        string       `json:"contacts,omitempty"` // only where given for publication
	StateContract   string       `json:"state_contract,omitempty"`
	CreationYear    int          `json:"creation_year,omitempty"`
	PublicationYear int          `json:"publication_year,omitempty"`
	Abstract        string       `json:"abstract,omitempty"`
	ComputerType    string       `json:"computer_type,omitempty"`
	Language        string       `json:"language,omitempty"`
	OS              string       `json:"os,omitempty"`
	DBMS            string       `json:"dbms,omitempty"`
	Size            string       `json:"size,omitempty"`
	Case            CaseID       `json:"case,omitempty"`   // never shown to the public
	Series          string       `json:"series,omitempty"` // of the bulletin in which it waits to be published; empty once an issue holds it
	Issue           *IssueRef    `json:"issue,omitempty"`  // where it was published
	PublishedOn     workday.Date `json:"published_on"`     // zero until its issue is closed
	Source          string       `json:"source,omitempty"` // "open-data" for imported history
	Doubts          []string     `json:"doubts,omitempty"` // what an import could not make sure of, Russian
	Valid           bool         `json:"valid"`
	// Elsewhere marks an entry that this office only refers to: what was first
	// registered under its number stands in a register that Vestnik does not keep.
	// Such an entry is never published by itself, only with its records.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Records are what was entered about the object later, oldest first.
	Records []EntryRecord `json:"records,omitempty"`
}

// Party is a holder or author as the public sees it. The name of an author who
// chose a pseudonym is the pseudonym.
type Party struct {
	Name    string `json:"name"`
	Country string `json:"country,omitempty"` // ST.3
	Kind    string `json:"kind,omitempty"`    // person | organisation, for holders
}

// Key returns the entry's key in the views: "programs/2026610001".
func (e Entry) Key() string { return string(e.Register) + "/" + e.Number }

// Public reports whether the entry may be shown: its issue is closed, it is
// imported history that the office published long ago, or it is kept elsewhere
// and a record of it was published here.
func (e Entry) Public() bool {
	return !e.PublishedOn.IsZero() || e.Elsewhere && slices.ContainsFunc(e.Records, EntryRecord.Public)
}

// ForPublic returns what anybody may see of a public entry: nothing that ties it
// to its case, and only those records whose issue is closed.
func (e Entry) ForPublic() Entry {
	e.Case, e.Series = "", ""
	var records []EntryRecord
	for _, r := range e.Records {
		if r.Public() {
			records = append(records, r.forPublic())
		}
	}
	e.Records = records
	return e
}

// IssueRef names an issue of the bulletin.
type IssueRef struct {
	Series string `json:"series"` // "programs"
	Year   int    `json:"year"`
	Number int    `json:"number"` // within the year, from 1
}

// Issue is one numbered issue of a bulletin series.
type Issue struct {
	IssueRef
	Date    workday.Date `json:"date"` // of publication; zero while open
	Closed  bool         `json:"closed"`
	Entries []Entry      `json:"entries"` // in the order of register and number; as they were at closing, without their records
	// Records are what was entered about objects of the registers later.
	Records []IssueRecord `json:"records,omitempty"`
	// IssueWords are what the editor wrote for it.
	IssueWords
	// Manifest is set when the issue is closed.
	Manifest *ManifestRef `json:"manifest,omitempty"`
	// Imported marks an issue of the past rebuilt from open data: it was never
	// signed by Vestnik.
	Imported bool `json:"imported,omitempty"`
}

// ManifestRef binds a closed issue to its files and to the issue before.
type ManifestRef struct {
	SHA256 Digest `json:"sha256"` // of manifest.json
	Prev   Digest `json:"prev"`   // of the series' issue before; empty for the first
	// Format is what the manifest calls its own form; empty for the first form.
	Format string `json:"format,omitempty"`
	// Volumes is how many PDF files the issue has; issues closed before there were
	// any have none.
	Volumes int `json:"volumes,omitempty"`
}

// File is one file of the public site, by its path relative to the site's root.
type File struct {
	Path string
	Body []byte
}
