package main

import (
	"context"
	"errors"

	"vestnik/pipeline"
)

// Exit codes of the contract.
const (
	exitDone        = 0
	exitUnexpected  = 1
	exitUsage       = 2
	exitPartial     = 3
	exitUnavailable = 4
	exitInterrupted = 130
)

const exitHelp = `Exit codes:
  0    done
  1    unexpected failure
  2    usage or configuration
  3    finished; some documents were rejected, partial or need a person
  4    storage, journal or index unavailable
  130  interrupted`

// errPartial ends a command whose work is done but not wholly: its output says what.
var errPartial = errors.New("some documents were rejected, partial or need a person")

// usageError is a mistake in how the command was called.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// exitByKind maps every kind of error to its exit code.
var exitByKind = map[pipeline.Kind]int{
	pipeline.Invalid:     exitUsage,
	pipeline.NotExist:    exitUsage,
	pipeline.Exists:      exitUsage,
	pipeline.Permission:  exitUsage,
	pipeline.Unsupported: exitPartial,
	pipeline.TooLarge:    exitPartial,
	pipeline.Corrupt:     exitUnavailable,
	pipeline.Transient:   exitUnavailable,
	pipeline.Unavailable: exitUnavailable,
	pipeline.Internal:    exitUnexpected,
}

// exitCode returns the code that err ends the process with.
func exitCode(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &usage):
		return exitUsage
	}
	return exitByKind[pipeline.KindOf(err)]
}
