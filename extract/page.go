package extract

import (
	"math"

	"vestnik/extract/layer"
	"vestnik/extract/ocr"
	"vestnik/extract/pdftext"
	"vestnik/pipeline"
)

// boxOf turns points into fractions of the page, rounded so that results are the
// same on every machine.
func boxOf(x0, y0, x1, y1, width, height float64) pipeline.Box {
	part := func(v, of float64) float64 {
		if of <= 0 {
			return 0
		}
		return math.Round(min(max(v/of, 0), 1)*1e5) / 1e5
	}
	return pipeline.Box{part(x0, width), part(y0, height), part(x1, width), part(y1, height)}
}

// textPage makes a page of a text layer that was judged.
func textPage(p pdftext.Page, words []pipeline.Word, quality float64) pipeline.Page {
	return pipeline.Page{
		Number: p.Number, Width: math.Round(p.Width*100) / 100, Height: math.Round(p.Height*100) / 100,
		Source: pipeline.FromTextLayer, Rotation: p.Rotation,
		Confidence: rounded(quality),
		Language:   layer.Language(textsOf(words)),
		Text:       textOf(words), Words: words,
	}
}

// layerWords makes words of a text layer; their confidence is that of the layer.
func layerWords(p pdftext.Page, quality float64) []pipeline.Word {
	words := make([]pipeline.Word, len(p.Words))
	for i, w := range p.Words {
		words[i] = pipeline.Word{
			Text: w.Text, Line: w.Line, Confidence: rounded(quality),
			Box: boxOf(w.X0, w.Y0, w.X1, w.Y1, p.Width, p.Height),
		}
	}
	return words
}

// rounded keeps confidences the same on every machine.
func rounded(share float64) float64 { return math.Round(share*1e3) / 1e3 }

// mostlyHidden reports whether a layer was laid invisibly over a picture.
func mostlyHidden(p pdftext.Page) bool {
	n := 0
	for _, w := range p.Words {
		if w.Hidden {
			n++
		}
	}
	return n*2 > len(p.Words)
}

// Bounds of trust in a page read by OCR, found on office scans and phone photos.
const (
	legible       = 0.60 // mean confidence below which a page is read unreliably
	mostInkLost   = 0.70 // share of ink without words from which on text is missing
	inkOfAText    = 40   // squares with ink: less is a stamp or a stroke
	doubtfulWords = 0.40 // share of words under .5 from which on a page is unreliable
)

// ocrPage makes a page of what was read off an image of width × height points.
func ocrPage(n int, width, height float64, r ocr.Result) pipeline.Page {
	if r.Turn%180 != 0 {
		width, height = height, width
	}
	p := pipeline.Page{
		Number: n, Width: math.Round(width*100) / 100, Height: math.Round(height*100) / 100,
		Source: pipeline.FromOCR, Rotation: r.Turn, Skew: r.Skew,
		Regions: r.Regions, Words: r.Words, Text: textOf(r.Words), Language: layer.Language(textsOf(r.Words)),
		// Lost ink lowers what may be believed of the page, though not of its words.
		Confidence: math.Round(r.Confidence*(1-max(0, r.Uncovered-0.3))*1e3) / 1e3,
	}
	switch {
	case len(r.Words) == 0 && r.Ink < inkOfAText:
		p.Source, p.Confidence, p.Problem = pipeline.FromNothing, 0, pageProblem(codeBlank, pageBlank, n, "")
	case len(r.Words) == 0:
		p.Source, p.Confidence, p.Problem = pipeline.FromNothing, 0, pageProblem(codeIllegible, pageUnread, n, "")
	case r.Confidence < legible || r.Uncovered > mostInkLost && r.Ink > inkOfAText || unsure(r.Words) > doubtfulWords:
		p.Problem = pageProblem(codeIllegible, pageIllegible, n, "")
	}
	return p
}

// unsure is the share of words that Tesseract itself doubts.
func unsure(words []pipeline.Word) float64 {
	n := 0
	for _, w := range words {
		if w.Confidence < 0.5 {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// merge adds words found in a page's picture where its text layer has none: a
// heading that exists only in the background. Their lines come after the layer's.
func merge(p pipeline.Page, found []pipeline.Word) pipeline.Page {
	const sure = 0.7
	last := 0
	for _, w := range p.Words {
		last = max(last, w.Line)
	}
	lines := map[int]int{}
	for _, w := range found {
		if w.Confidence < sure || len([]rune(w.Text)) < 2 || covered(w.Box, p.Words) {
			continue
		}
		if lines[w.Line] == 0 {
			last++
			lines[w.Line] = last
		}
		w.Line = lines[w.Line]
		p.Words = append(p.Words, w)
	}
	p.Text = textOf(p.Words)
	return p
}

// covered reports whether a box overlaps one of the words.
func covered(b pipeline.Box, words []pipeline.Word) bool {
	for _, w := range words {
		x := min(b[2], w.Box[2]) - max(b[0], w.Box[0])
		y := min(b[3], w.Box[3]) - max(b[1], w.Box[1])
		if x > 0 && y > 0 && x*y > 0.2*(b[2]-b[0])*(b[3]-b[1]) {
			return true
		}
	}
	return false
}
