package publish

import (
	"context"

	"vestnik/pipeline/workday"
)

// Regulations tells the public of the acts by which the office works. The pages
// leave out what a list leaves empty.
type Regulations interface {
	// Acts lists the acts in their order, parts behind their whole, with heads and
	// totals alone.
	Acts(ctx context.Context) ([]Act, error)
	// Act returns one act with all that it holds, or a NotExist error.
	Act(ctx context.Context, id string) (Act, error)
}

// Act is a regulation as the public sees it, and as its .json holds it. All text
// is plain Russian.
type Act struct {
	ID       string       `json:"id"` // "order-210": stands in the address
	Title    string       `json:"title"`
	Act      string       `json:"act"` // "приказ … от … № 210"
	Edition  string       `json:"edition"`
	From     workday.Date `json:"in_force_from"` // first day
	To       workday.Date `json:"in_force_to"`   // last day; zero is open
	Source   string       `json:"source,omitempty"`
	Verified bool         `json:"verified"` // whether somebody compared it with the act
	Editions []string     `json:"editions,omitempty"`
	Whole    *ActLink     `json:"part_of,omitempty"`
	Parts    []ActLink    `json:"parts,omitempty"`
	Totals   []ActTotal   `json:"totals"`
	Points   []ActPoint   `json:"points,omitempty"`
	Gaps     []ActGap     `json:"gaps,omitempty"`
	Sections []ActSection `json:"sections,omitempty"`
}

// ActLink leads to another act.
type ActLink struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// ActTotal counts something in an act, and how much of it is of which kind.
type ActTotal struct {
	Title string     `json:"title"`
	Count int        `json:"count"`
	Of    []ActTotal `json:"of,omitempty"`
}

// ActPoint is one point of an act: what it says, what carries it, what tries it.
type ActPoint struct {
	Point     string       `json:"point"` // "64"
	Gist      string       `json:"gist"`
	Status    string       `json:"status"` // in words
	Elements  []ActElement `json:"elements,omitempty"`
	Scenarios []string     `json:"scenarios,omitempty"`
	Seen      []string     `json:"seen,omitempty"` // where a person meets it
}

// ActElement is what carries a point: a rule, a step of the procedure, a term, a
// document.
type ActElement struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // in words: "правило"
	Gist string `json:"gist"`
	By   string `json:"by,omitempty"` // of a rule, in words: who judges it
}

// ActGap is a question that an act leaves open, with the reading that is followed.
type ActGap struct {
	ID          string   `json:"id"`
	Point       string   `json:"point"`
	Question    string   `json:"question"`
	Chosen      string   `json:"chosen"`
	Alternative []string `json:"alternatives,omitempty"`
	Key         string   `json:"key,omitempty"` // of the setting that switches it; empty: nothing to switch
}

// ActSection is one table about an act: its terms, fees, documents.
type ActSection struct {
	ID      string     `json:"id"` // lower-case word, for the fragment: "terms"
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}
