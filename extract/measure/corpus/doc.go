// Package corpus makes papers of applications whose every word and field is known:
// many layouts × many invented applicants × many fonts, the same for the same seed.
//
// [Papers] yields whole papers. A [Paper] knows its kind, the fields that it states
// by the names of the contract, and its pages; each page gives itself as a text
// layer ([Leaf.Page]) or as a picture ([Leaf.Draw]), which package dirt may spoil.
// [Sheets] does all of it: one page image after another, spoilt, with its truth.
//
// Persons, organisations, addresses and numbers are put together by chance from
// lists of ours. Fonts are those of this module (PT Serif, PT Sans, Go, Go Mono),
// so that nothing depends on what is installed.
//
// Lengths on paper are in points (1/72 inch), origin top left; boxes are fractions of
// the page as everywhere.
package corpus
