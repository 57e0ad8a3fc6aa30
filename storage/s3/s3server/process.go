package s3server

import (
	"io"
	"os/exec"
	"runtime"
	"syscall"
)

// process is a server's process and its children.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed when it has ended and its output is complete
}

// spawn starts a process in a group of its own that dies with this one. The
// kernel ties that death to the thread that started it, so one thread is kept
// for it until it ends.
func spawn(l launch, output io.Writer) (*process, error) {
	p := &process{cmd: exec.Command(l.path, l.args...), ended: make(chan struct{})}
	p.cmd.Env = l.env
	p.cmd.Stdout, p.cmd.Stderr = output, output
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // it is killed: the status says nothing
		}
		close(p.ended)
	}()
	return p, <-started
}

// kill ends the process and its children, and waits for it.
func (p *process) kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL) // it may have ended already
	<-p.ended
}
