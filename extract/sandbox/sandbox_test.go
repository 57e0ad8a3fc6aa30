package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// TestMain lets the test binary be its own sandbox child.
func TestMain(m *testing.M) {
	jobs := map[string]sandbox.Job{
		"echo": echo, "probe": probe, "spin": spin, "hoard": hoard, "recurse": recurse,
		"flood": flood, "refuse": refuse,
	}
	if handled, code := sandbox.Main(os.Args, jobs); handled {
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func echo(request io.Reader, files []*os.File, out io.Writer) error {
	if _, err := io.Copy(out, request); err != nil {
		return err
	}
	for _, f := range files {
		if _, err := io.Copy(out, f); err != nil {
			return err
		}
	}
	return nil
}

func spin(io.Reader, []*os.File, io.Writer) error {
	for i := 0; ; i++ {
		if i < 0 {
			return nil
		}
	}
}

func hoard(_ io.Reader, _ []*os.File, out io.Writer) error {
	var kept [][]byte
	for range 64 {
		b := bytes.Repeat([]byte{1}, 64<<20)
		kept = append(kept, b)
	}
	_, err := fmt.Fprint(out, len(kept))
	return err
}

func recurse(_ io.Reader, _ []*os.File, out io.Writer) error {
	var down func(n int) int
	down = func(n int) int { return down(n+1) + 1 }
	_, err := fmt.Fprint(out, down(0))
	return err
}

func flood(_ io.Reader, _ []*os.File, out io.Writer) error {
	line := bytes.Repeat([]byte("x"), 1<<16)
	for {
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
}

func refuse(io.Reader, []*os.File, io.Writer) error { return errors.New("the input is bad") }

func newHost(t *testing.T) *sandbox.Host {
	t.Helper()
	h, err := sandbox.New(sandbox.Config{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAJobReadsItsRequestAndItsDescriptorsAndNothingElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(path, []byte(" and a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out bytes.Buffer
	o, err := newHost(t).Run(t.Context(), sandbox.Command{Job: "echo", Request: "request", Files: []*os.File{f}, Stdout: &out})
	if err != nil || !o.OK() {
		t.Fatalf("outcome %+v, %v", o, err)
	}
	if got, want := out.String(), `"request" and a file`; got != want {
		t.Errorf("the job saw %q, want %q", got, want)
	}
}

func TestARunawayChildEndsAloneAndIsNamed(t *testing.T) {
	tests := []struct {
		name, job string
		limits    sandbox.Limits
		want      sandbox.Ending
	}{
		{"endless loop", "spin", sandbox.Limits{CPU: time.Second}, sandbox.TimedOut},
		{"endless loop against the clock", "spin", sandbox.Limits{CPU: time.Minute, Wall: 300 * time.Millisecond}, sandbox.TimedOut},
		{"memory hoard", "hoard", sandbox.Limits{Memory: 256 << 20}, sandbox.Failed},
		{"endless recursion", "recurse", sandbox.Limits{}, sandbox.Failed},
		{"endless output", "flood", sandbox.Limits{Output: 1 << 20}, sandbox.TooLong},
		{"refused input", "refuse", sandbox.Limits{}, sandbox.Failed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := newHost(t).Run(t.Context(), sandbox.Command{Job: tt.job, Limits: tt.limits})
			if err != nil {
				t.Fatal(err)
			}
			if o.Ending != tt.want {
				t.Errorf("ended as %+v, want %s", o, tt.want)
			}
			if o.MaxRSS > 600<<20 {
				t.Errorf("it held %d MB", o.MaxRSS>>20)
			}
		})
	}
}

func TestAToolMayWriteItsWorkDirectoryOnly(t *testing.T) {
	h := newHost(t)
	dir, remove, err := h.WorkDir()
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		script string
		ok     bool
	}{
		{"write in the work directory", "echo yes > mine && cat mine", true},
		{"read outside", "cat " + outside, false},
		{"write outside", "echo no > /tmp/vestnik-escaped", false},
		{"read the system's accounts", "cat /etc/passwd", false},
		{"exceed the file limit", "head -c 5000000 /dev/urandom > big", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o, err := h.Run(t.Context(), sandbox.Command{Tool: "sh", Args: []string{"-c", tt.script}, Dir: dir, Limits: sandbox.Limits{FileSize: 1 << 20}})
			if err != nil {
				t.Fatal(err)
			}
			if o.OK() != tt.ok {
				t.Errorf("%q: %+v", tt.script, o)
			}
		})
	}
}

func TestGrandchildrenEndWithTheChild(t *testing.T) {
	h := newHost(t)
	dir, remove, err := h.WorkDir()
	if err != nil {
		t.Fatal(err)
	}
	defer remove()
	var out bytes.Buffer
	o, err := h.Run(t.Context(), sandbox.Command{Tool: "sh", Args: []string{"-c", "sleep 300 & echo $!"}, Dir: dir,
		Limits: sandbox.Limits{Wall: 2 * time.Second}, Stdout: &out})
	if err != nil {
		t.Fatal(err)
	}
	var pid int
	if _, err := fmt.Sscan(out.String(), &pid); err != nil {
		t.Fatalf("%+v: %v", o, err)
	}
	for range 100 {
		if syscall.Kill(pid, 0) != nil || isZombie(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d outlived its parent", pid)
}

func isZombie(pid int) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(b), ") Z ")
}

func TestAMissingToolIsNamedInRussian(t *testing.T) {
	_, err := newHost(t).Run(t.Context(), sandbox.Command{Tool: "vestnik-no-such-tool"})
	if !errors.Is(err, pipeline.NotExist) {
		t.Fatalf("got %v", err)
	}
	if advice := pipeline.AdviceOf(err); !strings.Contains(advice, "vestnik-no-such-tool") {
		t.Errorf("advice %q does not name it", advice)
	}
}

func TestCancellationEndsTheChildAndPassesUnchanged(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err := newHost(t).Run(ctx, sandbox.Command{Job: "spin"})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's own error", err)
	}
}

func TestAnotherProgramIsNotTakenForAChild(t *testing.T) {
	for _, args := range [][]string{nil, {"vestnik"}, {"vestnik", "serve"}, {"vestnik", "serve", sandbox.Sentinel}} {
		if handled, _ := sandbox.Main(args, nil); handled {
			t.Errorf("%q taken for a child", args)
		}
	}
}
