package sandbox

import "golang.org/x/sys/unix"

func auditArch() (uint32, bool) { return unix.AUDIT_ARCH_X86_64, true }

// legacyCalls are the older forms of refused calls that only this architecture has.
func legacyCalls() []uint32 {
	return []uint32{unix.SYS_OPEN, unix.SYS_CREAT, unix.SYS_FORK, unix.SYS_VFORK}
}
