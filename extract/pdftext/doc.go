// Package pdftext reads the text layer of PDF pages as words with boxes.
//
// The file's structure (cross-references, objects, filters, encryption with the
// empty password) is parsed by github.com/ledongthuc/pdf; the text is interpreted
// here: content streams with Form XObjects and appearance streams, simple and
// composite fonts with ToUnicode maps and widths, words split by gaps, lines put
// into reading order, pages turned upright.
//
// It refuses nothing politely: the library beneath panics, overflows its stack
// and loops on hostile files, so that this package must run in a sandboxed child
// (package sandbox). What can be recovered from is an error of the one page.
// Text without a known character is U+FFFD; whether a page's text is true is for
// package layer to judge.
//
// Units: points (1/72 inch) from the top left of the page as it is meant to be
// seen; pages from 1; rotations in degrees clockwise. A Document is not safe for
// concurrent use. Source: ISO 32000-1:2008, chapters 7 to 9, sections given at
// the code.
package pdftext
