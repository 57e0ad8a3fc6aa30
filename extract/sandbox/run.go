package sandbox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"time"

	"vestnik/pipeline"
)

// Command is one child to run: a Job or a Tool, not both.
type Command struct {
	Job  string   // name of a Go function given to [Main]
	Tool string   // name of an external program
	Args []string // the tool's arguments; paths relative to Dir

	Request any        // sent to a job as JSON on its standard input
	Files   []*os.File // what it may read, from descriptor 3 on; shared offsets
	Dir     string     // where it may write; none when empty
	Sockets bool       // local sockets and processes of its own: LibreOffice needs them
	Limits  Limits
	Stdout  io.Writer // discarded when nil
}

// Ending is how a child ended.
type Ending string

// How a child can end.
const (
	Done     Ending = "done"      // exit code 0
	Failed   Ending = "failed"    // another exit code: it says itself that the input is bad, or the runtime gave up
	Crashed  Ending = "crashed"   // a signal of its own making
	TimedOut Ending = "timed-out" // over its CPU or wall time
	TooLong  Ending = "too-long"  // over its output
	Stopped  Ending = "stopped"   // the caller's Stdout refused more
)

// Outcome says how a child ended and what it used.
type Outcome struct {
	Name   string // of the job or the tool
	Ending Ending
	Code   int           // exit code; -1 after a signal
	CPU    time.Duration // user + system, of the child and of those that it waited for
	Wall   time.Duration // from start to end
	// MaxRSS is the most memory that was resident, in bytes. Linux counts in it
	// what this process held when it started the child, so that it is never less.
	MaxRSS int64
	Stderr string // its last words, for the operator's log
}

// OK reports whether the child did what it was asked.
func (o Outcome) OK() bool { return o.Ending == Done }

// spec tells the child how to lock itself in. It travels as an argument.
type spec struct {
	Job     string   `json:"job,omitempty"`
	Tool    string   `json:"tool,omitempty"`
	Args    []string `json:"args,omitempty"`
	Dir     string   `json:"dir,omitempty"`
	Sockets bool     `json:"sockets,omitempty"`
	Status  int      `json:"status"` // descriptor that takes the report
	Files   int      `json:"files"`  // how many input descriptors from 3 on
	CPU     uint64   `json:"cpu"`    // seconds
	Memory  uint64   `json:"memory"`
	FSize   uint64   `json:"fsize"`
	NoFile  uint64   `json:"nofile"`

	Without []Protection `json:"without,omitempty"`
}

// status is what the child reports before it starts on foreign bytes.
type status struct {
	Lost []string `json:"lost,omitempty"` // protections that could not be had
}

// Run starts the child, waits until it and its process group have ended, and
// says how. The error is nil whenever a child ran, however badly it ended.
func (h *Host) Run(ctx context.Context, c Command) (Outcome, error) {
	c.Limits = c.Limits.withDefaults()
	s, err := h.spec(c)
	if err != nil {
		return Outcome{}, err
	}
	release, err := h.slots.acquire(ctx)
	if err != nil {
		return Outcome{}, err
	}
	defer release()

	runCtx, stop := context.WithTimeout(ctx, c.Limits.Wall)
	defer stop()
	out, err := h.runOnce(runCtx, c, s, h.wantNamespaces())
	if err != nil && h.wantNamespaces() && refusesNamespaces(err) {
		h.dropNamespaces(err)
		out, err = h.runOnce(runCtx, c, s, false)
	}
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	if err != nil {
		return out, &pipeline.Error{Op: "start child", Doc: c.Job + c.Tool, Kind: pipeline.Unavailable, Err: err}
	}
	return out, nil
}

func (h *Host) spec(c Command) (spec, error) {
	s := spec{
		Job: c.Job, Args: c.Args, Dir: c.Dir, Sockets: c.Sockets,
		Status: 3 + len(c.Files), Files: len(c.Files),
		CPU: c.Limits.cpuSeconds(), Memory: uint64(c.Limits.Memory),
		FSize: uint64(c.Limits.FileSize), NoFile: c.Limits.Files,
		Without: h.without,
	}
	if c.Tool != "" {
		path, err := h.Tool(c.Tool)
		if err != nil {
			return spec{}, err
		}
		s.Tool = path
	}
	return s, nil
}

