// Package form tells which papers of an application a file holds and what they
// state, from the words and boxes of its pages alone. It fills the port
// [pipeline.Recogniser].
//
// What a paper looks like is data: forms/*.yaml describe each kind by its signs
// (headings, labels, phrases) and by its labels with the field, the type and the
// place of the value, and by the captions under lines. The Go here is the engine:
// it compares text that OCR may have damaged, lays a page out in runs and rows,
// gives every word to the label that owns it, and brings values to their normal
// form.
//
// It refuses to guess. A paper of no described kind is unknown; an empty box
// yields no field; a value that fails its type or check digit is handed over as
// read with a low confidence; digits that OCR doubts are never sure. Nothing is
// silently repaired: only letters of the wrong script are put into the right one,
// and the raw text keeps them.
//
// Units: boxes in fractions of the page, pages by the number that they carry,
// dates as YYYY-MM-DD, money in roubles, countries by WIPO ST.3, confidences from
// 0 to 1. The only error is that of [New]: a malformed description, Internal.
// A [Recogniser] is immutable and safe for concurrent use; it does no I/O and
// looks at no clock.
//
// Labels follow the forms of order No 211 of 5 April 2016 and the older form РП;
// they are read by wording, never by box number, since editions renumber them. Of
// other papers (open licences by order No 144, duplicates, complaints) no form is
// at hand: boxes are known by likely wordings, and letters by what they say in
// running text, which is trusted less.
package form
