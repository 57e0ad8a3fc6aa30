//go:build slow

package main

// With -tags slow the scan has a thousand pages; allow a quarter of an hour.
const (
	killedPages = 1000
	kills       = 10
)
