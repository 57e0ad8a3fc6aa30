package raster

import "image"

// Bounds of specks: the dust of a bad line or a bad copier.
const (
	speckOfLetter = 6 // so many specks side by side are as long as a letter is high
	manySpecks    = 2 // for every letter: fewer do no harm, and may be dots
)

// swept paints specks white where there are many more of them than of letters.
func (k *ink) swept(img *image.Gray, letters []bool) *image.Gray {
	side := max(1, int(k.letterHeight(letters))/speckOfLetter)
	small := func(b *blob) bool { return b.width() <= side && b.height() <= side }
	specks, written := 0, 0
	for i := range k.blobs {
		if small(&k.blobs[i]) {
			specks++
		} else if letters[i] {
			written++
		}
	}
	if written < fewLetters || specks < manySpecks*written {
		return img
	}
	dst := crop(img, img.Rect)
	for i := range k.runs {
		if r := &k.runs[i]; small(&k.blobs[r.blob]) {
			whiten(dst, image.Rect(int(r.x0), int(r.y), int(r.x1), int(r.y)+1).Inset(-1))
		}
	}
	return dst
}
