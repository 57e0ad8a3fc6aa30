// Command generate makes the sample filings of testdata/filings again: papers
// of invented applications for the registration of programs and databases, and
// beside each filing its ground truth, NAME.truth.yaml.
//
// What a sample prints and what its truth says come from one Go value, the
// application of the sample, so that the two cannot drift apart. No person,
// organisation, place or number in it exists; identifiers carry valid check
// digits under prefixes that no office issues.
//
// It refuses to draw a paper whose text does not fit its page, and it needs
// Debian's fonts-paratype (PT Serif, PT Sans, PT Mono) and, for the scanned
// samples, mutool of mupdf-tools.
//
// Units: millimetres on paper, points for type, dpi for scans, degrees
// clockwise for skew. The same sources, fonts and mutool give the same bytes:
// dates in files are fixed, noise is seeded by the file's name.
package main
