package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"vestnik/pipeline"
)

// Pace of the queue.
const (
	// fetchCooldown is the least time between two fetches of a queue: with few
	// workers it bounds how many jobs a second they get.
	fetchCooldown = 2 * time.Millisecond
	// fetchPoll finds jobs whose notification was missed, and due retries.
	fetchPoll = 500 * time.Millisecond
	// keepCompleted is how long finished jobs stay in the file, for an operator to look at.
	keepCompleted = time.Hour
)

func (db *DB) runLockPath() string { return db.path + ".run.lock" }

// Run implements [pipeline.Queue]. It returns nil when ctx ends and the jobs
// under way have finished, or were interrupted after Options.Grace and put back.
func (q *queue) Run(ctx context.Context, w pipeline.Worker) error {
	working, err := lock(ctx, q.db.runLockPath())
	if ctx.Err() != nil && err != nil {
		return nil
	}
	if err != nil {
		return fault(ctx, "run jobs", q.db.path, err)
	}
	defer working.release() //nolint:errcheck // closing a lock file loses nothing

	if err := q.reclaim(ctx); err != nil {
		return fault(ctx, "reclaim jobs", q.db.path, err)
	}
	client, err := q.client(w)
	if err != nil {
		return fault(ctx, "run jobs", q.db.path, err)
	}
	if err := client.Start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fault(ctx, "run jobs", q.db.path, err)
	}
	<-client.Stopped()
	return nil
}

func (q *queue) client(w pipeline.Worker) (*river.Client[*sql.Tx], error) {
	opts := q.db.opts
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &stageWorker{queue: q, do: w}); err != nil {
		return nil, err
	}
	return river.NewClient(q.db.driver, &river.Config{
		Logger: q.db.riverLog,
		Queues: map[string]river.QueueConfig{
			queueDesk:   {MaxWorkers: opts.Workers},
			queueShared: {MaxWorkers: opts.Workers},
		},
		Workers:                     workers,
		MaxAttempts:                 opts.retry.attempts,
		RetryPolicy:                 opts.retry,
		JobTimeout:                  opts.JobTimeout,
		RescueStuckJobsAfter:        opts.RescueAfter,
		FetchCooldown:               fetchCooldown,
		FetchPollInterval:           fetchPoll,
		SoftStopTimeout:             opts.Grace,
		CompletedJobRetentionPeriod: keepCompleted,
		CancelledJobRetentionPeriod: -1, // dead letters stay until a person decides
		DiscardedJobRetentionPeriod: -1,
	})
}

// reclaim puts back the jobs that a killed process left running, so that they
// need not wait for River's rescuer, and ends the dead process's term as River's
// leader, which would keep retries waiting.
//
// That is safe only because the caller holds the run lock and every worker of an
// embedded database works under it: whatever is marked as running has no one
// running it. With PostgreSQL other machines work beside this one, and only the
// rescuer may judge.
func (q *queue) reclaim(ctx context.Context) error {
	exec := q.db.driver.GetExecutor()
	now := time.Now()
	everything := now.Add(24 * time.Hour) // attempted before: all of them, even by a clock that ran ahead
	for after := int64(0); ; {
		rows, err := exec.JobGetStuck(ctx, &riverdriver.JobGetStuckParams{AfterID: after, Max: readPage, StuckHorizon: everything})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		params := riverdriver.JobRescueManyParams{StuckHorizon: everything}
		for _, row := range rows {
			if err := addRescue(&params, row, now); err != nil {
				return err
			}
			after = row.ID
		}
		if _, err := exec.JobRescueMany(ctx, &params); err != nil {
			return err
		}
		q.db.opts.Logger.Info("jobs of an ended process put back", "jobs", len(rows))
	}
	_, err := q.db.writer.ExecContext(ctx, `DELETE FROM river_leader`)
	return err
}

// addRescue decides what becomes of one job whose process ended: it runs again
// at once, or is dead when it has outlived too many processes, being perhaps what
// killed them.
func addRescue(p *riverdriver.JobRescueManyParams, row *rivertype.JobRow, now time.Time) error {
	reason, err := json.Marshal(rivertype.AttemptError{
		At: now, Attempt: row.Attempt,
		Error: "Обработка прервалась вместе с программой. Запустите задание снова; если это повторится, сообщите администратору.\n" +
			"the process ended while the job ran",
	})
	if err != nil {
		return err
	}
	state, finalized := rivertype.JobStateAvailable, (*time.Time)(nil)
	if row.Attempt >= row.MaxAttempts {
		state, finalized = rivertype.JobStateDiscarded, &now
	}
	p.ID = append(p.ID, row.ID)
	p.Error = append(p.Error, reason)
	p.FinalizedAt = append(p.FinalizedAt, finalized)
	p.ScheduledAt = append(p.ScheduledAt, now)
	p.State = append(p.State, string(state))
	return nil
}
