// Package pipeline is the domain of Vestnik: the nouns of the office (filing,
// document, page, field, finding, case, event, entry, issue), the ports that
// adapters fill, and the order of the stages that take a filing from its receipt
// to the bulletin.
//
// It refuses to know how anything is stored, read, searched or printed: no S3,
// PDF, Bleve, SQL or template type appears here. What the law says lives in
// packs, judged by package regulation; terms are counted by package workday.
//
// Units: sizes in bytes, pages from 1, boxes in fractions of the page with the
// origin at its top left, confidences from 0 to 1, resolutions in dpi, instants
// with their offset. Errors are [*Error] values of a [Kind]; a failed rule is a
// [Finding], never an error. Everything is safe for concurrent use unless it
// says otherwise. Clock and randomness come in through constructors.
package pipeline
