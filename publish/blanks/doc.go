// Package blanks holds the forms that applicants may take from the site: for each
// kind of paper that somebody writes himself, a blank and the same filled in by an
// invented person, as PDF to print and as DOCX to type into.
//
// What a form asks is data: forms/*.yaml name its boxes, what to write in each, the
// field of a regulation that it states, and what the invented person wrote. The Go
// here only draws them, so that the page about a form, its blank and its sample say
// the same. Labels are worded as the forms of order 211 and the recogniser of
// incoming papers know them; no text of the forms of order 144 and of the other
// papers was at hand, and those are ours.
//
// It refuses a form that does not fit its description (a row that is used and not
// declared, a box without a label); no form is required of anybody, which its page
// says. Units: millimetres on A4, points of type. The same sources give the same
// bytes: dates in files are fixed, fonts are embedded subsets. Nothing here fails
// but [New], with an Internal error, and the making of a file.
package blanks
