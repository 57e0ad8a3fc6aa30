package extract

import (
	"unicode"

	"vestnik/extract/layer"
	"vestnik/extract/pdftext"
	"vestnik/pipeline"
)

// layerReading is a page's text layer as one reader gave it, judged.
type layerReading struct {
	page    pipeline.Page
	verdict *pipeline.LayerVerdict // nil where the reader found no words
	score   float64                // characters read, each worth the layer's quality; 0 when not believed
}

func (r layerReading) believed() bool { return r.score > 0 }

// judged makes a page of a text layer and says whether to believe it.
func judged(p pdftext.Page, hidden bool, reader pipeline.PageReader) layerReading {
	const recodedQuality = 0.9
	if len(p.Words) == 0 {
		return layerReading{}
	}
	words := layerWords(p, 1)
	texts := textsOf(words)
	v := layer.Judge(texts, hidden)
	r := layerReading{verdict: &pipeline.LayerVerdict{True: v.True, Reason: v.Reason}}
	quality := v.Quality
	if !v.True {
		recoded, ok := layer.Recode(texts)
		if !ok {
			return r
		}
		for i := range words {
			words[i].Text = recoded[i]
		}
		quality, r.verdict.Repaired = recodedQuality, true
	}
	for i := range words {
		words[i].Confidence = rounded(quality)
	}
	r.page = textPage(p, words, quality)
	r.page.Reader, r.page.Layer = reader, r.verdict
	r.score = quality * float64(characters(words))
	return r
}

// characters counts what was read: letters and digits, so that two readers who
// part words differently are worth the same.
func characters(words []pipeline.Word) int {
	n := 0
	for _, w := range words {
		for _, r := range w.Text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}

// better is the reading worth more; the first where they are equal.
func better(a, b layerReading) layerReading {
	if b.score > a.score || a.verdict == nil {
		return b
	}
	return a
}
