// Package sandbox runs code over foreign bytes in a child process that can do
// nothing but compute: it may not open files beyond its work directory, reach
// the network, start other programs, or take more time, memory or disk than it
// was given.
//
// Two kinds of child go through it. A job is a Go function of this very binary:
// the binary is started again, locks itself in, and then calls the function. A
// tool is an external program: the binary is started again, locks itself in, and
// becomes the tool by execve, so that the tool inherits the lock.
//
// It refuses to run a child without limits, and to hand a child any environment,
// descriptor or directory that its [Command] does not name. Where the kernel or
// the account lacks a piece of protection (Landlock, namespaces, another uid,
// seccomp), the child runs without that piece and the loss is logged once.
//
// Units: bytes, durations; CPU time is user plus system. Errors of [Host.Run]
// are *pipeline.Error for what Vestnik itself could not do (no such tool, no
// process to be had) and ctx's own error when it ends; what the child did wrong
// is an [Outcome], never an error. A Host is safe for concurrent use and runs at
// most Config.Workers children at a time. Linux only.
package sandbox
