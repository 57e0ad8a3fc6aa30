package sqlite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

func benchDB(b *testing.B) *sqlite.DB {
	return open(b, filepath.Join(b.TempDir(), "journal.db"), sqlite.Options{Projections: []pipeline.Projection{counter{}}})
}

func benchBatch(i int, jobs ...pipeline.Job) pipeline.Batch {
	return pipeline.Batch{Jobs: jobs, Streams: []pipeline.StreamAppend{{
		Stream: fmt.Sprintf("case/%d", i), Expect: 0,
		Events: []pipeline.NewEvent{{Type: "received", At: time.Unix(int64(i), 0).UTC(), Actor: pipeline.Machine,
			Data: map[string]any{"name": "Заявление.pdf", "size": i}}},
	}}}
}

// fill appends n events to n streams, many to a batch.
func fill(b *testing.B, db *sqlite.DB, n int) {
	b.Helper()
	for at := 0; at < n; {
		var batch pipeline.Batch
		for ; at < n && len(batch.Streams) < 500; at++ {
			batch.Streams = append(batch.Streams, benchBatch(at).Streams...)
		}
		if _, err := db.Append(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppend is one durable event with its projection per operation.
func BenchmarkAppend(b *testing.B) {
	db := benchDB(b)
	i := 0
	for b.Loop() {
		if _, err := db.Append(b.Context(), benchBatch(i)); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkAppendWithJob is a durable event, its projection and its job.
func BenchmarkAppendWithJob(b *testing.B) {
	db := benchDB(b)
	i := 0
	for b.Loop() {
		j := pipeline.Job{Stage: "extract", Case: pipeline.CaseID(fmt.Sprint(i)), Lane: pipeline.LaneBulk}
		if _, err := db.Append(b.Context(), benchBatch(i, j)); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkAppendMany is one event out of batches of 500, as an import makes them.
func BenchmarkAppendMany(b *testing.B) {
	db := benchDB(b)
	b.ResetTimer()
	fill(b, db, b.N)
}

func BenchmarkReadStream(b *testing.B) {
	db := benchDB(b)
	fill(b, db, 5000)
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if events, err := db.Stream(b.Context(), fmt.Sprintf("case/%d", i%5000), 0); err != nil || len(events) != 1 {
				b.Error(events, err)
			}
		}
	})
}

// BenchmarkReadEvents follows the journal: one event per operation, 500 to a page.
func BenchmarkReadEvents(b *testing.B) {
	db := benchDB(b)
	fill(b, db, 5000)
	b.ResetTimer()
	for read := 0; read < b.N; {
		events, err := db.Events(b.Context(), int64(read%5000), 500)
		if err != nil {
			b.Fatal(err)
		}
		read += len(events)
	}
}

// BenchmarkDocs is one page of 20 rows out of 5,000 by tag, with the total.
func BenchmarkDocs(b *testing.B) {
	db := benchDB(b)
	fill(b, db, 5000)
	for b.Loop() {
		docs, n, err := db.Docs(b.Context(), pipeline.ViewQuery{View: "counts", Tags: []string{"all"}, Limit: 20, Offset: 100, Descending: true})
		if err != nil || len(docs) != 20 || n != 5000 {
			b.Fatal(len(docs), n, err)
		}
	}
}

// BenchmarkRebuild is one event projected again.
func BenchmarkRebuild(b *testing.B) {
	db := benchDB(b)
	const events = 5000
	fill(b, db, events)
	b.ResetTimer()
	for done := 0; done < b.N; done += events {
		if err := db.Rebuild(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJobs is one job that does nothing, fetched, worked and settled.
func BenchmarkJobs(b *testing.B) {
	db := benchDB(b)
	jobs := make([]pipeline.Job, b.N)
	for i := range jobs {
		jobs[i] = pipeline.Job{Stage: "extract", Case: pipeline.CaseID(fmt.Sprint(i)), Lane: pipeline.LaneBulk}
	}
	if err := db.Queue().Enqueue(b.Context(), jobs...); err != nil {
		b.Fatal(err)
	}
	var done atomic.Int64
	all := make(chan struct{})
	b.ResetTimer()
	stop := runQueue(b, db, func(context.Context, pipeline.Job) error {
		if done.Add(1) == int64(b.N) {
			close(all)
		}
		return nil
	})
	<-all
	b.StopTimer()
	stop()
}
