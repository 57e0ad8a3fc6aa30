// Command measure sets the making and serving of the public site beside its
// peers, in one run on one machine: Hugo makes pages of the same Markdown, nginx
// serves the same compressed bytes, wrk asks both.
//
// It also closes an issue of a house of its own and watches when what that changes
// is public: this needs the built program and a sample filing.
//
// The register is invented, the same on every run: entries in issues of equal
// size, composed, chained and signed before anything is measured, as the closing
// of issues does. Each measured step is a process of its own, so that processor
// time and memory are its own. Processor time is what the ratios rest on: on a
// machine that has other work, wall time says little.
//
// A peer that is not installed is said to be missing; nothing is measured in its
// place.
package main
