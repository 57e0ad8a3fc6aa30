package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cost is what a process took.
type cost struct {
	CPU    time.Duration // user and system
	Wall   time.Duration
	Memory int64 // peak resident bytes
}

// timed runs a program to its end.
func timed(cmd *exec.Cmd) (cost, error) {
	var said bytes.Buffer
	cmd.Stderr = &said
	begun := time.Now()
	err := cmd.Run()
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w: %s", cmd.Path, err, lastLine(said.String()))
	}
	c := cost{CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Wall: time.Since(begun)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.Memory = usage.Maxrss << 10 // Linux counts KiB
	}
	return c, nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return lines[len(lines)-1]
}

// itself runs a step of this program as a process of its own and reads what it
// tells of.
func itself(ctx context.Context, told any, args ...string) (cost, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	cmd := exec.CommandContext(ctx, self, args...)
	var out bytes.Buffer
	cmd.Stdout = &out
	c, err := timed(cmd)
	if err != nil || told == nil {
		return c, err
	}
	return c, json.Unmarshal(out.Bytes(), told)
}

// ticksPerSecond is the unit of /proc/PID/stat on Linux, whatever the kernel's own.
const ticksPerSecond = 100

// cpuOf returns the processor time of a running process and of its children
// that run, which is where a server with workers works.
func cpuOf(pid int) (time.Duration, error) {
	pids := []int{pid}
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err == nil {
		for _, child := range strings.Fields(string(children)) {
			if n, err := strconv.Atoi(child); err == nil {
				pids = append(pids, n)
			}
		}
	}
	var total time.Duration
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0, err
		}
		_, rest, _ := strings.Cut(string(stat), ") ") // a name may hold spaces
		fields := strings.Fields(rest)
		if len(fields) < 13 {
			return 0, fmt.Errorf("/proc/%d/stat is short", pid)
		}
		for _, field := range fields[11:13] { // utime, stime
			ticks, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				return 0, err
			}
			total += time.Duration(ticks) * time.Second / ticksPerSecond
		}
	}
	return total, nil
}
