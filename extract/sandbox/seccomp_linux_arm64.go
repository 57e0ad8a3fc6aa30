package sandbox

import "golang.org/x/sys/unix"

func auditArch() (uint32, bool) { return unix.AUDIT_ARCH_AARCH64, true }

// legacyCalls is empty: this architecture never had the older forms.
func legacyCalls() []uint32 { return nil }
