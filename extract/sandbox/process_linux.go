package sandbox

import (
	"os"
	"syscall"
)

// nobody is the account without rights that every Linux has.
const nobody = 65534

// attributes put the child in a process group of its own, so that all of it can
// be killed at once, bind its life to ours, and cut it off from the network and
// from shared memory where namespaces can be had.
func attributes(namespaces bool) *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if !namespaces {
		return a
	}
	a.Cloneflags = syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC
	if os.Geteuid() != 0 {
		// An ordinary user gets them only inside a user namespace.
		a.Cloneflags |= syscall.CLONE_NEWUSER
		a.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
		a.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	}
	return a
}

func killGroup(pid int) error { return syscall.Kill(-pid, syscall.SIGKILL) }

// childEnv is all that a child sees of the environment: nothing of ours.
func childEnv() []string {
	return []string{
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"LANG=C.UTF-8",
		"HOME=.", "TMPDIR=.",
		"OMP_THREAD_LIMIT=1", // Tesseract's threads burn five times the time that they save
		"GOMAXPROCS=1", "GOTRACEBACK=none",
	}
}
