package main

import (
	"context"
	"strconv"
)

// byTesseract has raw Tesseract read a picture with one thread, as the manual
// says to: both languages, the resolution told, nothing done to the picture.
func (b *bench) byTesseract(ctx context.Context, picture string) (string, error) {
	out, err := b.peer(ctx, "tesseract", picture, "-", "-l", "rus+eng", "--dpi", strconv.Itoa(scanDPI))
	return string(out), err
}
