package pipeline

import (
	"context"
	"errors"
	"fmt"
)

// Work does one job: the stage that the case needs, which may be another than
// the job names, for the journal knows better than a hint. It is a [Worker].
func (o *Office) Work(ctx context.Context, j Job) error {
	c, err := o.Case(ctx, j.Case)
	if err != nil {
		return err
	}
	return o.step(ctx, c)
}

// Advance runs stages until the machine has nothing more to do with the case.
func (o *Office) Advance(ctx context.Context, id CaseID) (*CaseFile, error) {
	for {
		c, err := o.Case(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.NextStage() == StageDone {
			return c, nil
		}
		if err := o.step(ctx, c); err != nil {
			return nil, err
		}
	}
}

// step does the case's next stage. A stage that another worker finished first is
// no error: running a stage twice is harmless.
func (o *Office) step(ctx context.Context, c *CaseFile) error {
	stage := c.NextStage()
	var err error
	switch stage {
	case StageExtract:
		err = o.extract(ctx, c)
	case StageRead:
		err = o.read(ctx, c)
	case StageCheck:
		err = o.check(ctx, c)
	default:
		return nil
	}
	switch {
	case err == nil, errors.Is(err, Exists):
		return nil
	case ctx.Err() != nil, KindOf(err).Retryable():
		return err
	}
	return errors.Join(err, o.giveUp(ctx, c.ID, stage, err))
}

// giveUp records that a stage failed for good: the case stays visible with the
// stage and the reason, and waits for a person.
func (o *Office) giveUp(ctx context.Context, id CaseID, stage Stage, cause error) error {
	return retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil || c.Failed != nil {
			return err
		}
		return o.append(ctx, c, Job{}, Machine, EvStageFailed, StageFailed{Stage: stage, Reason: cause.Error(), Advice: AdviceOf(cause)})
	})
}

// Revive lets the machine try a failed stage again.
func (o *Office) Revive(ctx context.Context, id CaseID, person Person) error {
	return retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil || c.Failed == nil {
			return err
		}
		return o.append(ctx, c, Job{Stage: c.Failed.Stage, Case: id, Lane: LaneDesk}, person.Login, EvStageRevived, StageRevived{Stage: c.Failed.Stage})
	})
}

// append adds one event to a case as it was read, and a job if one is named.
func (o *Office) append(ctx context.Context, c *CaseFile, j Job, actor string, t EventType, data any) error {
	b := Batch{Streams: []StreamAppend{{
		Stream: c.ID.Stream(), Expect: c.Version,
		Events: []NewEvent{{Type: t, At: o.now(), Actor: actor, Data: data}},
	}}}
	if j.Case != "" {
		b.Jobs = []Job{j}
	}
	_, err := o.journal.Append(ctx, b)
	return err
}

// Sweep enqueues what each case needs next and does what the procedures do by
// themselves (timers, completion). Jobs are hints: whatever was lost is found
// here. It returns how many jobs it enqueued.
func (o *Office) Sweep(ctx context.Context, q Queue) (int, error) {
	var jobs []Job
	for _, stage := range []Stage{StageExtract, StageRead, StageCheck} {
		list, _, err := o.Cases(ctx, CaseQuery{Stage: stage})
		if err != nil {
			return 0, err
		}
		for _, s := range list {
			jobs = append(jobs, Job{Stage: stage, Case: s.ID, Lane: LaneRefresh})
		}
	}
	if len(jobs) > 0 {
		if err := q.Enqueue(ctx, jobs...); err != nil {
			return 0, err
		}
	}
	return len(jobs), o.runTimers(ctx)
}

// runTimers performs what is automatic for every open case.
func (o *Office) runTimers(ctx context.Context) error {
	list, _, err := o.Cases(ctx, CaseQuery{Open: true})
	if err != nil {
		return err
	}
	var failed error
	for _, s := range list {
		if err := o.Automatic(ctx, s.ID); err != nil {
			failed = errors.Join(failed, fmt.Errorf("case %s: %w", s.ID, err))
		}
	}
	return failed
}
