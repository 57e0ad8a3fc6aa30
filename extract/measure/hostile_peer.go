package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"vestnik/extract/measure/report"
)

// hostilePeer is another reader of hostile files, with what came of it.
type hostilePeer struct {
	name string
	args func(path string) []string

	done, failed, crashed, late int
	memory                      int64 // most resident of one, in bytes
}

// hostilePeers read as many pages of a file as we do, without pictures.
func hostilePeers() []hostilePeer {
	last := strconv.Itoa(hostilePages)
	return []hostilePeer{
		{name: "pdftotext", args: func(path string) []string { return []string{"-l", last, path, "-"} }},
		{name: "mutool", args: func(path string) []string { return []string{"draw", "-q", "-F", "text", path, "1-" + last} }},
	}
}

// read has the peer read a file in the time and with four times the memory that
// our children have.
func (p *hostilePeer) read(ctx context.Context, folder, path string) {
	ctx, stop := context.WithTimeout(ctx, hostileTime)
	defer stop()
	limited := []string{"-c", fmt.Sprintf(`ulimit -v %d; exec "$0" "$@"`, 4*hostileMemory>>10), p.name}
	cmd := exec.CommandContext(ctx, "bash", append(limited, p.args(path)...)...)
	cmd.Dir, cmd.WaitDelay = folder, time.Second
	err := cmd.Run()
	if cmd.ProcessState == nil { // it could not be started
		p.failed++
		return
	}
	if used, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		p.memory = max(p.memory, used.Maxrss<<10)
	}
	var ended *exec.ExitError
	switch {
	case err == nil:
		p.done++
	case ctx.Err() != nil:
		p.late++
	case errors.As(err, &ended) && ended.Sys().(syscall.WaitStatus).Signaled():
		p.crashed++
	default:
		p.failed++
	}
}

// row says how the peer's runs ended.
func (p *hostilePeer) row() report.Row {
	if !installed(p.name) {
		return report.Row{What: "outcomes of " + p.name, Result: report.NoPeer, Note: errAbsent.Error()}
	}
	return report.Row{
		What: "outcomes of " + p.name,
		Peer: fmt.Sprintf("done %d, failed %d, crashed %d, late %d", p.done, p.failed, p.crashed, p.late),
		Note: fmt.Sprintf("at most %d MB; no picture is read, so no OCR", p.memory>>20),
	}
}
