// Package raster makes page images fit for Tesseract, in Go: it decodes them,
// brings them to one resolution and straightens them, and says for every pixel
// of what it made where on the page as given it lies.
//
// Images are bytes of strangers: they are decoded only by the jobs [PrepareJob]
// and [ShowJob], which run in a child of package sandbox, never in the calling
// process. [Size], [Resolution] and [Frames] read headers, in a job too.
//
// Units: pixels where named so, else fractions of the page with the origin at
// its top left; angles in degrees clockwise; resolutions in dots per inch. A job
// returns an error for an image that it cannot decode; an image that cannot be
// made better is left as it is, never an error. Everything is deterministic and
// without shared state.
package raster
