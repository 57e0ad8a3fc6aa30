// Package office reads the text of DOCX, ODT, RTF and plain text files in order:
// paragraphs, tables, footnotes, text boxes, headers and the numbers that lists
// give themselves.
//
// Such files have no pages until a program lays them out. Layout here is our
// own: sheets of A4, paragraphs in the size of type that most of their letters
// have, the cells of tables side by side in the widths of their columns, tables
// within cells included; a sheet ends where the file says so and where it is full.
// Boxes are therefore those of our sheet, not of the writer's; they serve to tell
// what stands beside and under what, and to show a person which words were read.
//
// It refuses archives whose parts unpack to more than a bound, and knows no
// macros, links or embedded objects. Parts that cannot be parsed end the text
// where they break off. Units: points; pages and lines from 1. It runs in the
// sandbox. Sources: ECMA-376 part 1 §17 (DOCX), OpenDocument 1.2 part 1 (ODT),
// Rich Text Format 1.9.1 (RTF). Safe for concurrent use; it keeps no state.
package office
