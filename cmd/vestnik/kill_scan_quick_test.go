//go:build !slow

package main

// How large a scan is killed, and how often; build with -tags slow for the whole.
const (
	killedPages = 40
	kills       = 4
)
