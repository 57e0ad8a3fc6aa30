// Package index is the public search: a Bleve index of the published entries of
// the registers and of the closed issues of the bulletin.
//
// It refuses to know anything that is not public: it reads entries and issues
// from the views and leaves out those that are not published. It keeps nothing
// that cannot be made again from the journal.
//
// The index follows the journal. An event that touches entries or issues carries
// their keys; each is read anew from the views, so that repeating an event does
// no harm. The position in the journal is written in the same batch as the
// documents, so that a crash neither loses nor doubles any.
//
// On disk a folder holds generations of the index and a file CURRENT that names
// the one in use; [Rebuild] makes a new one beside it and swaps the name.
//
// Dates are civil, positions are the journal's. Errors are [*pipeline.Error]:
// Unavailable when another process holds the index, Corrupt when its files are
// damaged, Invalid for bad options; a context's end passes as it is. Everything
// is safe for concurrent use; one process at a time may have the index open.
package index
