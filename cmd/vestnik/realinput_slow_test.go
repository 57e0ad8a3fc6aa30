//go:build slow

package main

// With -tags slow all real papers are taken in; allow ten minutes.
const everyPaper = true
