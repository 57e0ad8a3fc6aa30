//go:build linux && !amd64 && !arm64

package sandbox

func auditArch() (uint32, bool) { return 0, false }

func legacyCalls() []uint32 { return nil }
