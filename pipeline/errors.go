package pipeline

import (
	"errors"
	"io/fs"
	"strings"
)

// Kind classes an error so that callers can decide without reading its text.
// It is itself an error: errors.Is(err, pipeline.NotExist) works.
type Kind string

// The kinds. Their names appear in logs and on the wire and are never reused.
const (
	Invalid     Kind = "invalid"     // the input breaks a stated rule; the same input fails again
	NotExist    Kind = "not-exist"   // there is no such thing
	Exists      Kind = "exists"      // it is there already, or somebody else was quicker
	Corrupt     Kind = "corrupt"     // what was stored is not what is there now
	Unsupported Kind = "unsupported" // a form that Vestnik does not read
	TooLarge    Kind = "too-large"   // over a stated limit of size, time or memory
	Permission  Kind = "permission"  // this person may not do that
	Transient   Kind = "transient"   // may go through when tried again
	Unavailable Kind = "unavailable" // a store, journal or index cannot be reached
	Internal    Kind = "internal"    // a defect of Vestnik itself
)

// Error makes Kind an error of its own, to be compared with errors.Is.
func (k Kind) Error() string { return string(k) }

// Is lets NotExist match fs.ErrNotExist, Exists fs.ErrExist and Permission
// fs.ErrPermission.
func (k Kind) Is(target error) bool {
	switch target {
	case fs.ErrNotExist:
		return k == NotExist
	case fs.ErrExist:
		return k == Exists
	case fs.ErrPermission:
		return k == Permission
	}
	return false
}

// Kinds lists every kind, for tables that must name each.
func Kinds() []Kind {
	return []Kind{Invalid, NotExist, Exists, Corrupt, Unsupported, TooLarge, Permission, Transient, Unavailable, Internal}
}

// Retryable reports whether the same call may succeed later.
func (k Kind) Retryable() bool { return k == Transient || k == Unavailable }

// Error says what failed, on what, and why. Build it as a struct literal.
type Error struct {
	Op    string // the operation, verb first: "seal original"
	Doc   string // the file, case or key concerned
	Page  int    // the page, from 1; 0 where none is concerned
	Stage Stage  // the stage of the pipeline, where one was under way
	Kind  Kind
	Err   error // the cause; may be nil

	// Advice is a plain Russian sentence for the clerk: what happened and what
	// to do. It holds nothing secret.
	Advice string
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	if e.Doc != "" {
		b.WriteString(" " + e.Doc)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	} else {
		b.WriteString(": " + string(e.Kind))
	}
	return b.String()
}

// Unwrap yields the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// KindOf returns the kind of err: the outermost *Error's, or Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	var k Kind
	if errors.As(err, &k) {
		return k
	}
	return Internal
}

// AdviceOf returns the Russian sentence that comes with err, or a general one.
func AdviceOf(err error) string {
	var e *Error
	for errors.As(err, &e) {
		if e.Advice != "" {
			return e.Advice
		}
		if e.Err == nil {
			break
		}
		err = e.Err
	}
	return "Произошла ошибка. Повторите действие; если ошибка повторится, сообщите администратору."
}
