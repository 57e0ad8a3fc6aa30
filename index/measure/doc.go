// Command measure prints how well and how fast the public search answers, beside
// its peers in the same run: SQLite's FTS5 fed with the terms of our own analyzer,
// PostgreSQL with its Russian configuration, and Bleve with its own. "make
// bench-search" runs it with the peers installed.
//
// Quality: the graded questions of package graded, asked of every engine. FTS5 and
// PostgreSQL are asked as a plain site would ask them: for all words, and where no
// entry has all, for any.
//
// Speed: invented entries, the same for all, indexed by each engine and then asked
// the same questions one after another, the engines in turn, so that what else is
// on the machine hits all alike. Latency is wall time and its ratios are what
// counts; building is judged by CPU time. Ours counts every hit and marks the found
// words in the text, which the peers are not asked to do unless the row says so.
//
// PostgreSQL runs in a folder of its own under a temporary directory, reached
// through a socket there. An engine that is not installed leaves its cells empty.
package main
