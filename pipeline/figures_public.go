package pipeline

import (
	"time"

	"vestnik/pipeline/workday"
)

// PublicFigures tell the public how the office works: counts alone, of services
// whose result is published.
type PublicFigures struct {
	From     workday.Date     `json:"from"` // first day; zero: from the beginning
	To       workday.Date     `json:"to"`   // last day
	At       time.Time        `json:"at"`   // what is pending is so then
	Services []ServiceFigures `json:"services"`
}

// ServiceFigures count the filings of one service that came in the period, by
// where each ended: Received = Published + Refused + Pending.
type ServiceFigures struct {
	Pack      string         `json:"pack"`
	Title     string         `json:"title"`
	Received  int            `json:"received"`
	Published int            `json:"published"` // its result stands in an issue
	Refused   int            `json:"refused"`   // ended otherwise: refused, withdrawn, taken for not filed
	Pending   int            `json:"pending"`
	Kept      int            `json:"kept"` // terms of the office that it kept
	Over      int            `json:"over"` // of so many that are over
	Months    []MonthFigures `json:"months"`
}

// MonthFigures tell of one month. Days are counted by the calendar.
type MonthFigures struct {
	Month     string  `json:"month"` // "2026-03"
	Received  int     `json:"received"`
	Published int     `json:"published"` // in this month, whenever received
	Refused   int     `json:"refused"`   // ended otherwise in this month
	Pending   int     `json:"pending"`   // at its end
	Median    float64 `json:"median"`    // days from receipt to publication of those published in it; 0 for none
}
