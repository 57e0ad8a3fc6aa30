package sandbox

import (
	"errors"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Offsets in struct seccomp_data: the call's number, the architecture, and the
// low half of its first argument on a little-endian machine.
const (
	offsetCall = 0
	offsetArch = 4
	offsetArg0 = 16
)

// x32Bit marks the calls of the x32 ABI, which would slip past a list of numbers.
const x32Bit = 0x40000000

// neverCalls are refused to every child: nothing that reads a document needs them.
func neverCalls() []uint32 {
	return []uint32{
		unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV,
		unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT, unix.SYS_CHROOT,
		unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN,
		unix.SYS_USERFAULTFD, unix.SYS_IO_URING_SETUP, unix.SYS_OPEN_BY_HANDLE_AT,
		unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY,
		unix.SYS_INIT_MODULE, unix.SYS_FINIT_MODULE, unix.SYS_KEXEC_LOAD,
	}
}

// socketCalls are refused unless the command asks for local sockets.
func socketCalls() []uint32 { return []uint32{unix.SYS_SOCKET, unix.SYS_CONNECT, unix.SYS_BIND} }

// jobCalls are refused to jobs besides: all that they read is open already, and
// they start nothing. They stand even where Landlock does not.
func jobCalls() []uint32 {
	return append([]uint32{unix.SYS_EXECVE, unix.SYS_EXECVEAT, unix.SYS_OPENAT, unix.SYS_OPENAT2}, legacyCalls()...)
}

// filterCalls installs the filter in all threads.
func filterCalls(s spec) error {
	arch, ok := auditArch()
	if !ok {
		return errors.New("no filter for " + runtime.GOARCH)
	}
	program := callFilter(arch, s)
	fprog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER,
		unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&fprog)))
	runtime.KeepAlive(program)
	if errno != 0 {
		return errno
	}
	return nil
}

// callFilter is a BPF program: refuse what is listed with EPERM, allow the rest.
func callFilter(arch uint32, s spec) []unix.SockFilter {
	refused := neverCalls()
	if !s.Sockets {
		refused = append(refused, socketCalls()...)
	}
	if s.Job != "" {
		refused = append(refused, jobCalls()...)
	}
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	jump := func(test uint16, k uint32, jt, jf uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | test | unix.BPF_K, K: k, Jt: jt, Jf: jf}
	}
	ret := func(k uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: k} }
	deny := uint32(unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM))

	p := []unix.SockFilter{
		load(offsetArch),
		jump(unix.BPF_JEQ, arch, 1, 0),
		ret(unix.SECCOMP_RET_KILL_PROCESS),
		load(offsetCall),
		jump(unix.BPF_JGE, x32Bit, 0, 1),
		ret(deny),
	}
	for _, call := range refused {
		p = append(p, jump(unix.BPF_JEQ, call, 0, 1), ret(deny))
	}
	if s.Job != "" {
		p = append(p,
			// clone3 hides its flags behind a pointer: pretend that it does not exist.
			jump(unix.BPF_JEQ, unix.SYS_CLONE3, 0, 1),
			ret(unix.SECCOMP_RET_ERRNO|uint32(unix.ENOSYS)),
			// A new thread is fine, a new process is not.
			jump(unix.BPF_JEQ, unix.SYS_CLONE, 0, 3),
			load(offsetArg0),
			jump(unix.BPF_JSET, unix.CLONE_THREAD, 1, 0),
			ret(deny),
		)
	}
	return append(p, ret(unix.SECCOMP_RET_ALLOW))
}
