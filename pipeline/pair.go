package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"vestnik/pipeline/workday"
)

// Pair is what the machine read of a paper beside what a person said of it. It is
// made from the journal and never leaves the office: it holds what applicants wrote.
type Pair struct {
	Case     CaseID       `json:"case"`
	Document Digest       `json:"document,omitempty"` // empty for what the machine had not found
	Page     int          `json:"page,omitempty"`
	Box      Box          `json:"box"`
	Form     DocumentKind `json:"form,omitempty"` // kind of the paper on which it stands
	Path     string       `json:"path"`           // "holders[0].inn"
	Field    string       `json:"field"`          // "holders.inn"
	Engine   string       `json:"engine,omitempty"`

	Raw        string         `json:"raw"`
	Read       any            `json:"read"`
	Confidence float64        `json:"confidence"`
	Sure       bool           `json:"sure"`
	Proposed   *ProposedValue `json:"proposed,omitempty"`

	Verdict   PairVerdict `json:"verdict"`
	Corrected any         `json:"corrected"`          // what the person said; the same as Read when confirmed
	Accepted  bool        `json:"accepted,omitempty"` // it is the value that the machine had proposed
	By        string      `json:"by"`
	At        time.Time   `json:"at"`
}

// PairVerdict is what a person said of a reading.
type PairVerdict string

// What a person may say of a reading.
const (
	PairConfirmed  PairVerdict = "confirmed"
	PairCorrected  PairVerdict = "corrected"
	PairUnreadable PairVerdict = "unreadable" // a person cannot read it either
	PairAdded      PairVerdict = "added"      // the machine had not found it
)

// wrong reports whether the machine had read a value that a person put right.
func (p Pair) wrong() bool { return p.Verdict == PairCorrected }

// pairOf makes the pair of a correction. ok is false where it takes the place of
// another person's word: then it is no word on the machine.
func pairOf(c *CaseFile, e Event, v Corrected) (p Pair, ok bool) {
	at, err := pathOf(v.Path)
	if err != nil || v.Was.By != "" {
		return Pair{}, false
	}
	p = Pair{
		Case: c.ID, Document: v.Was.Document, Page: v.Was.Page, Box: v.Was.Box, Path: v.Path, Field: at.field(),
		Raw: v.Was.Raw, Read: v.Was.Value, Confidence: v.Was.Confidence, Sure: v.Was.Sure, Proposed: v.Was.Proposed,
	}
	if d := c.Document(p.Document); d != nil {
		p.Form, p.Engine = d.kindOf(p.Page), d.Engine
	}
	p.say(v, e)
	return p, true
}

// say takes a person's word, which may be another than an earlier one.
func (p *Pair) say(v Corrected, e Event) {
	p.Corrected, p.By, p.At = v.Value, e.Actor, e.At
	p.Accepted = p.Proposed != nil && sameValue(v.Value, p.Proposed.Value)
	switch {
	case v.Unreadable:
		p.Verdict = PairUnreadable
	case p.Document == "", v.Was.Unread() && !sameValue(v.Value, p.Read):
		p.Verdict = PairAdded
	case sameValue(v.Value, p.Read):
		p.Verdict, p.Accepted = PairConfirmed, false
	default:
		p.Verdict = PairCorrected
	}
}

// sameValue reports whether two values say the same: forms send line ends and
// spaces otherwise than papers have them.
func sameValue(a, b any) bool {
	return strings.Join(strings.Fields(fmt.Sprint(a)), " ") == strings.Join(strings.Fields(fmt.Sprint(b)), " ")
}

// field is the path without its row: "holders[0].inn" is "holders.inn".
func (p place) field() string {
	if p.part == "" {
		return p.name
	}
	return p.name + "." + p.part
}

// kindOf returns the kind of the paper to which a page of the file belongs.
func (d *Document) kindOf(page int) DocumentKind {
	for _, s := range d.Segments {
		for _, n := range s.Pages {
			if n == page {
				return s.Kind
			}
		}
	}
	return d.Kind
}

// Pairs returns the pairs of the cases whose papers were first read in a period of
// days, both ends included, by case and in the order in which they were made. A
// zero from is the beginning, a zero to is today.
func (o *Office) Pairs(ctx context.Context, from, to workday.Date) ([]Pair, error) {
	rows, err := o.judgedRows(ctx, from, to)
	if err != nil {
		return nil, err
	}
	pairs := []Pair{}
	for _, r := range rows {
		pairs = append(pairs, r.Pairs...)
	}
	return pairs, nil
}

// PairOf returns the pair of a case's field; NotExist when nobody judged it.
func (o *Office) PairOf(ctx context.Context, id CaseID, path string) (Pair, error) {
	var row judgedRow
	if err := load(ctx, o.views, ViewJudged, string(id), &row); err != nil {
		return Pair{}, err
	}
	for i := len(row.Pairs) - 1; i >= 0; i-- {
		if row.Pairs[i].Path == path {
			return row.Pairs[i], nil
		}
	}
	return Pair{}, &Error{Op: "find correction", Doc: string(id) + " " + path, Kind: NotExist, Advice: "Это сведение никто не исправлял и не подтверждал."}
}

// judgedRows reads the rows of the view of readings, by case.
func (o *Office) judgedRows(ctx context.Context, from, to workday.Date) ([]judgedRow, error) {
	if to.IsZero() {
		to = o.today()
	}
	q := ViewQuery{View: ViewJudged, To: to.AddDays(1).String()}
	if !from.IsZero() {
		q.From = from.String()
	}
	docs, _, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, err
	}
	rows := make([]judgedRow, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &rows[i]); err != nil {
			return nil, &Error{Op: "read corrections", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return rows, nil
}
