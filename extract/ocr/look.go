package ocr

import (
	"encoding/json"
	"errors"
	"image"
	"io"
	"os"

	"vestnik/extract/raster"
	"vestnik/pipeline"
)

// JobLook is the name under which [LookJob] must be given to sandbox.Main.
const JobLook = "ocr-look"

// look asks [LookJob] what stands on a prepared page that the first reading does
// not say.
type look struct {
	DPI   float64 `json:"dpi"`
	Words []seen  `json:"words"`
}

// seen is a word of the first reading, in pixels of the prepared page.
type seen struct {
	Box   image.Rectangle `json:"box"`
	Line  int             `json:"line"`
	Sure  bool            `json:"sure"`  // covers its ink, however that looks
	Again bool            `json:"again"` // worth a second reading
}

// looked is the answer.
type looked struct {
	Patches []found `json:"patches,omitempty"`
	Bands   []band  `json:"bands,omitempty"`
	Width   int     `json:"width"` // of the sheet; 0 when there is nothing to read again
}

// found is a patch of ink that no word covers.
type found struct {
	Box  image.Rectangle     `json:"box"`
	Kind pipeline.RegionKind `json:"kind"`
}

// band is a piece of the page as it stands on the sheet of the second reading.
type band struct {
	From  image.Rectangle `json:"from"` // on the prepared page
	At    image.Point     `json:"at"`   // of its top left corner on the sheet
	Zoom  int             `json:"zoom"`
	Patch int             `json:"patch"` // which patch it shows; -1 for words
	Words []int           `json:"words,omitempty"`
}

// LookJob is the sandbox job: the prepared page on the first descriptor, the
// sheet to be read again onto the second, its answer as JSON on standard output.
func LookJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req look
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	if len(files) != 2 || req.DPI <= 0 {
		return errors.New("want a page, its resolution and a place to write")
	}
	info, err := files[0].Stat()
	if err != nil {
		return err
	}
	page, err := raster.ReadMap(io.NewSectionReader(files[0], 0, info.Size()))
	if err != nil {
		return err
	}
	answer, sheet := lookAt(page, req)
	if sheet != nil {
		if err := raster.WriteMap(files[1], sheet); err != nil {
			return err
		}
	}
	return json.NewEncoder(out).Encode(answer)
}

// lookAt finds patches without words and lays out what is to be read again; the
// sheet is nil when that is nothing.
func lookAt(page *image.Gray, req look) (looked, *image.Gray) {
	blobs := blobsOf(page, raster.Darkest(page))
	m := measure{inch: req.DPI}
	m.body = bodyHeight(blobs, req.Words, m)
	regular := make([]bool, len(req.Words))
	for i, w := range req.Words {
		regular[i] = w.Sure || !irregular(blobs, w.Box, m)
	}
	cover(blobs, page.Rect, req.Words, regular)
	answer := looked{Patches: whole(patches(uncovered(blobs, page.Rect, m), m), m)}
	answer.Bands = append(stretches(req.Words, regular, m), answer.lost(m)...)
	if len(answer.Bands) > 0 {
		page = withoutRulings(page, blobs, m)
	}
	sheet := compose(page, answer.Bands)
	if sheet == nil {
		answer.Bands = nil
		return answer, nil
	}
	answer.Width = sheet.Rect.Dx()
	return answer, sheet
}

// withoutRulings is the page with the lines of its tables painted over, as far as
// no letter touches them.
func withoutRulings(page *image.Gray, blobs []blob, m measure) *image.Gray {
	out := image.NewGray(page.Rect)
	copy(out.Pix, page.Pix)
	for _, b := range blobs {
		if !b.ruling(m) {
			continue
		}
		for _, r := range b.runs { // with the grey fringe around
			for y := max(0, int(r.y)-1); y <= min(page.Rect.Dy()-1, int(r.y)+1); y++ {
				row := out.Pix[y*out.Stride:]
				for x := max(0, int(r.x0)-1); x < min(page.Rect.Dx(), int(r.x1)+1); x++ {
					row[x] = 255
				}
			}
		}
	}
	return out
}

// Bounds of a letter, in millimetres.
const (
	leastLetter = 1.0
	mostLetter  = 8.0
	usualLetter = 2.0
)

// bodyHeight is the usual height of the letters on a page, in pixels: of those in
// words that are sure, else of all.
func bodyHeight(blobs []blob, words []seen, m measure) float64 {
	var inWords, all []int
	for _, b := range blobs {
		h := b.box.Dy()
		if float64(h) < m.mm(leastLetter) || float64(h) > m.mm(mostLetter) || b.box.Dx() > 3*h {
			continue
		}
		all = append(all, h)
		for _, w := range words {
			if w.Sure && b.box.In(w.Box) {
				inWords = append(inWords, h)
				break
			}
		}
	}
	const enough = 20
	switch {
	case len(inWords) >= enough:
		return median(inWords)
	case len(all) >= enough:
		return median(all)
	}
	return m.mm(usualLetter)
}

// irregular reports whether what was taken for a word stands out of any line of
// print: a stroke of a signature, a piece of a stamp.
func irregular(blobs []blob, word image.Rectangle, m measure) bool {
	var p patch
	for _, b := range blobs {
		middle := b.box.Min.Add(b.box.Max).Div(2)
		if middle.In(word) {
			p.add(b)
		}
	}
	return len(p.blobs) == 0 || p.strokes(m) > mostStrokes && !p.printed(m)
}

// cover counts for every blob the ink that lies in words that count.
func cover(blobs []blob, page image.Rectangle, words []seen, counts []bool) {
	mask := image.NewAlpha(page)
	for i, w := range words {
		if !counts[i] {
			continue
		}
		// Underlines, and dots that Tesseract leaves out, stand just outside.
		area := w.Box.Inset(-w.Box.Dy() / 4).Intersect(page)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			row := mask.Pix[y*mask.Stride:]
			for x := area.Min.X; x < area.Max.X; x++ {
				row[x] = 1
			}
		}
	}
	for i := range blobs {
		for _, r := range blobs[i].runs {
			for _, v := range mask.Pix[int(r.y)*mask.Stride+int(r.x0) : int(r.y)*mask.Stride+int(r.x1)] {
				blobs[i].covered += int(v)
			}
		}
	}
}

// uncovered are the blobs that may hold something: no specks, no rulings, not
// under words, and off the rim, where scanners leave shadows.
func uncovered(blobs []blob, page image.Rectangle, m measure) []blob {
	inner := page.Inset(int(m.mm(2)))
	var out []blob
	for _, b := range blobs {
		if b.covered*2 >= b.ink || !b.box.Overlaps(inner) || b.ruling(m) {
			continue
		}
		if float64(max(b.box.Dx(), b.box.Dy())) < 0.3*m.body || float64(b.ink) < m.body*m.body/50 {
			continue
		}
		out = append(out, b)
	}
	return out
}
