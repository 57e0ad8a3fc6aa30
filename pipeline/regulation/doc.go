// Package regulation is the engine of the regulations: packs of data on one
// side, pure questions about a case on the other. It says which checks hold,
// which commands are open, what a command does, which terms run, and what a
// notice says. Same case, same pack, same calendar: same answer. It has no I/O
// and no clock, and it knows no act, state, term or document by name: all of
// that is in the packs (docs/regulations.md tells how they are written).
//
// It refuses, at loading and with file, line and column: unknown keys, ids that
// lead nowhere or stand twice, rules without a point of the act, states that
// cannot be reached, and conditions that do not type-check. A condition whose
// evaluation costs too much is stopped.
//
// Units: dates are civil days of the office's zone, which the pack names;
// terms are in the units of package workday; money is in roubles.
//
// Errors: a command that may not be performed is a [*Refused] with point and
// Russian reason; a pack that cannot be used is a [LoadError]; a history that
// the pack does not explain is [ErrHistory]. A failed rule is a [Finding],
// never an error.
//
// An [Engine] is immutable and safe for concurrent use.
package regulation
