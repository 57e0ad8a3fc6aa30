//go:build !slow

package extract_test

// How much of the shared documents an ordinary run reads; build with -tags slow
// to read all.
const (
	textPages   = 1
	hostileStep = 24
	scanStep    = 24
)
