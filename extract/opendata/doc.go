// Package opendata reads the office's open data: the CSV files in which it gives
// away its registers. Each record becomes a [pipeline.Entry] of imported history,
// or is listed with its line and the reason why not.
//
// The files are dirty: byte order marks within the text, HTML in titles, names on
// several lines, empty titles, dates that do not exist, stray quotes, mixed
// encodings. What is certain is cleaned without a word (white space, markup,
// invisible characters, entities). What is not certain is kept as it stands and
// named in the entry's Doubts, in Russian. Nothing is guessed: a date that cannot
// be is left out, not mended.
//
// It refuses a file without a header that names the registration number. It does
// not load the file: memory holds one record and the numbers seen so far.
//
// Lines count from 1, the header's included; sizes are in bytes. Errors are
// [*pipeline.Error]: Invalid for a file that is no such register, else what the
// reader or the callback returned. A bad record is never an error. A call of
// [Read] is one goroutine's; several may run at once.
package opendata
