package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

// errMore says that a stage did a portion of its work and kept it; the rest
// waits for the next job, so that no job outlives its time limit.
var errMore = errors.New("more to do")

// errBulk says that a document is a bulk load, whoever brought it: it gives up the
// place of the desk's lane, in which other clerks' filings would wait for it, and is
// asked for in the lane of bulk loads.
var errBulk = errors.New("a bulk load")

// Work does one job: the stage that the case needs, which may be another than
// the job names, for the journal knows better than a hint. It is a [Worker].
func (o *Office) Work(ctx context.Context, j Job) error {
	if j.Stage == StageAdvance {
		return o.Automatic(ctx, j.Case)
	}
	c, err := o.Case(ctx, j.Case)
	if err != nil {
		return err
	}
	lane := j.Lane
	if lane != LaneBulk { // the sweep's jobs are as urgent as their case
		lane = lane.urgent(c.Lane)
	}
	err = o.step(queued(ctx), c, lane)
	switch {
	case errors.Is(err, errBulk):
		return o.ask(ctx, j.Case, LaneBulk)
	case errors.Is(err, errMore), errors.Is(err, errOvertaken):
		return o.ask(ctx, j.Case, c.Lane)
	}
	return err
}

// ask puts a case's next stage in a lane of the queue: the step just taken was cut
// short, or came to nothing because somebody changed the case meanwhile.
func (o *Office) ask(ctx context.Context, id CaseID, lane Lane) error {
	c, err := o.Case(ctx, id)
	if err != nil || c.NextStage() == StageDone {
		return err
	}
	_, err = o.commit(ctx, Batch{Jobs: []Job{{Stage: c.NextStage(), Case: id, Lane: lane}}})
	return err
}

// Advance runs stages until the machine has nothing more to do with the case.
func (o *Office) Advance(ctx context.Context, id CaseID) (*CaseFile, error) {
	for {
		c, err := o.Case(ctx, id)
		if err != nil || c.NextStage() == StageDone {
			return c, err
		}
		err = o.step(ctx, c, c.Lane)
		if err != nil && !errors.Is(err, errMore) && !errors.Is(err, errOvertaken) {
			return nil, err
		}
	}
}

// step does the case's next stage as a turn of a lane. What can never succeed is
// recorded on the case; errMore, errBulk and errOvertaken say that the case has to be
// looked at again.
func (o *Office) step(ctx context.Context, c *CaseFile, lane Lane) error {
	ctx, end := InLane(ctx, lane)
	defer end()
	stage := c.NextStage()
	err := o.runStage(ctx, c, stage)
	switch {
	case err == nil, errors.Is(err, errMore), errors.Is(err, errBulk), errors.Is(err, errOvertaken):
		return err
	case ctx.Err() != nil, KindOf(err).Retryable():
		return err
	}
	return errors.Join(err, o.giveUp(ctx, c.ID, stage, err))
}

// runStage does one stage. A panic over one filing's words is that filing's
// failure and nobody else's.
func (o *Office) runStage(ctx context.Context, c *CaseFile, stage Stage) (err error) {
	defer func() {
		if p := recover(); p != nil {
			o.log.ErrorContext(ctx, "stage panicked", "stage", stage, "case", c.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &Error{Op: "run stage", Doc: string(c.ID), Stage: stage, Kind: Internal, Err: fmt.Errorf("panic: %v", p),
				Advice: "При обработке дела произошла внутренняя ошибка. Сообщите администратору; файлы дела целы."}
		}
	}()
	if stage != StageCheck && (o.extractor == nil || o.recogniser == nil) {
		return &Error{Op: "run stage", Doc: string(c.ID), Stage: stage, Kind: Unavailable, Err: errors.New("this office was made without a reader"),
			Advice: "Эта программа запущена без чтения документов. Дело прочитает та, что принимает поступления."}
	}
	switch stage {
	case StageExtract:
		return o.extract(ctx, c)
	case StageRead:
		return o.read(ctx, c)
	case StageCheck:
		if err := o.check(ctx, c); err != nil {
			return err
		}
		o.matchCase(ctx, c.ID)
	}
	return nil
}

// giveUp records that a stage failed for good: the case stays visible with the
// stage and the reason, and waits for a person.
func (o *Office) giveUp(ctx context.Context, id CaseID, stage Stage, cause error) error {
	return retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil || c.Failed != nil {
			return err
		}
		failed := StageFailed{Stage: stage, Reason: cause.Error(), Advice: AdviceOf(cause)}
		return o.append(ctx, c, Job{}, o.byMachine(EvStageFailed, failed))
	})
}

// Revive lets the machine try a failed stage again. Anybody of the staff may
// ask for it: it decides nothing.
func (o *Office) Revive(ctx context.Context, id CaseID, person Person) error {
	return retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil || c.Failed == nil {
			return err
		}
		revived := NewEvent{Type: EvStageRevived, At: o.now(), Actor: person.Login, Data: StageRevived{Stage: c.Failed.Stage}}
		return o.append(ctx, c, Job{Stage: c.Failed.Stage, Case: id, Lane: LaneDesk}, revived)
	})
}

// Sweep enqueues what each case needs next and does what the procedures do by
// themselves (timers, completion). Jobs are hints: whatever was lost is found
// here. It returns how many jobs it enqueued.
func (o *Office) Sweep(ctx context.Context, q Queue) (int, error) {
	var jobs []Job
	for _, stage := range []Stage{StageExtract, StageRead, StageCheck} {
		docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewQueue, Tags: []string{"stage=" + string(stage)}})
		if err != nil {
			return 0, err
		}
		for _, d := range docs {
			jobs = append(jobs, Job{Stage: stage, Case: CaseID(d.Key), Lane: LaneRefresh})
		}
	}
	if len(jobs) > 0 {
		if err := q.Enqueue(ctx, jobs...); err != nil {
			return 0, err
		}
	}
	return len(jobs), o.runTimers(ctx)
}

// runTimers performs what is automatic for every case whose day has come.
func (o *Office) runTimers(ctx context.Context) error {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewTimers, To: o.today().AddDays(1).String()})
	if err != nil {
		return err
	}
	var failed error
	for _, d := range docs {
		if err := o.Automatic(ctx, CaseID(d.Key)); err != nil {
			failed = errors.Join(failed, fmt.Errorf("case %s: %w", d.Key, err))
		}
	}
	return failed
}
