// Package report writes what was measured: one table for people at a terminal,
// and the same as Markdown. A row sets our figure beside a peer's and a target,
// and says whether the target is met. Nothing here measures.
package report
