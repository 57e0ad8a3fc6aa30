package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"vestnik/pipeline/regulation"
)

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
	pack, err := o.packOf(c)
	if err != nil {
		return nil, err
	}
	linked, err := linkedCases(ctx, o.views, o.engine, pack, c)
	if err != nil {
		return nil, err
	}
	var list []LinkedCase
	for _, link := range pack.Links {
		for _, other := range linked[link.ID] {
			summary, err := o.summary(ctx, other.ID)
			if err != nil {
				return nil, err
			}
			list = append(list, LinkedCase{Link: link.ID, Title: link.Title, Point: link.Point, Case: summary})
		}
	}
	return list, nil
}

// summary returns a case's line of the queue as it stands today.
func (o *Office) summary(ctx context.Context, id CaseID) (CaseSummary, error) {
	var s CaseSummary
	d, err := o.views.Doc(ctx, ViewQueue, string(id))
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(d.Body, &s); err != nil {
		return s, &Error{Op: "read queue", Doc: d.Key, Kind: Corrupt, Err: err}
	}
	s.Overdue = s.Due != nil && s.Due.Before(o.today())
	return s, nil
}

// engineCase gives the regulation engine all that it may look at, the linked cases
// among it.
func (o *Office) engineCase(ctx context.Context, c *CaseFile, pack *regulation.Pack) (regulation.Case, error) {
	return linkedEngineCase(ctx, o.views, o.engine, pack, c)
}

// judgedBy returns the regulation of a case, and the case as its engine sees it.
func (o *Office) judgedBy(ctx context.Context, c *CaseFile) (*regulation.Pack, regulation.Case, error) {
	pack, err := o.packOf(c)
	if err != nil {
		return nil, regulation.Case{}, err
	}
	rc, err := o.engineCase(ctx, c, pack)
	return pack, rc, err
}

// judged loads a case together with what [Office.judgedBy] returns of it.
func (o *Office) judged(ctx context.Context, id CaseID) (*CaseFile, *regulation.Pack, regulation.Case, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return nil, nil, regulation.Case{}, err
	}
	pack, rc, err := o.judgedBy(ctx, c)
	return c, pack, rc, err
}

// wakeLinked asks that the cases which look to those of the batch be looked at
// anew. It is a hint, as every job is: the timers find them too.
func (o *Office) wakeLinked(ctx context.Context, b Batch) {
	var jobs []Job
	for _, s := range b.Streams {
		id, ok := CaseOfStream(s.Stream)
		if !ok {
			continue
		}
		ids, err := o.lookingTo(ctx, id)
		if err != nil {
			o.log.WarnContext(ctx, "linked cases not woken", "case", id, "error", err)
			continue
		}
		for _, other := range ids {
			jobs = append(jobs, Job{Stage: StageAdvance, Case: other, Lane: LaneDesk})
		}
	}
	if len(jobs) == 0 {
		return
	}
	if _, err := o.journal.Append(ctx, Batch{Jobs: jobs}); err != nil {
		o.log.WarnContext(ctx, "linked cases not woken", "error", err)
	}
}

// lookingTo returns the cases whose regulation links them to this one.
func (o *Office) lookingTo(ctx context.Context, id CaseID) ([]CaseID, error) {
	var n namesOf
	if err := load(ctx, o.views, ViewKnown, knownOfCase+string(id), &n); err != nil || len(n.Is) == 0 {
		return nil, err
	}
	return lookers(ctx, o.views, id, n.Is)
}

// advanceLinked does at once what the cases that look to this one do by themselves,
// so that a person who asks for one of them finds it as it should be. What fails
// is left to the job.
func (o *Office) advanceLinked(ctx context.Context, id CaseID, at time.Time) {
	ids, err := o.lookingTo(ctx, id)
	for _, other := range ids {
		err = errors.Join(err, o.automaticAt(ctx, other, at))
	}
	if err != nil {
		o.log.WarnContext(ctx, "linked cases not advanced", "case", id, "error", err)
	}
}
