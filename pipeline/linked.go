package pipeline

import "context"

// LinkedCase is another case of the office that bears on a case, by a link that
// the case's regulation declares.
type LinkedCase struct {
	Link  string      `json:"link"`  // "licence"
	Title string      `json:"title"` // Russian: what the other case is to this one
	Point string      `json:"point,omitempty"`
	Case  CaseSummary `json:"case"`
}

// Linked returns the cases that the case's regulation links to it, by link in the
// order of the regulation, the oldest case first.
func (o *Office) Linked(ctx context.Context, c *CaseFile) ([]LinkedCase, error) {
	return nil, nil
}
