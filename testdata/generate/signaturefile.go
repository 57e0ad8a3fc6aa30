package main

import (
	"context"
)

// detachedSignature is a form: a file of bytes that stands for a detached
// electronic signature. It is no true signature and holds no text.
type detachedSignature struct{}

func (detachedSignature) raster() bool { return false }

func (detachedSignature) encode(_ context.Context, _ drawing, seed string) ([]byte, error) {
	r := seeded("signature file", seed)
	body := []byte{0x30, 0x82, 0x04, 0x00} // DER: a sequence of 1024 bytes
	for range 1024 {
		body = append(body, byte(r.IntN(256)))
	}
	return body, nil
}

// drawNothing is the paper of a file that has no pages.
func drawNothing(*sheet, application, counts) {}
