// Package sqlite keeps the journal, its views and the job queue in one SQLite
// file: the embedded default of one machine. It fills pipeline.Journal,
// pipeline.Views, pipeline.Queue and pipeline.Accounts.
//
// It refuses to change or remove an event (triggers in the database stand behind
// that), to append where a stream is not as the caller last saw it, and to let a
// projection write another's view. It does not interpret events: what they mean
// is the projections' business.
//
// Positions and sequence numbers count from 1 without gaps. Instants keep the
// offset and the nanoseconds they were given with; an offset that is no whole
// number of minutes becomes UTC, since RFC 3339 cannot write it. A batch commits
// its events, what projections make of them and its jobs in one transaction,
// durable against loss of power when Append returns (synchronous=FULL).
//
// Errors are *pipeline.Error: Exists when somebody appended first, NotExist for a
// missing row or job, Invalid for what breaks a stated rule, Corrupt when the
// file is damaged, Unavailable when it cannot be opened or written, Transient
// when another process holds it for longer than the busy timeout. A cancelled
// context's error is returned unchanged.
//
// Everything is safe for concurrent use, and several processes may have the same
// file open: writers queue for SQLite's one write lock, readers never wait. They
// must agree on the projections; see [Open]. Only one process works jobs at a
// time, and the next takes over when it ends; see [DB.Queue].
package sqlite
