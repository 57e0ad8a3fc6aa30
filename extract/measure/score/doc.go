// Package score compares a text that was read with the text that stands there.
//
// Both sides are folded first ([Fold]), so that only errors of reading count.
// Shares are from 0 to 1, except [Error], which exceeds 1 when more was read than
// stands there. All functions are pure; nothing here fails.
package score
