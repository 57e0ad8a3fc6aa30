package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// Sentinel as the first argument tells the binary that it was started as a child.
const Sentinel = "vestnik-sandbox"

// Exit codes of a child that could not do its work.
const (
	exitBadInput = 3  // the job returned an error, written to standard error
	exitNoSpec   = 64 // started by something else than a Host
	exitNoTool   = 69 // the tool could not be executed
)

// maxStack ends a runaway recursion long before it eats the memory.
const maxStack = 64 << 20

// Job is a Go function that runs locked in. request is the JSON of
// Command.Request, files are Command.Files; what it writes to out reaches
// Command.Stdout. An error ends the child as [Failed].
type Job func(request io.Reader, files []*os.File, out io.Writer) error

// Main is called first thing by main and by TestMain. When the process was
// started as a child it locks itself in, does the child's work, and returns
// handled with the code to exit with; else it returns at once.
func Main(args []string, jobs map[string]Job) (handled bool, code int) {
	if len(args) < 2 || args[1] != Sentinel {
		return false, 0
	}
	var s spec
	if len(args) != 3 || json.Unmarshal([]byte(args[2]), &s) != nil {
		fmt.Fprintln(os.Stderr, "not to be started by hand")
		return true, exitNoSpec
	}
	// Parent-death signal and execve belong to one thread.
	runtime.LockOSThread()
	files := make([]*os.File, s.Files)
	for i := range files {
		files[i] = os.NewFile(uintptr(3+i), fmt.Sprintf("input%d", i))
	}
	lost := lockIn(s)
	reportStatus(s.Status, lost)
	if s.Tool != "" {
		err := syscall.Exec(s.Tool, append([]string{s.Tool}, s.Args...), os.Environ())
		fmt.Fprintln(os.Stderr, "exec", s.Tool, err)
		return true, exitNoTool
	}
	return true, runJob(jobs[s.Job], s, files)
}

func runJob(job Job, s spec, files []*os.File) int {
	if job == nil {
		fmt.Fprintln(os.Stderr, "no such job", s.Job)
		return exitNoSpec
	}
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(400)                       // most jobs end before a collection would pay
	debug.SetMemoryLimit(int64(s.Memory) * 3 / 4) // but collect harder before the hard limit ends it
	if err := job(os.Stdin, files, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitBadInput
	}
	return 0
}

// reportStatus tells the host what protection is missing, then closes the way.
func reportStatus(fd int, lost []string) {
	f := os.NewFile(uintptr(fd), "status")
	json.NewEncoder(f).Encode(status{Lost: lost}) // a host that has gone needs no report
	f.Close()
}

// lockIn gives up every right that the work does not need and returns what could
// not be given up. The order matters: paths are opened while we still may, the
// uid is changed before the filters forbid it.
func lockIn(s spec) (lost []string) {
	note := func(what string, err error) {
		if err != nil {
			lost = append(lost, what+": "+err.Error())
		}
	}
	closeInherited(s.Status + 1)
	if s.Dir != "" {
		note("work directory", os.Chdir(s.Dir))
	}
	granted := func(p Protection, take func() error) {
		if slices.Contains(s.Without, p) {
			note(string(p), errLeftOut)
			return
		}
		note(string(p), take())
	}
	note("limits", setLimits(s))
	note("no new privileges", unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
	if os.Geteuid() == 0 {
		granted(Account, dropAccount)
	}
	granted(Landlock, func() error { return confineFiles(s) })
	granted(Seccomp, func() error { return filterCalls(s) })
	// The change of account has cleared the signal that the host had set.
	note("parent-death signal", unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0))
	return lost
}

// mostInherited is above any descriptor that a service manager or a shell hands
// down.
const mostInherited = 1024

// closeInherited closes what our own process was started with and did not know
// of, a listening socket for one: execve hands it on to every child. What the Go
// runtime has opened for itself is marked to be closed there, and stays.
func closeInherited(first int) {
	for fd := first; fd < mostInherited; fd++ {
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			unix.Close(fd) // whatever Close says, the descriptor is gone
		}
	}
}

func setLimits(s spec) error {
	for _, l := range []struct {
		resource int
		value    uint64
	}{
		{unix.RLIMIT_CPU, s.CPU},
		{unix.RLIMIT_DATA, s.Memory}, // not RLIMIT_AS: Go reserves far more than it uses
		{unix.RLIMIT_FSIZE, s.FSize},
		{unix.RLIMIT_NOFILE, s.NoFile},
		{unix.RLIMIT_CORE, 0},
	} {
		limit := unix.Rlimit{Cur: l.value, Max: l.value}
		if err := unix.Setrlimit(l.resource, &limit); err != nil {
			return fmt.Errorf("resource %d: %w", l.resource, err)
		}
	}
	return nil
}

func dropAccount() error {
	if err := syscall.Setgroups(nil); err != nil {
		return err
	}
	if err := syscall.Setresgid(nobody, nobody, nobody); err != nil {
		return err
	}
	return syscall.Setresuid(nobody, nobody, nobody)
}
