//go:build !slow

package main

// An ordinary run takes in one real paper of each folder; build with -tags slow
// to take in all.
const everyPaper = false
