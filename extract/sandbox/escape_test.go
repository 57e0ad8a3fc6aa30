package sandbox_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"vestnik/extract/sandbox"
)

// escapes are what a hostile document that had taken over the parser would try,
// each with the protections of which one alone must be enough to stop it. Tests
// let some of them by intent, so that none may do harm: nothing is mounted,
// stopped or killed, and no more is left behind than an empty file in /tmp.
func escapes(l lure) []escape {
	dial := func(network, address string) func() error {
		return func() error { _, err := net.DialTimeout(network, address, time.Second); return err }
	}
	socket := func(family, kind, protocol int) func() error {
		return func() error { _, err := unix.Socket(family, kind, protocol); return err }
	}
	return []escape{
		{"read a file", func() error { _, err := os.ReadFile("/etc/passwd"); return err }, files},
		{"read the parent's environment", func() error { _, err := os.ReadFile("/proc/1/environ"); return err }, files},
		{"read its own memory map", func() error { _, err := os.ReadFile("/proc/self/maps"); return err }, files},
		{"list a directory", func() error { _, err := os.ReadDir("/"); return err }, files},
		{"write a file", func() error { return os.WriteFile(l.Escaped, nil, 0o666) }, files},
		{"make a directory", func() error { return os.Mkdir(l.Escaped, 0o700) }, oneOf(sandbox.Landlock)},
		{"remove a file", func() error { return os.Remove(l.File) }, oneOf(sandbox.Landlock)},
		{"link a file", func() error { return os.Symlink("/etc/passwd", l.Escaped) }, oneOf(sandbox.Landlock)},
		{"dial TCP", dial("tcp", "127.0.0.1:80"), network},
		{"dial UDP", dial("udp", "127.0.0.1:53"), oneOf(sandbox.Seccomp)},
		{"dial an abstract socket", dial("unix", l.Socket), network},
		{"make a local socket", socket(unix.AF_UNIX, unix.SOCK_STREAM, 0), oneOf(sandbox.Seccomp)},
		{"ask the kernel for its networks", socket(unix.AF_NETLINK, unix.SOCK_RAW, 0), oneOf(sandbox.Seccomp)},
		{"make a raw socket", socket(unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP), oneOf(sandbox.Seccomp, sandbox.Account)},
		{"start a program", func() error { return exec.Command("/bin/true").Run() }, files},
		{"fork", fork, oneOf(sandbox.Seccomp)},
		{"trace another", trace, oneOf(sandbox.Seccomp)},
		{"signal the parent", func() error { return syscall.Kill(os.Getppid(), 0) }, oneOf(sandbox.Account)},
		{"become root", func() error { return syscall.Setuid(0) }, oneOf(sandbox.Account)},
		{"mount", mount, oneOf(sandbox.Seccomp, sandbox.Account)},
		{"make namespaces of its own", func() error { return unix.Unshare(unix.CLONE_NEWUSER) }, oneOf(sandbox.Seccomp)},
		{"raise its limits", raise, oneOf(sandbox.Account)},
	}
}

// lure is what an escape would find, or leave behind: names of this run of a test,
// so that tests that run side by side do not meet.
type lure struct {
	File    string // exists, for anyone to remove
	Socket  string // abstract, listened at
	Escaped string // does not exist
}

type escape struct {
	what  string
	try   func() error
	stops []sandbox.Protection // any one of them
}

var (
	files   = oneOf(sandbox.Landlock, sandbox.Seccomp)
	network = oneOf(sandbox.Seccomp, sandbox.Namespaces)
)

func oneOf(p ...sandbox.Protection) []sandbox.Protection { return p }

func fork() error {
	pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if errno == 0 && pid == 0 {
		unix.Exit(0)
	}
	return errnoError(errno)
}

// trace asks for no more than the right: an attempt at a process that does not
// exist is refused before that is found out only where tracing is forbidden.
func trace() error {
	const nobodyHas = 1 << 22 // above the largest process id
	if err := unix.PtraceDetach(nobodyHas); err != nil && !errors.Is(err, unix.ESRCH) {
		return err
	}
	return nil
}

