package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"vestnik/pipeline"
)

// settleTimeout bounds the write that ends a job, which must go through even
// though the job's own context is over.
const settleTimeout = 30 * time.Second

// stageWorker is the one River worker: it hands every job to do and decides what
// becomes of it.
type stageWorker struct {
	river.WorkerDefaults[stageArgs]
	queue *queue
	do    pipeline.Worker
}

// Work implements [river.Worker]. A job that is done or gives up is settled here,
// in one transaction with whatever asked for it meanwhile; only a retry and an
// interruption by shutdown are left to River.
func (w *stageWorker) Work(ctx context.Context, job *river.Job[stageArgs]) error {
	asked := pipeline.Job{Stage: job.Args.Stage, Case: job.Args.Case, Lane: pipeline.Lane(job.Priority)}
	err := w.attempt(ctx, asked)
	switch {
	case err == nil:
		return w.settle(ctx, job, riverdriver.JobSetStateCompleted(job.ID, time.Now(), nil))
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err() // shutting down: River puts it back with its attempt returned
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = w.timedOut(asked, err)
	case pipeline.KindOf(err).Retryable() && job.Attempt < job.MaxAttempts:
		w.queue.db.opts.Logger.Warn("job failed, will be tried again",
			"stage", asked.Stage, "case", asked.Case, "attempt", job.Attempt, "error", err)
		return err
	}
	w.queue.db.opts.Logger.Error("job gave up",
		"stage", asked.Stage, "case", asked.Case, "attempt", job.Attempt, "error", err)
	reason, marshalErr := json.Marshal(rivertype.AttemptError{
		At: time.Now(), Attempt: job.Attempt, Error: pipeline.AdviceOf(err) + "\n" + err.Error(),
	})
	if marshalErr != nil {
		return marshalErr
	}
	return w.settle(ctx, job, riverdriver.JobSetStateDiscarded(job.ID, time.Now(), reason, nil))
}

// attempt calls the worker and turns a panic into an error.
func (w *stageWorker) attempt(ctx context.Context, j pipeline.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.queue.db.opts.Logger.Error("job panicked",
				"stage", j.Stage, "case", j.Case, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = &pipeline.Error{
				Op: "run job", Doc: string(j.Case), Stage: j.Stage, Kind: pipeline.Internal, Err: fmt.Errorf("panic: %v", p),
				Advice: "При обработке дела произошла внутренняя ошибка. Сообщите администратору.",
			}
		}
	}()
	return w.do(ctx, j)
}

func (w *stageWorker) timedOut(j pipeline.Job, err error) error {
	return &pipeline.Error{
		Op: "run job", Doc: string(j.Case), Stage: j.Stage, Kind: pipeline.TooLarge,
		Err: fmt.Errorf("exceeded the time limit of %s: %w", w.queue.db.opts.JobTimeout, err),
		Advice: "Обработка дела заняла больше отведённого времени и остановлена. " +
			"Проверьте, нет ли в деле повреждённых или слишком больших файлов, и запустите задание снова.",
	}
}

// settle ends a running job. When it was asked for again while it ran, it is
// done with, however it went, and a new job takes its place.
func (w *stageWorker) settle(ctx context.Context, job *river.Job[stageArgs], end *riverdriver.JobSetStateIfRunningParams) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTimeout)
	defer cancel()
	db := w.queue.db
	return db.write(ctx, "settle job", string(job.Args.Case), func(tx *sql.Tx) error {
		lane, again, err := takeRepeat(ctx, tx, job.Args)
		if err != nil {
			return err
		}
		if again {
			end = riverdriver.JobSetStateCompleted(job.ID, time.Now(), nil)
		}
		if err := setState(ctx, db.driver.UnwrapExecutor(tx), end); err != nil || !again {
			return err
		}
		return db.insertJobs(ctx, tx, byEvent, []pipeline.Job{{Stage: job.Args.Stage, Case: job.Args.Case, Lane: lane}})
	})
}

func takeRepeat(ctx context.Context, tx *sql.Tx, key stageArgs) (pipeline.Lane, bool, error) {
	var lane pipeline.Lane
	err := tx.QueryRowContext(ctx,
		`DELETE FROM job_repeats WHERE stage = $1 AND case_id = $2 RETURNING lane`,
		string(key.Stage), string(key.Case)).Scan(&lane)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return lane, err == nil, err
}

func setState(ctx context.Context, exec riverdriver.Executor, p *riverdriver.JobSetStateIfRunningParams) error {
	_, err := exec.JobSetStateIfRunningMany(ctx, &riverdriver.JobSetStateIfRunningManyParams{
		ID:              []int64{p.ID},
		Attempt:         []*int{p.Attempt},
		ErrData:         [][]byte{p.ErrData},
		FinalizedAt:     []*time.Time{p.FinalizedAt},
		MetadataDoMerge: []bool{p.MetadataDoMerge},
		MetadataUpdates: [][]byte{p.MetadataUpdates},
		ScheduledAt:     []*time.Time{p.ScheduledAt},
		State:           []rivertype.JobState{p.State},
	})
	return err
}
