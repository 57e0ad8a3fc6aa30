// Command measure prints how well and how cheaply Vestnik reads, as one table:
// each figure beside that of a peer on the same input in the same run, and beside
// its target. "make bench-reading" runs it with the peers installed.
//
// It measures what is in the repository and what it makes itself: pages whose
// text is known. With -shared, or ../shared beside the project, the real
// documents there are measured too. A peer that is not installed leaves its cell
// empty; nothing is downloaded.
//
// CPU is user plus system time of this process and of the children that it has
// waited for, so that the sandbox is paid for by us. Rivals run in turn on the
// same input, several rounds, the order reversed each time; the ratio is the
// median of the rounds' ratios. Wall time is shown and never judged: it depends
// on who else is on the machine. Everything but times repeats exactly.
//
// The peers parse our own files and known samples without a sandbox.
package main
