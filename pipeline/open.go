package pipeline

import (
	"context"
	"time"

	"vestnik/pipeline/regulation"
)

// EvOpened is the type of the first event of a case that a person began.
const EvOpened EventType = "opened"

// Opened begins a case that no filing began: a planned check, a call, an enquiry.
// It has a receipt's number, so that it can be named like any other, and no papers.
type Opened struct {
	Receipt Receipt `json:"receipt"`
	Pack    PackRef `json:"pack"`
	By      string  `json:"by"`
	Performed
}

// OpenOrder asks that a case be begun by a person.
type OpenOrder struct {
	Pack    string // regulation, "order-210-control"
	Command string
	Person  Person
	At      time.Time // zero is now
	Args    map[string]any
}

// Opening is a way in which a person may begin a case.
type Opening struct {
	Pack    string             `json:"pack"`
	Title   string             `json:"title"` // of the pack, Russian
	Command regulation.Command `json:"command"`
}

// Openings lists what the person may begin today.
func (o *Office) Openings(person Person) []Opening {
	var list []Opening
	return list
}

// Open begins a case by a person's command: a planned check, a call.
func (o *Office) Open(ctx context.Context, order OpenOrder) (Done, error) {
	return Done{}, &Error{Op: "open case", Doc: order.Pack, Kind: Invalid,
		Advice: "Этот порядок не открывает дел без поступления документов."}
}
