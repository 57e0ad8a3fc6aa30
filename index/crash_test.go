package index_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestnik/index"
	"vestnik/pipeline"
)

// crashDir names, for a child of this test, the index that it follows until it is
// killed.
const crashDir = "VESTNIK_TEST_INDEX"

// crashEntries is how many entries the journal of the crash test names, each in
// an event of its own, and every third of them twice.
const crashEntries = 6000

func crashOffice() *office {
	o := newOffice()
	for i := range crashEntries {
		e := entry(fmt.Sprintf("2004%06d", i), "Программа учёта")
		o.put(e)
		if i%3 == 0 {
			o.put(e)
		}
	}
	return o
}

// slowly lets a follower see a few events at a time, so that there is time to
// kill it between its batches.
type slowly struct{ *office }

func (s slowly) Events(ctx context.Context, after int64, _ int) ([]pipeline.Event, error) {
	return s.office.Events(ctx, after, 50)
}

// TestMain is the child of the crash test when it is started as one.
func TestMain(m *testing.M) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := followUntilKilled(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func followUntilKilled(dir string) error {
	x, err := index.Open(dir, index.Options{BatchDocs: 20})
	if err != nil {
		return err
	}
	fmt.Println("following from", x.Position())
	o := crashOffice()
	return x.Follow(context.Background(), slowly{o}, o)
}

// TestKilledWhileFollowing kills a process that follows the journal, again and
// again, and lets the last one finish: no entry is missing and none is double.
func TestKilledWhileFollowing(t *testing.T) {
	dir := t.TempDir()
	var positions []int64
	for kill := range 4 {
		positions = append(positions, killAfter(t, dir, time.Duration(120+90*kill)*time.Millisecond))
	}
	t.Logf("killed after starting from positions %v", positions)
	if !slices.IsSorted(positions) {
		t.Errorf("the position went back: %v", positions)
	}
	o := crashOffice()
	x := open(t, dir)
	if p, n := x.Position(), count(t, x); p > 0 && n == 0 {
		t.Errorf("position %d without documents", p)
	}
	follow(t, x, o)
	if n := count(t, x); n != crashEntries || x.Position() != int64(len(o.events)) {
		t.Errorf("%d documents at position %d, want %d at %d", n, x.Position(), crashEntries, len(o.events))
	}
	if problems, err := x.Verify(t.Context(), o); err != nil || len(problems) != 0 {
		t.Errorf("%d problems, %v", len(problems), err)
	}
}

// killAfter starts a follower, kills it a while after it began, and returns from
// where it had started.
func killAfter(t *testing.T, dir string, delay time.Duration) int64 {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the follower did not begin: %v", err)
	}
	time.Sleep(delay)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // killed, as meant
	from, err := strconv.ParseInt(strings.TrimSpace(strings.TrimPrefix(line, "following from")), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return from
}