// mount names a file system that does not exist: who may mount is told so, and
// nothing is mounted.
func mount() error {
	if err := unix.Mount("none", "/", "vestnik-no-such-fs", 0, ""); err != nil && !errors.Is(err, unix.ENODEV) {
		return err
	}
	return nil
}

func raise() error {
	return unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY})
}

func errnoError(e syscall.Errno) error {
	if e != 0 {
		return e
	}
	return nil
}

// seenInside is what a job finds of itself.
type seenInside struct {
	Allowed      []string // escapes that were let
	Limits       map[string]uint64
	Env          []string
	UID, GID     int
	Groups       []int
	Capabilities uint32
	NoNewPrivs   int
	DeathSignal  int
	Descriptors  []int // open, beyond those given
}

// probe tries every escape from inside and says what it is.
func probe(request io.Reader, files []*os.File, out io.Writer) error {
	var l lure
	if err := json.NewDecoder(request).Decode(&l); err != nil {
		return err
	}
	got := seenInside{Limits: map[string]uint64{}, Env: os.Environ(), UID: os.Getuid(), GID: os.Getgid()}
	for _, e := range escapes(l) {
		if e.try() == nil {
			got.Allowed = append(got.Allowed, e.what)
		}
	}
	for name, r := range map[string]int{"cpu": unix.RLIMIT_CPU, "data": unix.RLIMIT_DATA, "files": unix.RLIMIT_NOFILE, "core": unix.RLIMIT_CORE, "fsize": unix.RLIMIT_FSIZE} {
		var l unix.Rlimit
		if err := unix.Getrlimit(r, &l); err != nil {
			return err
		}
		got.Limits[name] = l.Max
	}
	var err error
	if got.Groups, err = os.Getgroups(); err != nil {
		return err
	}
	head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var caps [2]unix.CapUserData
	if err := unix.Capget(&head, &caps[0]); err != nil {
		return err
	}
	got.Capabilities = caps[0].Effective | caps[0].Permitted | caps[1].Effective | caps[1].Permitted
	if got.NoNewPrivs, err = unix.PrctlRetInt(unix.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); err != nil {
		return err
	}
	// What the runtime opens for itself closes on execve; what was inherited does not.
	for fd := 3 + len(files); fd < 64; fd++ {
		if flags, err := unix.FcntlInt(uintptr(fd), unix.F_GETFD, 0); err == nil && flags&unix.FD_CLOEXEC == 0 {
			got.Descriptors = append(got.Descriptors, fd)
		}
	}
	return json.NewEncoder(out).Encode(got)
}

func look(t *testing.T, l lure, c sandbox.Config) (seenInside, *sandbox.Host) {
	t.Helper()
	c.TempDir = t.TempDir()
	h, err := sandbox.New(c)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	limits := sandbox.Limits{CPU: 3 * time.Second, Memory: 300 << 20, Files: 20, FileSize: 1 << 20}
	o, err := h.Run(t.Context(), sandbox.Command{Job: "probe", Request: l, Limits: limits, Stdout: &out})
	if err != nil || !o.OK() {
		t.Fatalf("outcome %+v, %v", o, err)
	}
	var got seenInside
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got, h
}

// bait lays out what an escape would find, and takes it away.
func bait(t *testing.T) lure {
	t.Helper()
	f, err := os.CreateTemp("/tmp", "vestnik-bait-")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Chmod(0o666), f.Close()); err != nil {
		t.Fatal(err)
	}
	l := lure{File: f.Name(), Socket: "@" + filepath.Base(f.Name()), Escaped: f.Name() + "-escaped"}
	listener, err := net.Listen("unix", l.Socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		listener.Close()
		for _, p := range []string{l.File, l.Escaped} {
			if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Error(err)
			}
		}
	})
	return l
}

