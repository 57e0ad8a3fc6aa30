package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"vestnik/pipeline"
)

func validateJobs(jobs []pipeline.Job) error {
	for _, j := range jobs {
		if j.Stage == "" || j.Case == "" || j.Lane < pipeline.LaneDesk || j.Lane > pipeline.LaneRefresh {
			return &pipeline.Error{
				Op: "enqueue jobs", Doc: string(j.Case), Stage: j.Stage, Kind: pipeline.Invalid,
				Err: errors.New("a job needs a stage, a case and a lane from 1 to 4"),
			}
		}
	}
	return nil
}

// asker is who wants a job done.
type asker int

const (
	byEvent asker = iota // something happened that the job has not seen
	byCall               // Enqueue: in LaneRefresh a sweep, which knows nothing new
)

// sweeps reports whether j is only a sweep's reminder.
func (a asker) sweeps(j pipeline.Job) bool { return a == byCall && j.Lane == pipeline.LaneRefresh }

// insertJobs puts jobs in within the caller's transaction; see [DB.Queue] for
// what happens to one that is there already.
func (db *DB) insertJobs(ctx context.Context, tx *sql.Tx, by asker, jobs []pipeline.Job) error {
	if len(jobs) == 0 {
		return nil
	}
	jobs, err := supersedeDead(ctx, tx, by, mergeJobs(jobs))
	if err != nil || len(jobs) == 0 {
		return err
	}
	params := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		params[i] = river.InsertManyParams{Args: stageArgs{j.Stage, j.Case}, InsertOpts: db.insertOpts(j.Lane)}
	}
	results, err := db.inserter.InsertManyTx(ctx, tx, params)
	if err != nil {
		return err
	}
	for i, r := range results {
		if !r.UniqueSkippedAsDuplicate || by.sweeps(jobs[i]) {
			continue
		}
		if err := askAgain(ctx, tx, r.Job, jobs[i]); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) insertOpts(lane pipeline.Lane) *river.InsertOpts {
	return &river.InsertOpts{
		MaxAttempts: db.opts.retry.attempts,
		Priority:    int(lane),
		Queue:       queueOf(lane),
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
			rivertype.JobStateRunning, rivertype.JobStateScheduled,
		}},
	}
}

func queueOf(lane pipeline.Lane) string {
	if lane == pipeline.LaneDesk {
		return queueDesk
	}
	return queueShared
}

// mergeJobs leaves one job per stage and case, in its most urgent lane, in the
// order of first mention.
func mergeJobs(jobs []pipeline.Job) []pipeline.Job {
	at := make(map[stageArgs]int, len(jobs))
	merged := make([]pipeline.Job, 0, len(jobs))
	for _, j := range jobs {
		key := stageArgs{j.Stage, j.Case}
		if i, seen := at[key]; seen {
			merged[i].Lane = min(merged[i].Lane, j.Lane)
			continue
		}
		at[key] = len(merged)
		merged = append(merged, j)
	}
	return merged
}

// askAgain notes that the job, which is there already, is wanted once more.
func askAgain(ctx context.Context, tx *sql.Tx, there *rivertype.JobRow, j pipeline.Job) error {
	if there.State == rivertype.JobStateRunning {
		// It may have read the case before the caller changed it.
		_, err := tx.ExecContext(ctx,
			`INSERT INTO job_repeats (stage, case_id, lane) VALUES ($1, $2, $3)
			 ON CONFLICT (stage, case_id) DO UPDATE SET lane =
			 CASE WHEN excluded.lane < job_repeats.lane THEN excluded.lane ELSE job_repeats.lane END`,
			string(j.Stage), string(j.Case), int(j.Lane))
		return err
	}
	if there.Priority <= int(j.Lane) {
		return nil
	}
	_, err := tx.ExecContext(ctx,
		`UPDATE river_job SET priority = $1, queue = $2 WHERE id = $3`,
		int(j.Lane), queueOf(j.Lane), there.ID)
	return err
}

// supersedeDead takes the wanted jobs off the dead-letter list, and those that
// only a sweep wants off the wanted ones.
func supersedeDead(ctx context.Context, tx *sql.Tx, by asker, jobs []pipeline.Job) ([]pipeline.Job, error) {
	dead, err := deadByKey(ctx, tx)
	if err != nil || len(dead) == 0 {
		return jobs, err
	}
	wanted := make([]pipeline.Job, 0, len(jobs))
	for _, j := range jobs {
		ids := dead[stageArgs{j.Stage, j.Case}]
		if len(ids) > 0 && by.sweeps(j) {
			continue
		}
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `DELETE FROM river_job WHERE id = $1`, id); err != nil {
				return nil, err
			}
		}
		wanted = append(wanted, j)
	}
	return wanted, nil
}

func deadByKey(ctx context.Context, tx *sql.Tx) (map[stageArgs][]int64, error) {
	rows, err := tx.QueryContext(ctx,
		`SELECT id, args ->> 'stage', args ->> 'case' FROM river_job WHERE state IN ('cancelled', 'discarded')
		 AND finalized_at IS NOT NULL`) // River's index covers finalized jobs
	if err != nil {
		return nil, err
	}
	type deadRow struct {
		id  int64
		key stageArgs
	}
	list, err := collect(rows, func(d *deadRow) []any { return []any{&d.id, &d.key.Stage, &d.key.Case} })
	if err != nil {
		return nil, err
	}
	dead := make(map[stageArgs][]int64, len(list))
	for _, d := range list {
		dead[d.key] = append(dead[d.key], d.id)
	}
	return dead, nil
}

// jobOf reads a job back from River's row.
func jobOf(row *rivertype.JobRow) (pipeline.Job, error) {
	var args stageArgs
	if err := json.Unmarshal(row.EncodedArgs, &args); err != nil {
		return pipeline.Job{}, &pipeline.Error{Op: "read job", Kind: pipeline.Corrupt, Err: err, Advice: adviceDamaged}
	}
	return pipeline.Job{Stage: args.Stage, Case: args.Case, Lane: pipeline.Lane(row.Priority)}, nil
}