// runOnce starts one process and waits for it. An error means that none ran.
func (h *Host) runOnce(ctx context.Context, c Command, s spec, namespaces bool) (Outcome, error) {
	arg, err := json.Marshal(s)
	if err != nil {
		return Outcome{}, err
	}
	request, err := pipeOf(c.Request)
	if err != nil {
		return Outcome{}, err
	}
	defer request.Close()
	statusR, statusW, err := os.Pipe()
	if err != nil {
		return Outcome{}, err
	}
	defer statusR.Close()
	defer statusW.Close()

	cmd := exec.CommandContext(ctx, h.self, Sentinel, string(arg))
	cmd.Env = childEnv()
	cmd.Stdin = request
	cmd.ExtraFiles = append(append([]*os.File(nil), c.Files...), statusW)
	cmd.SysProcAttr = attributes(namespaces)
	cmd.Cancel = func() error { return killGroup(cmd.Process.Pid) }
	cmd.WaitDelay = 2 * time.Second // a grandchild that holds the pipes is not waited for

	var tooLong atomic.Bool
	stderr := new(tail)
	sink := &refusal{w: c.Stdout}
	cmd.Stdout = &boundedWriter{w: sink, left: c.Limits.Output, full: func() {
		tooLong.Store(true)
		killGroup(cmd.Process.Pid)
	}}
	cmd.Stderr = stderr
	sink.stop = func() { killGroup(cmd.Process.Pid) }

	started := time.Now()
	if err := cmd.Start(); err != nil {
		return Outcome{}, err
	}
	statusW.Close()
	h.readStatus(statusR)
	waitErr := cmd.Wait()
	killGroup(cmd.Process.Pid) // whatever it left behind in its group

	out := outcomeOf(cmd.ProcessState, stderr)
	out.Name, out.Wall = cmp.Or(c.Job, c.Tool), time.Since(started)
	switch {
	case tooLong.Load():
		out.Ending = TooLong
	case sink.refused.Load():
		out.Ending = Stopped
	case ctx.Err() != nil:
		out.Ending = TimedOut
	case out.Ending == Done && waitErr != nil:
		out.Ending = Failed
	}
	h.observe(out)
	return out, nil
}

// readStatus takes the child's report; a child that died before has none.
func (h *Host) readStatus(r io.Reader) {
	var st status
	if err := json.NewDecoder(io.LimitReader(r, 64<<10)).Decode(&st); err == nil {
		h.reportLoss(st.Lost)
	}
}

func outcomeOf(p *os.ProcessState, stderr *tail) Outcome {
	out := Outcome{Code: p.ExitCode(), CPU: p.UserTime() + p.SystemTime(), Stderr: string(stderr.buf)}
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		out.MaxRSS = u.Maxrss * 1024
	}
	ws, _ := p.Sys().(syscall.WaitStatus)
	switch {
	case p.Success():
		out.Ending = Done
	case ws.Signaled() && (ws.Signal() == syscall.SIGXCPU || ws.Signal() == syscall.SIGKILL):
		out.Ending = TimedOut // the hard CPU limit kills, the soft one warns first
	case ws.Signaled():
		out.Ending = Crashed
	default:
		out.Ending = Failed
	}
	return out
}

// pipeOf returns a pipe end from which the child reads v as JSON. Requests are
// small; a goroutine feeds what exceeds the pipe's buffer.
func pipeOf(v any) (*os.File, error) {
	if v == nil {
		return os.Open(os.DevNull)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	go func() {
		w.Write(b) // a child that dies early breaks the pipe, which its outcome tells
		w.Close()
	}()
	return r, nil
}

// refusal passes output on and ends the child once the receiver errs.
type refusal struct {
	w       io.Writer
	stop    func()
	refused atomic.Bool
}

func (r *refusal) Write(p []byte) (int, error) {
	if r.w == nil {
		return len(p), nil
	}
	n, err := r.w.Write(p)
	if err != nil {
		r.refused.Store(true)
		r.stop()
	}
	return n, err
}

func refusesNamespaces(err error) bool {
	return errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) ||
		errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EACCES)
}

func (h *Host) wantNamespaces() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.namespaces
}

func (h *Host) dropNamespaces(err error) {
	h.mu.Lock()
	h.namespaces = false
	h.mu.Unlock()
	h.reportLoss([]string{string(Namespaces) + ": " + err.Error()})
}
