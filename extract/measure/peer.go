package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
)

// installed reports whether a program can be started.
func installed(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

// peer runs a program on a trusted file, in the scratch folder and with one
// thread for each process, and returns what it writes. Its complaints are part of
// the error only.
func (b *bench) peer(ctx context.Context, name string, args ...string) ([]byte, error) {
	if !installed(name) {
		return nil, fmt.Errorf("%s: %w", name, errAbsent)
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = b.work
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1", "HOME="+b.work)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %.300s", name, err, complaints.String())
	}
	return out.Bytes(), nil
}
