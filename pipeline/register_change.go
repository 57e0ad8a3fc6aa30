package pipeline

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/pipeline/workday"
)

// Nature says why a published entry comes to state something else.
type Nature string

// The natures of a correction. Their names are data and never reused.
const (
	OfficeError     Nature = "office-error" // what the office printed was not what was filed or decided
	ApplicantChange Nature = "applicant"    // the holder asked for the change
	CourtDecision   Nature = "court"        // a court ordered it
)

// Natures lists every nature, in the order in which an issue prints them.
func Natures() []Nature { return []Nature{OfficeError, ApplicantChange, CourtDecision} }

// Title names a correction of that nature, in Russian; empty for a nature that
// does not exist.
func (n Nature) Title() string {
	switch n {
	case OfficeError:
		return "Исправление ошибки ведомства"
	case ApplicantChange:
		return "Изменение по заявлению правообладателя"
	case CourtDecision:
		return "Изменение по решению суда"
	}
	return ""
}

// The kinds of the records that change what an entry states: an issue prints what
// the office puts right apart from what others had changed.
const (
	KindCorrection = "correction"
	KindChange     = "change"
)

// Kind is the kind of a record of that nature.
func (n Nature) Kind() string {
	if n == OfficeError {
		return KindCorrection
	}
	return KindChange
}

// FieldChange is what a correction does to one field of an entry. Values are
// texts: a date is YYYY-MM-DD, yes and no are "true" and "false", of a list each
// name has a line, with the country in brackets: "Иванов Иван (RU)".
type FieldChange struct {
	Field  string `json:"field"` // JSON name of a public field of Entry, or record-2.conditions for what a record states
	Title  string `json:"title"` // Russian
	Before string `json:"before"`
	After  string `json:"after"`
}

// RecordRef names something printed: the issue, and the key of an entry or of a
// record of it.
type RecordRef struct {
	Issue IssueRef `json:"issue"`
	Key   string   `json:"key"`
}

// AsOf returns a public entry as the bulletin had told it by the end of a day:
// what was printed first, with the changes of all corrections published until
// then, and no later record. The zero date means all that is published. Nothing
// of e is changed. A correction that does not meet the value which it was made
// for is left out; [Entry.Contradictions] names it.
func (e Entry) AsOf(day workday.Date) Entry {
	told, _ := e.fold(day)
	return told
}

// Contradictions are the published changes that do not fit what the entry stated
// before them.
func (e Entry) Contradictions() []FieldChange {
	_, unfit := e.fold(workday.Date{})
	return unfit
}

func (e Entry) fold(day workday.Date) (told Entry, unfit []FieldChange) {
	var known []EntryRecord
	for _, r := range e.Records {
		if r.Public() && (day.IsZero() || !r.PublishedOn.After(day)) {
			known = append(known, r)
		}
	}
	e.Records = known
	inOrder := slices.Clone(known)
	slices.SortStableFunc(inOrder, func(a, b EntryRecord) int { // an issue may take a later record first
		return cmp.Or(a.PublishedOn.Compare(b.PublishedOn), cmp.Compare(a.Seq, b.Seq))
	})
	for _, r := range inOrder {
		for _, c := range r.Changes {
			if !e.change(c) {
				unfit = append(unfit, c)
			}
		}
	}
	return e, unfit
}

// change puts the new value in the place of the old one; false when another value
// stands there, or there is no such field.
func (e *Entry) change(c FieldChange) bool {
	f, ok := changeableField(*e, c.Field)
	return ok && f.get(*e) == c.Before && f.set(e, c.After) == nil
}

// DaysOfChange are the days on which the bulletin told something new of a public
// entry: its first publication, then those of its corrections, each once.
func (e Entry) DaysOfChange() []workday.Date {
	var changed, told []workday.Date
	for _, r := range e.Records {
		if r.Public() {
			told = append(told, r.PublishedOn)
			if len(r.Changes) > 0 {
				changed = append(changed, r.PublishedOn)
			}
		}
	}
	switch {
	case !e.PublishedOn.IsZero():
		changed = append(changed, e.PublishedOn)
	case len(told) > 0: // kept elsewhere: known here since its first record
		changed = append(changed, slices.MinFunc(told, workday.Date.Compare))
	}
	slices.SortFunc(changed, workday.Date.Compare)
	return slices.Compact(changed)
}

// Corrections are the published records that change what the entry states.
func (e Entry) Corrections() []EntryRecord {
	var list []EntryRecord
	for _, r := range e.Records {
		if r.Public() && len(r.Changes) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// partyLines writes parties as a change states them.
func partyLines(parties []Party) string {
	lines := make([]string, len(parties))
	for i, p := range parties {
		lines[i] = p.Name
		if p.Country != "" && !strings.HasSuffix(p.Name, "("+p.Country+")") {
			lines[i] += " (" + p.Country + ")"
		}
	}
	return strings.Join(lines, "\n")
}
