package ocr

import (
	"math"
	"os"
	"slices"

	"vestnik/extract/layer"
	"vestnik/extract/raster"
	"vestnik/pipeline"
)

// Bounds of trust, found on office scans.
const (
	doubtful     = 0.70 // confidence below which the page may stand on its head
	blankSquares = 3    // squares with ink that a blank sheet may have
	foreign      = 0.4  // share of letters in doubted words from which on the page is of another language
	sure         = 0.6  // confidence from which a word is one, whatever its ink looks like
	hopeless     = 0.3  // confidence below which a word on a stamp or a signature is none
)

// try is one reading of the image in one orientation, with the prepared page
// that it was read off.
type try struct {
	turn    int
	page    raster.Prepared
	path    string // of the prepared page; name is what it is called in its directory
	name    string
	words   []word
	inAll   bool // whether the words were read in all languages
	regions []pipeline.Region
}

// discard removes the prepared page.
func (t *try) discard() { os.Remove(t.path) } // the work directory goes as a whole anyway

func (t *try) blank() bool { return t.page.Ink.Count() < blankSquares }

// mayLie reports whether the page may lie on its side or stand on its head.
// Upside-down print can be read with fair confidence; that its letters make no
// Russian shows all the same.
func (t *try) mayLie() bool {
	return meanConfidence(t.words) < doubtful || t.page.Sideways || tall(t.words) || !layer.Judge(textsOf(t.words), false).True
}

// score compares readings: sure words, and many of them. Tesseract reads lines
// that run up the page too; people want it upright.
func (t *try) score() float64 {
	s := meanConfidence(t.words) * (1 - t.page.Ink.Uncovered(rectangles(t.words))/2)
	if !layer.Judge(textsOf(t.words), false).True {
		s /= 2
	}
	if tall(t.words) {
		s *= 0.8
	}
	return s
}

// join takes in what the second look found and read. What Tesseract made of strokes
// that are no print is dropped where it was not sure itself, and lowered where it
// may be either: handwriting is flagged, never guessed.
func (t *try) join(f looked, again [][]word) {
	t.words = settle(t.words, f.Bands, again)
	read := make([]bool, len(f.Patches))
	for i, b := range f.Bands {
		if b.Patch < 0 || b.Zoom == 0 {
			continue
		}
		words := credible(again[i])
		read[b.Patch] = fills(words, f.Patches[b.Patch].Box)
		t.words = insert(withoutOverlaid(t.words, words), words)
	}
	for i, p := range f.Patches {
		if !read[i] {
			t.regions = append(t.regions, pipeline.Region{Box: t.page.Map.Box(p.Box), Kind: p.Kind})
		}
	}
	t.regions = withMarks(t.regions, t.page.Marks)
	t.words = slices.DeleteFunc(t.words, func(w word) bool {
		return w.confidence < hopeless && onStrokes(t.page.Map.Box(w.box), t.regions)
	})
	for i, w := range t.words {
		if w.confidence < sure && onStrokes(t.page.Map.Box(w.box), t.regions) {
			t.words[i].confidence = min(w.confidence, mostOfMixed)
		}
	}
}

// withMarks adds what stands out by its colour, in place of what was found of it
// by its shape.
func withMarks(regions []pipeline.Region, marks []raster.Mark) []pipeline.Region {
	for _, m := range marks {
		regions = slices.DeleteFunc(regions, func(r pipeline.Region) bool { return holds(m.Box, r.Box) })
		regions = append(regions, pipeline.Region{Box: m.Box, Kind: pipeline.RegionKind(m.Kind)})
	}
	return regions
}

// onStrokes reports whether a word stands on what is no print.
func onStrokes(word pipeline.Box, regions []pipeline.Region) bool {
	return slices.ContainsFunc(regions, func(r pipeline.Region) bool {
		return r.Kind != pipeline.LostText && holds(r.Box, word)
	})
}

// holds reports whether the middle of a box lies in another.
func holds(outer, inner pipeline.Box) bool {
	x, y := (inner[0]+inner[2])/2, (inner[1]+inner[3])/2
	return x >= outer[0] && x <= outer[2] && y >= outer[1] && y <= outer[3]
}

// result puts everything where it stands on the page before it was prepared.
func (t *try) result() Result {
	res := Result{
		Turn: t.turn, Skew: t.page.Skew, Ink: t.page.Ink.Count(), Aspect: t.page.Aspect, Regions: t.regions,
		Confidence: round(meanConfidence(t.words), 1e3),
	}
	for _, w := range t.words {
		res.Words = append(res.Words, pipeline.Word{
			Text: w.text, Confidence: round(w.confidence, 1e3), Line: w.line, Box: t.page.Map.Box(w.box),
		})
	}
	if !t.blank() {
		res.Uncovered = round(t.page.Ink.Uncovered(rectangles(t.words)), 1e3)
	}
	return res
}

// round keeps results the same on every machine.
func round(v, to float64) float64 { return math.Round(v*to) / to }

func textsOf(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}
