// Package extract turns foreign bytes into pages of words: PDF, images, DOCX,
// ODT, RTF, plain text, and zip files of them. It fills the port
// [pipeline.Extractor].
//
// It refuses to look at a foreign byte in the calling process: everything runs
// in locked children (package sandbox), so that a file which kills its reader
// costs one page its text and the service nothing. The type of a file is what
// its content says, never its name. A page is read from its text layer only when
// that layer is true (package layer), else by Tesseract from its image.
//
// main and TestMain must call [ChildMain] first of all: children are the same
// binary, started again.
//
// Units: sizes in bytes, pages from 1, page sizes in points, boxes in fractions
// of the page as seen, resolutions in dpi. What is wrong with a file is a
// [pipeline.Problem] with a stable code and a Russian sentence; an error means
// that Vestnik itself could not work: a program is missing, the disk is full, or
// ctx ended, whose error passes unchanged. The same bytes under the same
// [Extractor.Engine] give the same pages. An Extractor is safe for concurrent
// use and runs at most Config.Workers children at a time. Linux only.
package extract
