package pipeline

import (
	"strconv"
	"strings"

	"vestnik/pipeline/workday"
)

// EntryRecord is what was entered about an object after, or beside, its first
// entry: a duplicate issued, a right offered to everybody, an offer withdrawn.
// What it is and which fields it has is the pack's to say.
type EntryRecord struct {
	Seq    int          `json:"seq"`            // among the records of its entry, from 1
	Kind   string       `json:"kind"`           // the pack's word: records of one kind stand together in an issue
	Title  string       `json:"title"`          // Russian
	Code   string       `json:"code,omitempty"` // of the kind of notice in the bulletin, as the office sets it
	Date   workday.Date `json:"date"`           // of the record
	Case   CaseID       `json:"case,omitempty"` // never shown to the public
	Fields []EntryField `json:"fields,omitempty"`
	// Nature, Changes, Basis and Corrects make a record a correction: why, of what,
	// on which ground in public words, and what had been printed, where Vestnik
	// knows the issue.
	Nature   Nature        `json:"nature,omitempty"`
	Changes  []FieldChange `json:"changes,omitempty"`
	Basis    string        `json:"basis,omitempty"`
	Corrects *RecordRef    `json:"corrects,omitempty"`
	Series   string        `json:"series,omitempty"` // in which it waits to be published; empty once an issue holds it
	Issue    *IssueRef     `json:"issue,omitempty"`  // where it was published
	// PublishedOn is zero until its issue is closed.
	PublishedOn workday.Date `json:"published_on"`
}

// EntryField is one thing that a record states. A value that is a date is
// written YYYY-MM-DD; an empty value says that what an earlier record stated
// under the same name holds no longer.
type EntryField struct {
	Name  string `json:"name"`
	Title string `json:"title"` // Russian
	Value string `json:"value"`
}

// Public reports whether the record may be shown: its issue is closed.
func (r EntryRecord) Public() bool { return !r.PublishedOn.IsZero() }

func (r EntryRecord) forPublic() EntryRecord {
	r.Case, r.Series = "", ""
	return r
}

// IssueRecord is a record with the object that it is about, as an issue lists it.
type IssueRecord struct {
	Register RegisterID  `json:"register"`
	Number   string      `json:"number"`
	Title    string      `json:"title"` // of the object
	Holders  []Party     `json:"holders,omitempty"`
	Record   EntryRecord `json:"record"`
}

// Key names the record among all that can be put into an issue:
// "programs/2026610001#1".
func (r IssueRecord) Key() string { return recordKey(r.EntryKey(), r.Record.Seq) }

// EntryKey is the key of the entry that the record belongs to.
func (r IssueRecord) EntryKey() string { return string(r.Register) + "/" + r.Number }

func recordKey(entry string, seq int) string { return entry + "#" + strconv.Itoa(seq) }

// cutRecordKey takes a key of a record apart; seq is 0 for the key of an entry.
func cutRecordKey(key string) (entry string, seq int) {
	entry, ordinal, found := strings.Cut(key, "#")
	if !found {
		return key, 0
	}
	seq, _ = strconv.Atoi(ordinal)
	return entry, seq
}

// about returns a record of the entry as an issue lists it: with what the object
// is called and whose it is by all that is published.
func (e Entry) about(r EntryRecord) IssueRecord {
	e = e.AsOf(noDay)
	return IssueRecord{Register: e.Register, Number: e.Number, Title: e.Title, Holders: e.Holders, Record: r}
}
