package sandbox

import "time"

// Limits bound one child. A zero field takes the value of [DefaultLimits].
type Limits struct {
	CPU      time.Duration // user + system, rounded up to whole seconds (RLIMIT_CPU)
	Wall     time.Duration // from start to kill
	Memory   int64         // private writable memory (RLIMIT_DATA)
	FileSize int64         // largest file that it may write (RLIMIT_FSIZE)
	Files    uint64        // open descriptors (RLIMIT_NOFILE)
	Output   int64         // bytes of standard output before it is killed
}

// DefaultLimits are enough for parsing an honest file of an office.
func DefaultLimits() Limits {
	return Limits{
		CPU:      5 * time.Second,
		Wall:     30 * time.Second,
		Memory:   512 << 20,
		FileSize: 512 << 20,
		Files:    64,
		Output:   256 << 20,
	}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	if l.CPU <= 0 {
		l.CPU = d.CPU
	}
	if l.Wall <= 0 {
		l.Wall = d.Wall
	}
	if l.Memory <= 0 {
		l.Memory = d.Memory
	}
	if l.FileSize <= 0 {
		l.FileSize = d.FileSize
	}
	if l.Files == 0 {
		l.Files = d.Files
	}
	if l.Output <= 0 {
		l.Output = d.Output
	}
	return l
}

// cpuSeconds is CPU in the whole seconds that setrlimit counts, at least one.
func (l Limits) cpuSeconds() uint64 {
	return uint64(max(1, (l.CPU+time.Second-1)/time.Second))
}
