//go:build slow

package extract_test

// With -tags slow all shared documents are read; allow half an hour.
const (
	textPages   = 10_000
	hostileStep = 1
	scanStep    = 1
)