func TestFromInsideNothingCanBeReached(t *testing.T) {
	l := bait(t)
	t.Setenv("VESTNIK_SECRET", "in the environment")
	handed, err := unix.FcntlInt(os.Stderr.Fd(), unix.F_DUPFD, 40) // as a service manager hands one down
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(handed)
	got, h := look(t, l, sandbox.Config{})
	for _, what := range got.Allowed {
		t.Errorf("a job may %s", what)
	}
	want := map[string]uint64{"cpu": 3, "data": 300 << 20, "files": 20, "core": 0, "fsize": 1 << 20}
	for name, w := range want {
		if got.Limits[name] != w {
			t.Errorf("limit %s is %d, want %d", name, got.Limits[name], w)
		}
	}
	if os.Getuid() == 0 && (got.UID == 0 || got.GID == 0 || len(got.Groups) > 0 || got.Capabilities != 0) {
		t.Errorf("a job of root runs as %d:%d %v with capabilities %x", got.UID, got.GID, got.Groups, got.Capabilities)
	}
	if got.NoNewPrivs != 1 {
		t.Error("a job may gain privileges")
	}
	if len(got.Descriptors) > 0 {
		t.Errorf("a job holds descriptors %v that it was not given", got.Descriptors)
	}
	for _, e := range got.Env {
		name, _, _ := strings.Cut(e, "=")
		if !slices.Contains([]string{"PATH", "LANG", "HOME", "TMPDIR", "OMP_THREAD_LIMIT", "GOMAXPROCS", "GOTRACEBACK"}, name) {
			t.Errorf("a job sees %s", e)
		}
	}
	if lost := h.Lost(); len(lost) > 0 {
		t.Logf("this machine grants less: %q", lost)
	}
}

// TestEachMissingProtectionIsStatedAndTheOthersHold leaves protections out one by
// one, as a kernel that lacks them would: work goes on, the loss is stated, and
// every escape that another protection also stops is still stopped.
func TestEachMissingProtectionIsStatedAndTheOthersHold(t *testing.T) {
	_, whole := look(t, bait(t), sandbox.Config{})
	for _, missing := range []sandbox.Protection{sandbox.Landlock, sandbox.Seccomp, sandbox.Account, sandbox.Namespaces} {
		t.Run(string(missing), func(t *testing.T) {
			if missing == sandbox.Account && os.Geteuid() != 0 {
				t.Skip("only root has an account to give up")
			}
			l := bait(t)
			got, h := look(t, l, sandbox.Config{Without: []sandbox.Protection{missing}})
			stated := func(l string) bool { return strings.HasPrefix(l, string(missing)+": ") }
			if !slices.ContainsFunc(h.Lost(), stated) {
				t.Errorf("the loss of %s is not among %q", missing, h.Lost())
			}
			for _, e := range escapes(l) {
				held := slices.ContainsFunc(e.stops, func(p sandbox.Protection) bool {
					absent := func(l string) bool { return strings.HasPrefix(l, string(p)+": ") }
					return p != missing && !slices.ContainsFunc(whole.Lost(), absent)
				})
				if held && slices.Contains(got.Allowed, e.what) {
					t.Errorf("without %s a job may %s", missing, e.what)
				}
			}
		})
	}
}

func TestWithoutAnyProtectionWorkGoesOnAndEveryLossIsStated(t *testing.T) {
	all := []sandbox.Protection{sandbox.Landlock, sandbox.Seccomp, sandbox.Account, sandbox.Namespaces}
	_, h := look(t, bait(t), sandbox.Config{Without: all})
	for _, p := range all {
		if p == sandbox.Account && os.Geteuid() != 0 {
			continue
		}
		if !slices.ContainsFunc(h.Lost(), func(l string) bool { return strings.HasPrefix(l, string(p)+": ") }) {
			t.Errorf("the loss of %s is not among %q", p, h.Lost())
		}
	}
}
