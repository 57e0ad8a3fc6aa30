// Command vestnik takes a patent office's paper from the clerk's scanner to the
// official bulletin. Run "vestnik help" for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"vestnik/extract"
)

func main() {
	// A child that parses foreign bytes is this same binary under limits.
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}, os.Getenv, os.Args[1:]))
}
