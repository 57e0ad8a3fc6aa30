package main

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vestnik/pipeline"
)

// killPoints are the moments at which the program is killed: what must be there
// on disk, seen from outside, for the stage to be under way.
var killPoints = []struct {
	name string
	seen func(t *testing.T, c *cli) bool
}{
	{"while sealing", func(_ *testing.T, c *cli) bool { return countFiles(c, "originals") >= 1 }},
	{"while extracting pages", somePages},
	{"between documents", func(t *testing.T, c *cli) bool { return hasEvent(t, c, pipeline.EvExtracted) }},
	{"after reading", func(t *testing.T, c *cli) bool { return hasEvent(t, c, pipeline.EvRecognised) }},
	{"after the check", func(t *testing.T, c *cli) bool { return hasEvent(t, c, pipeline.EvChecked) }},
}

// somePages is true when pages of a document are kept.
func somePages(_ *testing.T, c *cli) bool {
	return countFiles(c, filepath.Join("derived", "pages")) >= 2
}

func TestAKilledProgramEndsInTheSameState(t *testing.T) {
	const several = "database-1259" // five documents with text layers
	undisturbed := newCLI(t, fixedClock...)
	undisturbed.ingest(sample(t, several))
	want := essence(t, undisturbed)
	for _, p := range killPoints {
		t.Run(p.name, func(t *testing.T) {
			c := newCLI(t, fixedClock...)
			killWhen(t, c, p.seen, "ingest", sample(t, several))
			c.ingest(sample(t, several))
			if got := essence(t, c); got != want {
				t.Errorf("after the kill:\n%s\nundisturbed:\n%s", got, want)
			}
			c.verifyClean()
		})
	}
}

func TestARestartTakesUpAScanWhereItWasLeft(t *testing.T) {
	c := newCLI(t, fixedClock...)
	killWhen(t, c, somePages, "ingest", sample(t, "fax-150dpi.pdf"))
	before := countFiles(c, filepath.Join("derived", "pages"))
	worker, stop := start(t, c, "work")
	defer stop()
	waitFor(t, worker, func() bool { return hasEvent(t, c, pipeline.EvChecked) })
	if before == 0 {
		t.Error("no page had been kept before the kill")
	}
	c.verifyClean()
}

// start runs the program as a process of its own.
func start(t *testing.T, c *cli, args ...string) (*exec.Cmd, func()) {
	t.Helper()
	all := append(append([]string{"--data", c.data}, c.more...), args...)
	cmd := exec.Command(os.Args[0], all...)
	cmd.Env = append(os.Environ(), runAsProgram+"=1")
	for name, value := range c.env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stop := sync.OnceFunc(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("vestnik %s:\n%s", strings.Join(args, " "), out.String())
		}
	})
	t.Cleanup(stop)
	return cmd, stop
}

// killWhen runs the program and kills it as soon as seen is true. A program that
// ends before is fine: then the stage was too quick to be caught.
func killWhen(t *testing.T, c *cli, seen func(*testing.T, *cli) bool, args ...string) {
	t.Helper()
	cmd, stop := start(t, c, args...)
	defer stop()
	waitFor(t, cmd, func() bool { return seen(t, c) })
}

// waitFor looks until seen is true or the process is gone.
func waitFor(t *testing.T, cmd *exec.Cmd, seen func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	for !seen() {
		if ctx.Err() != nil {
			t.Fatal("the stage was never reached")
		}
		if ended(cmd) {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// ended reports whether the process is gone, without waiting for it nor taking
// its end from whoever does.
func ended(cmd *exec.Cmd) bool {
	var info unix.Siginfo
	err := unix.Waitid(unix.P_PID, cmd.Process.Pid, &info, unix.WEXITED|unix.WNOHANG|unix.WNOWAIT, nil)
	return err != nil || info.Signo != 0
}

// countFiles counts whole objects under a prefix.
func countFiles(c *cli, prefix string) int {
	n := 0
	_ = filepath.WalkDir(filepath.Join(c.data, "objects", prefix), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
			n++
		}
		return nil
	})
	return n
}

// hasEvent looks into the first case's history, as another process would.
func hasEvent(t *testing.T, c *cli, want pipeline.EventType) bool {
	t.Helper()
	if _, err := os.Stat(filepath.Join(c.data, "journal.db")); err != nil {
		return false
	}
	out, _, code := c.try("--json", "case", "show", "2026-000001")
	if code != exitDone {
		return false
	}
	var shown shownCase
	decodeJSON(t, out, &shown)
	for _, e := range shown.Events {
		if e.Type == want {
			return true
		}
	}
	return false
}

// essence is the case without what a second run may rightly differ in: how often
// the filing was seen.
func essence(t *testing.T, c *cli) string {
	t.Helper()
	var shown shownCase
	c.json(&shown, "case", "show", "2026-000001")
	b, err := json.MarshalIndent(map[string]any{
		"state": shown.State, "documents": shown.Documents, "fields": shown.Fields, "findings": shown.Findings, "numbers": shown.Numbers,
	}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
