package pipeline

import (
	"time"

	"vestnik/pipeline/workday"
)

// Figures are the indicators of a period (order 210 пп. 41, 42, 117–119). Nothing
// in them names a person or a paper.
type Figures struct {
	From       workday.Date       `json:"from"` // first day; zero: from the beginning
	To         workday.Date       `json:"to"`   // last day
	At         time.Time          `json:"at"`   // when they were made; what is running or overdue is so then
	Procedures []ProcedureFigures `json:"procedures"`
	Terms      []TermFigures      `json:"terms"`
	Measures   []MeasureFigures   `json:"measures"`
	Samples    []Sample           `json:"samples"` // one for each quarter that the period touches
}

// ProcedureFigures are the cases of one procedure that came in the period:
// Received = Decided + Pending.
type ProcedureFigures struct {
	Pack         string             `json:"pack"`
	Title        string             `json:"title"`
	Received     int                `json:"received"`
	Decided      int                `json:"decided"` // came to an end, whenever that was
	Pending      int                `json:"pending"`
	Outcomes     []OutcomeFigures   `json:"outcomes"` // of the decided, by the state in which they ended
	Interactions InteractionFigures `json:"interactions"`
}

// OutcomeFigures count the cases that ended in one state.
type OutcomeFigures struct {
	State string `json:"state"`
	Title string `json:"title"`
	Count int    `json:"count"`
}

// InteractionFigures count what passed between the applicants and the officers
// (order 210 п. 41 подп. 2).
type InteractionFigures struct {
	Papers  int     `json:"papers"`  // times that papers came
	Notices int     `json:"notices"` // papers sent
	Other   int     `json:"other"`   // hand-overs, calls and whatever else the packs mark so
	Total   int     `json:"total"`
	Mean    float64 `json:"mean"` // for one case
	Most    int     `json:"most"` // of one case
}

// TermFigures are the runs of one term that began in the period:
// Runs = Kept + Broken + Running + Overdue.
type TermFigures struct {
	Pack    string  `json:"pack"`
	Term    string  `json:"term"` // "D210-13"
	Title   string  `json:"title"`
	Point   string  `json:"point"`
	Who     string  `json:"who"` // whose term it is: a role, or "applicant"
	Runs    int     `json:"runs"`
	Kept    int     `json:"kept"`
	Broken  int     `json:"broken"`  // met, but late
	Running int     `json:"running"` // or stopped
	Overdue int     `json:"overdue"`
	Share   float64 `json:"share"` // kept out of those that are over, 0…1; 0 when none is
	// Median and Most are how long the runs that are met took, in Unit.
	Median float64 `json:"median"`
	Most   float64 `json:"most"`
	Unit   string  `json:"unit"` // working-days, or minutes for terms in hours and minutes
}

// MeasureFigures are a measure that a pack declares: complaints that were
// justified, quarterly checks that were held.
type MeasureFigures struct {
	ID      string  `json:"id"`
	Pack    string  `json:"pack"`
	Title   string  `json:"title"`
	Point   string  `json:"point"`
	Of      int     `json:"of"`                // cases of the pack that came in the period, or times due
	Count   int     `json:"count"`             // of these, such that the measure counts
	Share   float64 `json:"share"`             // Count / Of; 0 when Of is
	Every   string  `json:"every,omitempty"`   // quarter | year: Of counts the times due
	Missing []Span  `json:"missing,omitempty"` // those in which nothing was done
}

// Span is a stretch of days, both ends included.
type Span struct {
	From workday.Date `json:"from"`
	To   workday.Date `json:"to"`
}

// Sample is a spot check (order 210 п. 117): cases ended in a quarter, drawn by
// lot. The same quarter of the same history gives the same cases.
type Sample struct {
	Quarter string   `json:"quarter"` // "2026-Q1"
	Of      int      `json:"of"`      // cases, begun with papers, that ended in it
	Cases   []CaseID `json:"cases"`
	// Provisional is set while the quarter lasts: who ends later may still be drawn.
	Provisional bool `json:"provisional,omitempty"`
}
