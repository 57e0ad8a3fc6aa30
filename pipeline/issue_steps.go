package pipeline

import (
	"context"
	"time"
)

// IssueStep is one thing that was done with an issue.
type IssueStep struct {
	Type  EventType // [EvIssueOpened], [EvIssueFilled], [EvIssueWorded], [EvIssueClosed] or [EvIssueImported]
	By    string    // login, or [Machine]
	At    time.Time
	Added int        // how many entries and records were put in
	Words IssueWords // as the step left them, of [EvIssueWorded]
}

// IssueSteps tells what was done with an issue, oldest first.
func (o *Office) IssueSteps(ctx context.Context, ref IssueRef) ([]IssueStep, error) {
	events, err := o.journal.Stream(ctx, ref.Stream(), 0)
	if err != nil {
		return nil, err
	}
	steps := make([]IssueStep, len(events))
	for i, e := range events {
		s := IssueStep{Type: e.Type, By: e.Actor, At: e.At}
		switch e.Type {
		case EvIssueFilled:
			err = with(e, func(v IssueFilled) { s.Added = len(v.Added) })
		case EvIssueWorded:
			err = with(e, func(v IssueWorded) { s.Words = v.Words })
		}
		if err != nil {
			return nil, err
		}
		steps[i] = s
	}
	return steps, nil
}
