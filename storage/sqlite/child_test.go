package sqlite_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

// A test binary started with these variables is a child process that plays the
// named part on the database, instead of running tests.
const (
	envPart = "VESTNIK_TEST_PART"
	envPath = "VESTNIK_TEST_DATABASE"
	envName = "VESTNIK_TEST_NAME"
)

func TestMain(m *testing.M) {
	parts := map[string]func(db *sqlite.DB) error{
		"append for ever":  func(db *sqlite.DB) error { return appendLoop(db, 0) },
		"append 100 times": func(db *sqlite.DB) error { return appendLoop(db, 100) },
		"hang in a job":    hangInJob,
	}
	part, child := os.LookupEnv(envPart)
	if !child {
		os.Exit(m.Run())
	}
	if err := play(parts[part]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func play(part func(db *sqlite.DB) error) error {
	db, err := sqlite.Open(context.Background(), os.Getenv(envPath), sqlite.Options{Projections: []pipeline.Projection{counter{}}})
	if err != nil {
		return err
	}
	return errors.Join(part(db), db.Close())
}

// appendLoop appends batches of two streams and a job, and acknowledges each on
// stdout by the number of the last event of its own stream.
func appendLoop(db *sqlite.DB, times int) error {
	name := os.Getenv(envName)
	for i := 0; times == 0 || i < times; i++ {
		event := pipeline.NewEvent{Type: "appended", At: time.Unix(int64(i), 0).UTC(), Actor: name, Data: map[string]int{"i": i}}
		events, err := db.Append(context.Background(), pipeline.Batch{
			Streams: []pipeline.StreamAppend{
				{Stream: "shared", Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{event}},
				{Stream: "own/" + name, Expect: pipeline.AnyLength, Events: []pipeline.NewEvent{event, event}},
			},
			Jobs: []pipeline.Job{{Stage: "read", Case: pipeline.CaseID(fmt.Sprint(os.Getpid(), "-", i)), Lane: pipeline.LaneBulk}},
		})
		if err != nil {
			return err
		}
		fmt.Println(events[len(events)-1].Seq)
	}
	return nil
}

// hangInJob acknowledges the beginning of a job that never ends.
func hangInJob(db *sqlite.DB) error {
	return db.Queue().Run(context.Background(), func(ctx context.Context, j pipeline.Job) error {
		fmt.Println(1)
		<-ctx.Done()
		return ctx.Err()
	})
}

// counter counts all events of each stream.
type counter struct{}

func (counter) Views() []string { return []string{"counts"} }

func (counter) Project(ctx context.Context, w pipeline.ViewWriter, e pipeline.Event) error {
	n := 0
	d, err := w.Doc(ctx, "counts", e.Stream)
	if err == nil {
		err = json.Unmarshal(d.Body, &n)
	}
	if err != nil && !errors.Is(err, pipeline.NotExist) {
		return err
	}
	return w.PutDoc(ctx, pipeline.Doc{View: "counts", Key: e.Stream, Sort: e.Stream, Tags: []string{"all"}, Body: fmt.Append(nil, n+1)})
}

// child is a child process at work.
type child struct {
	cmd  *exec.Cmd
	acks *bufio.Scanner
}

func start(t *testing.T, part, path, name string) *child {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), envPart+"="+part, envPath+"="+path, envName+"="+name)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return &child{cmd, bufio.NewScanner(out)}
}

// ack waits for the child's next acknowledgement; it reports false when there
// are no more.
func (c *child) ack(t *testing.T) (n int, ok bool) {
	t.Helper()
	if !c.acks.Scan() {
		return 0, false
	}
	if _, err := fmt.Sscan(c.acks.Text(), &n); err != nil {
		t.Errorf("child said %q", c.acks.Text())
	}
	return n, true
}

// kill ends the child as kill -9 does, and returns the last thing it acknowledged.
func (c *child) kill(t *testing.T) (last int) {
	t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for {
		n, ok := c.ack(t)
		if !ok {
			break
		}
		last = n
	}
	_ = c.cmd.Wait()
	return last
}

func TestKilledProcessLosesNothingItAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	acked := 0
	for round := range 6 {
		c := start(t, "append for ever", path, "child")
		for range 1 + round*7 { // each round dies at another point
			n, ok := c.ack(t)
			if !ok {
				t.Fatal("child ended by itself")
			}
			acked = n
		}
		time.Sleep(time.Duration(round*round) * 200 * time.Microsecond)
		acked = max(acked, c.kill(t))

		db := open(t, path, sqlite.Options{Projections: []pipeline.Projection{counter{}}})
		events, err := db.Stream(t.Context(), "own/child", 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) < acked {
			t.Fatalf("round %d: %d events, %d were acknowledged", round, len(events), acked)
		}
		if n := verify(t, db); n != len(events)/2*3 {
			t.Errorf("round %d: %d events of which %d are the child's: a batch was torn", round, n, len(events))
		}
		if got := countJobs(t, path); got != len(events)/2 {
			t.Errorf("round %d: %d jobs, want %d: they must commit with their events", round, got, len(events)/2)
		}
	}
}

func TestProcessesAppendingAtOnceLeaveNoGap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, sqlite.Options{Projections: []pipeline.Projection{counter{}}})
	const children, times = 3, 100
	var wg sync.WaitGroup
	for i := range children {
		c := start(t, "append 100 times", path, fmt.Sprint(i))
		wg.Go(func() {
			for ok := true; ok; {
				_, ok = c.ack(t)
			}
			if err := c.cmd.Wait(); err != nil {
				t.Errorf("child: %v", err)
			}
		})
	}
	for i := range times { // and this process too
		_, err := db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{
			Stream: "shared", Expect: pipeline.AnyLength,
			Events: []pipeline.NewEvent{{Type: "appended", At: time.Unix(int64(i), 0).UTC(), Actor: "parent"}},
		}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
	if n := verify(t, db); n != children*times*3+times {
		t.Errorf("%d events, want %d", n, children*times*3+times)
	}
}

func TestProcessesCreatingTheDatabaseAtOnceAgree(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "journal.db")
	var children []*child
	for i := range 4 {
		children = append(children, start(t, "append 100 times", path, fmt.Sprint(i)))
	}
	for _, c := range children {
		for ok := true; ok; {
			_, ok = c.ack(t)
		}
		if err := c.cmd.Wait(); err != nil {
			t.Errorf("child: %v", err)
		}
	}
	if n := verify(t, open(t, path, sqlite.Options{Projections: []pipeline.Projection{counter{}}})); n != 4*300 {
		t.Errorf("%d events", n)
	}
}

func TestJobOfAKilledProcessResumesWithinSeconds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	db := open(t, path, sqlite.Options{Projections: []pipeline.Projection{counter{}}})
	want := pipeline.Job{Stage: "extract", Case: "1", Lane: pipeline.LaneInbox}
	if err := db.Queue().Enqueue(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	c := start(t, "hang in a job", path, "")
	if _, ok := c.ack(t); !ok {
		t.Fatal("the child did not begin the job")
	}

	// While the child lives, this process must leave its job alone.
	began := make(chan pipeline.Job, 1)
	stop := runQueue(t, db, func(_ context.Context, j pipeline.Job) error {
		began <- j
		return nil
	})
	defer stop()
	select {
	case <-began:
		t.Error("the job of a living process was taken")
	case <-time.After(300 * time.Millisecond):
	}
	c.kill(t)
	select {
	case j := <-began:
		if j != want {
			t.Errorf("resumed %v, want %v", j, want)
		}
	case <-time.After(10 * time.Second):
		t.Error("the job did not resume")
	}
}
