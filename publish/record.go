package publish

import (
	"cmp"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Record is a register entry as open data: the fields that order 210 п. 89 sends
// to the bulletin and nothing else. It has no field for the case or anything of
// the applicant's, so that what is not public has no way out.
type Record struct {
	Register        pipeline.RegisterID `json:"register"`
	Number          string              `json:"number"`
	URL             string              `json:"url"` // relative to the site's root
	Date            workday.Date        `json:"date"`
	ApplicationNo   string              `json:"application_number,omitempty"`
	ApplicationDate workday.Date        `json:"application_date"`
	Kind            string              `json:"kind"`
	Title           string              `json:"title"`
	Authors         []pipeline.Party    `json:"authors"`
	AuthorsDeclined bool                `json:"authors_declined"`
	Holders         []pipeline.Party    `json:"holders"`
	Contacts        string              `json:"contacts,omitempty"`
	StateContract   string              `json:"state_contract,omitempty"`
	CreationYear    int                 `json:"creation_year,omitempty"`
	PublicationYear int                 `json:"publication_year,omitempty"`
	Abstract        string              `json:"abstract,omitempty"`
	ComputerType    string              `json:"computer_type,omitempty"`
	Language        string              `json:"language,omitempty"`
	OS              string              `json:"os,omitempty"`
	DBMS            string              `json:"dbms,omitempty"`
	Size            string              `json:"size,omitempty"`
	Issue           *pipeline.IssueRef  `json:"issue,omitempty"`
	PublishedOn     workday.Date        `json:"published_on"`
	Source          string              `json:"source,omitempty"`
	Doubts          []string            `json:"doubts,omitempty"`
	Valid           bool                `json:"valid"`
	// Elsewhere marks an object that another register holds; this one tells only
	// what was entered here.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Records are what was entered later, in the order of time, and Standing is
	// what follows from all of them together.
	Records  []Notification  `json:"records,omitempty"`
	Standing []StandingField `json:"standing,omitempty"`
}

// RecordOf returns what the public may have of an entry as it stands, with its
// published corrections applied, its texts cleaned.
func RecordOf(e pipeline.Entry) Record { return recordAsOf(e, workday.Date{}) }

// recordAsOf is the entry as the bulletin had told it by the end of a day.
func recordAsOf(e pipeline.Entry, day workday.Date) Record {
	e = e.AsOf(day)
	records := notificationsOf(e.Records)
	return Record{
		Register: e.Register, Number: Clean(e.Number), URL: entryPath(e.Register, e.Number), Date: e.Date,
		ApplicationNo: Clean(e.ApplicationNo), ApplicationDate: e.ApplicationDate,
		Kind: Clean(e.Kind), Title: Clean(e.Title),
		Authors: cleanParties(e.Authors), AuthorsDeclined: e.AuthorsDeclined,
		Holders: cleanParties(e.Holders), Contacts: Clean(e.Contacts),
		StateContract: Clean(e.StateContract), CreationYear: e.CreationYear, PublicationYear: e.PublicationYear,
		Abstract:     strings.Join(Paragraphs(e.Abstract), "\n\n"),
		ComputerType: Clean(e.ComputerType), Language: Clean(e.Language),
		OS: Clean(e.OS), DBMS: Clean(e.DBMS), Size: Clean(e.Size),
		Issue: e.Issue, PublishedOn: e.PublishedOn,
		Source: Clean(e.Source), Doubts: cleanAll(e.Doubts), Valid: e.Valid,
		Elsewhere: e.Elsewhere, Records: records, Standing: standingOf(records),
	}
}

// lastPublished is the day of the newest publication: the entry's own or that of
// a later record.
func (r Record) lastPublished() workday.Date {
	last := r.PublishedOn
	for _, n := range r.Records {
		if n.PublishedOn.After(last) {
			last = n.PublishedOn
		}
	}
	return last
}

// firstPublished is the day from which anything of the entry was public.
func (r Record) firstPublished() workday.Date {
	if r.PublishedOn.IsZero() && len(r.Records) > 0 {
		return r.Records[0].PublishedOn
	}
	return r.PublishedOn
}

// year is that of the registration or, where another register knows it, of the
// first record; 0 when neither is known.
func (r Record) year() int {
	if r.Elsewhere && r.Date.IsZero() && len(r.Records) > 0 {
		return r.Records[0].Date.Year
	}
	return r.Date.Year
}

func cleanParties(parties []pipeline.Party) []pipeline.Party {
	cleaned := make([]pipeline.Party, 0, len(parties))
	for _, party := range parties {
		party.Name, party.Country, party.Kind = Clean(party.Name), Clean(party.Country), Clean(party.Kind)
		if party.Name != "" {
			cleaned = append(cleaned, party)
		}
	}
	return cleaned
}

func cleanAll(texts []string) []string {
	var cleaned []string
	for _, t := range texts {
		if t = Clean(t); t != "" {
			cleaned = append(cleaned, t)
		}
	}
	return cleaned
}

// PartyName is a party as it is printed: "Иванов Иван Иванович (RU)".
func PartyName(party pipeline.Party) string {
	if party.Country == "" || strings.HasSuffix(party.Name, "("+party.Country+")") {
		return party.Name
	}
	return party.Name + " (" + party.Country + ")"
}

// entryPath is where an entry's page stands, relative to the site's root.
func entryPath(register pipeline.RegisterID, number string) string {
	return "register/" + Segment(string(register)) + "/" + Segment(Clean(number)) + "/"
}

// issuePath is where an issue's folder stands, relative to the site's root.
func issuePath(ref pipeline.IssueRef) string {
	return "bulletin/" + Segment(ref.Series) + "/" + decimal(ref.Year) + "/" + decimal(ref.Number) + "/"
}

// compareNumbers orders register numbers as numbers: 950092 before 2026610001.
func compareNumbers(a, b string) int {
	trimmedA, trimmedB := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(trimmedA), len(trimmedB)), cmp.Compare(trimmedA, trimmedB), cmp.Compare(a, b))
}
