// Package ocr reads words off page images with Tesseract: it has the
// image made fit by package raster, reads it, turns it when it stands on its head
// or side, and puts every word back where it is on the page as it was.
//
// It refuses to trust Tesseract's confidence alone, which does not fall when
// lines are lost: the ink that no word covers is reported too. Images are
// decoded only in the sandbox, never in the calling process.
//
// Units: pixels of the page image where named so, else fractions of the page;
// degrees clockwise; confidences of 1. Errors are those of package sandbox for
// what Vestnik could not do, and [*Unreadable] for what the image would not
// give. Safe for concurrent use; every page is one Tesseract process of one
// thread.
package ocr
