package sandbox

import (
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"

	"vestnik/pipeline"
)

// Config says how children are started. Its zero value works.
type Config struct {
	Self    string       // the binary to start again; this process's own when empty
	TempDir string       // where work directories are made; the system's when empty
	Workers int          // children at a time; one per processor when 0
	Logger  *slog.Logger // silent when nil

	// Observe is told of every child that has ended, from any goroutine. Optional.
	Observe func(Outcome)

	// Without leaves protections out, as on a kernel that lacks them. It is there
	// for tests: every child is less safe.
	Without []Protection
}

// Protection is a piece of the sandbox that a kernel or an account may not grant.
type Protection string

// The protections that can be missing.
const (
	Landlock   Protection = "landlock"
	Seccomp    Protection = "seccomp"
	Account    Protection = "unprivileged account"
	Namespaces Protection = "network namespace"
)

// Host starts children and waits for them.
type Host struct {
	self    string
	tempDir string
	log     *slog.Logger
	slots   *slots
	observe func(Outcome)

	mu    sync.Mutex
	lost  map[string]bool   // protections already reported missing
	tools map[string]string // absolute paths, "" for what is not installed

	without    []Protection
	namespaces bool // whether new namespaces can be had; guarded by mu
}

// New returns a Host. It fails when the own binary cannot be found.
func New(c Config) (*Host, error) {
	if c.Self == "" {
		self, err := os.Executable()
		if err != nil {
			return nil, &pipeline.Error{Op: "find own binary", Kind: pipeline.Internal, Err: err}
		}
		c.Self = self
	}
	if c.TempDir == "" {
		c.TempDir = os.TempDir()
	}
	if c.Workers <= 0 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Observe == nil {
		c.Observe = func(Outcome) {}
	}
	h := &Host{
		self:       c.Self,
		tempDir:    c.TempDir,
		log:        c.Logger,
		slots:      newSlots(c.Workers),
		observe:    c.Observe,
		lost:       map[string]bool{},
		tools:      map[string]string{},
		without:    c.Without,
		namespaces: true,
	}
	if slices.Contains(c.Without, Namespaces) {
		h.dropNamespaces(errLeftOut)
	}
	return h, nil
}

// errLeftOut is the loss of a protection that Config.Without names.
var errLeftOut = errors.New("left out by configuration")

// Lost lists the protections that children turned out to run without, in order:
// what is missing and why. It is complete once a job and a tool have run.
func (h *Host) Lost() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(maps.Keys(h.lost))
}

// Workers is the number of children that may run at a time.
func (h *Host) Workers() int { return h.slots.size }

// Tool returns the absolute path of an external program, or a NotExist error.
func (h *Host) Tool(name string) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	path, known := h.tools[name]
	if !known {
		path, _ = exec.LookPath(name)
		h.tools[name] = path
	}
	if path == "" {
		return "", &pipeline.Error{
			Op: "find program", Doc: name, Kind: pipeline.NotExist,
			Advice: "На сервере не установлена программа «" + name + "», без неё файл прочитать нельзя. Сообщите администратору.",
		}
	}
	return path, nil
}

// WorkDir makes an empty directory that children can write in and returns it
// with the function that removes it.
func (h *Host) WorkDir() (string, func(), error) {
	dir, err := os.MkdirTemp(h.tempDir, "vestnik-extract-")
	if err != nil {
		return "", nil, &pipeline.Error{Op: "make work directory", Kind: pipeline.Unavailable, Err: err,
			Advice: "На сервере нет места для временных файлов. Сообщите администратору."}
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(dir, nobody, nobody); err != nil {
			h.reportLoss([]string{"work directory: " + err.Error()})
		}
	}
	return dir, func() {
		if err := os.RemoveAll(dir); err != nil {
			h.log.Warn("work directory stays behind", "dir", dir, "err", err)
		}
	}, nil
}

// reportLoss logs each missing protection once in the life of the Host.
func (h *Host) reportLoss(lost []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range lost {
		if !h.lost[l] {
			h.lost[l] = true
			h.log.Warn("sandbox runs without a protection", "missing", l)
		}
	}
}

// boundedWriter passes bytes on until its limit, then reports and refuses.
type boundedWriter struct {
	w    io.Writer
	left int64
	full func()
}

var errOutputLimit = errors.New("output over its limit")

func (b *boundedWriter) Write(p []byte) (int, error) {
	if int64(len(p)) > b.left {
		b.full()
		return 0, errOutputLimit
	}
	b.left -= int64(len(p))
	return b.w.Write(p)
}

// tail keeps the last bytes written to it.
type tail struct{ buf []byte }

const tailSize = 2048

func (t *tail) Write(p []byte) (int, error) {
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - tailSize; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(p), nil
}
