package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"vestnik/pipeline"
)

// River's queues. LaneDesk has slots of its own, so that a bulk load that fills
// every other slot with long jobs cannot keep a clerk waiting; within the shared
// queue the lane is River's priority.
const (
	queueDesk   = "desk"
	queueShared = "shared"
)

// deadStates are how River keeps a job that gave up: discarded, in our case, and
// cancelled when an operator used River's own tools.
var deadStates = []rivertype.JobState{rivertype.JobStateCancelled, rivertype.JobStateDiscarded}

// maxDead bounds the dead-letter list, newest first.
const maxDead = 10_000

// stageArgs identify a job in River. Both fields make it unique.
type stageArgs struct {
	Stage pipeline.Stage  `json:"stage"`
	Case  pipeline.CaseID `json:"case"`
}

// Kind implements [river.JobArgs].
func (stageArgs) Kind() string { return "stage" }

type queue struct{ db *DB }

// Queue returns the job queue, kept in the same file so that Append can commit
// jobs with the events that call for them.
//
// Beyond the contract of [pipeline.Queue]: a job asked for while it waits is
// taken to the more urgent of the two lanes; asked for while it runs, it runs
// once more afterwards; asked for while it is on the dead-letter list, it leaves
// that list and runs. Enqueue in LaneRefresh does nothing in these cases: a sweep
// knows nothing new that the job has not seen. A job that exceeds its time limit
// or panics is dead at once, a retryable one after its attempts are used up.
//
// Run works jobs in one process at a time: in a second one it waits and takes
// over when the first ends or dies. Jobs that a killed process left running are
// run again at once.
func (db *DB) Queue() pipeline.Queue { return &queue{db} }

// Enqueue implements [pipeline.Queue].
func (q *queue) Enqueue(ctx context.Context, jobs ...pipeline.Job) error {
	if err := validateJobs(jobs); err != nil || len(jobs) == 0 {
		return err
	}
	return q.db.write(ctx, "enqueue jobs", "", func(tx *sql.Tx) error {
		return q.db.insertJobs(ctx, tx, byCall, jobs)
	})
}

// Dead implements [pipeline.Queue]. Reason is a Russian sentence for the clerk,
// a line break, and the error as the log has it.
func (q *queue) Dead(ctx context.Context) ([]pipeline.DeadJob, error) {
	var dead []pipeline.DeadJob
	err := q.db.read(ctx, "list dead jobs", "", func(tx *sql.Tx) error {
		list, err := q.db.inserter.JobListTx(ctx, tx, river.NewJobListParams().
			States(deadStates...).
			OrderBy(river.JobListOrderByFinalizedAt, river.SortOrderDesc).
			First(maxDead))
		if err != nil {
			return err
		}
		dead = make([]pipeline.DeadJob, 0, len(list.Jobs))
		for _, row := range list.Jobs {
			d, err := deadJob(row)
			if err != nil {
				return err
			}
			dead = append(dead, d)
		}
		return nil
	})
	return dead, err
}

func deadJob(row *rivertype.JobRow) (pipeline.DeadJob, error) {
	job, err := jobOf(row)
	if err != nil {
		return pipeline.DeadJob{}, err
	}
	d := pipeline.DeadJob{ID: row.ID, Job: job, Attempts: row.Attempt}
	if row.FinalizedAt != nil {
		d.Failed = *row.FinalizedAt
	}
	if n := len(row.Errors); n > 0 {
		d.Reason = row.Errors[n-1].Error
	}
	return d, nil
}

// Revive implements [pipeline.Queue]. The job starts with all its attempts
// before it; when the same job waits already, that one is left to do the work.
// An id that is not on the dead-letter list is a NotExist error.
func (q *queue) Revive(ctx context.Context, id int64) error {
	doc := fmt.Sprintf("job %d", id)
	return q.db.write(ctx, "revive job", doc, func(tx *sql.Tx) error {
		row, err := q.db.inserter.JobGetTx(ctx, tx, id)
		if errors.Is(err, rivertype.ErrNotFound) || (err == nil && !isDead(row)) {
			return &pipeline.Error{
				Op: "revive job", Doc: doc, Kind: pipeline.NotExist, Err: errors.New("not on the dead-letter list"),
				Advice: "Этого задания уже нет в списке остановленных: его успели запустить снова.",
			}
		}
		if err != nil {
			return err
		}
		job, err := jobOf(row)
		if err != nil {
			return err
		}
		if _, err := q.db.inserter.JobDeleteTx(ctx, tx, id); err != nil {
			return err
		}
		return q.db.insertJobs(ctx, tx, byEvent, []pipeline.Job{job})
	})
}

func isDead(row *rivertype.JobRow) bool {
	for _, s := range deadStates {
		if row.State == s {
			return true
		}
	}
	return false
}

// retryPolicy spaces the attempts of a job: first, twice that, and so on up to
// most; after attempts of them the job is dead.
type retryPolicy struct {
	first, most time.Duration
	attempts    int
}

// defaultRetry gives a store that is away about two hours to come back.
var defaultRetry = retryPolicy{first: time.Second, most: 10 * time.Minute, attempts: 20}

// NextRetry implements [river.ClientRetryPolicy].
func (p retryPolicy) NextRetry(row *rivertype.JobRow) time.Time {
	return time.Now().Add(p.delay(row.Attempt))
}

// delay is how long to wait after the attempt, counted from 1.
func (p retryPolicy) delay(attempt int) time.Duration {
	d := p.first
	for i := 1; i < attempt && d < p.most; i++ {
		d *= 2
	}
	return min(d, p.most)
}
