package extract

import (
	"strings"
	"unicode"

	"vestnik/extract/layer"
	"vestnik/extract/pdftext"
	"vestnik/pipeline"
)

// layerReading is a page's text layer as one reader gave it, judged.
type layerReading struct {
	page    pipeline.Page          // what is believed of it
	verdict *pipeline.LayerVerdict // nil where the reader found no words
	lost    []pipeline.Box         // where words stand that are not believed, while others are
	quality float64
	score   float64 // characters read, each worth the layer's quality; 0 when not believed
	turn    int     // how the page is turned beyond what it declares
}

func (r layerReading) believed() bool { return r.score > 0 }

// judged makes a page of a text layer and says what to believe of it. hidden says
// that the words are written invisibly over a picture.
func judged(p pdftext.Page, hidden bool, reader pipeline.PageReader) layerReading {
	if len(p.Words) == 0 {
		return layerReading{}
	}
	j := layer.Page(p.Words, hidden)
	r := layerReading{
		verdict: &pipeline.LayerVerdict{True: j.True, Reason: j.Reason, Repaired: j.Repaired},
		quality: j.Quality, turn: p.Rotation - p.Declared,
	}
	if !j.Believed() {
		return r
	}
	for _, w := range j.Lost {
		r.lost = append(r.lost, boxOf(w.X0, w.Y0, w.X1, w.Y1, p.Width, p.Height))
	}
	p.Words = j.Words
	words := layerWords(p, j.Quality)
	r.page = textPage(p, words, j.Quality)
	r.page.Reader, r.page.Layer = reader, r.verdict
	r.score = j.Quality * float64(characters(words))
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

// seenScore is what a page read off its picture is worth, on the scale of hidden
// layers: they were read off it too.
func seenScore(p pipeline.Page) float64 {
	return layer.Judge(textsOf(p.Words), true).Quality * float64(characters(p.Words))
}

// Agreement of two readings that had nothing to do with one another.
const (
	agreeing     = 0.6
	agreeingFrom = 10 // words of at least three letters
)

// confirmed reports whether the picture says what a layer does: then it is true,
// however strange its language.
func confirmed(p pdftext.Page, seen pipeline.Page) bool {
	have := map[string]bool{}
	for _, w := range seen.Words {
		have[plain(w.Text)] = true
	}
	found, all := 0, 0
	for _, w := range p.Words {
		if t := plain(w.Text); len([]rune(t)) >= 3 {
			all++
			if have[t] {
				found++
			}
		}
	}
	return all >= agreeingFrom && float64(found) >= agreeing*float64(all)
}

// plain is a word without what Tesseract may read in another way.
func plain(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ReplaceAll(strings.ToLower(s), "ё", "е")
}

// joined is what layer and picture say together: the picture's page when the
// layer is but a stamp on it, else the layer with what only the picture shows.
func joined(own layerReading, seen pipeline.Page) pipeline.Page {
	switch {
	case len(seen.Words) > 4*len(own.page.Words):
		return seen
	case len(own.lost) > 0:
		return interleaved(own.page, seen.Words)
	}
	return merge(own.page, seen.Words)
}

// interleaved puts lines that only the picture shows among those of the layer,
// from top to bottom: a page half of whose fonts are broken keeps its order.
func interleaved(own pipeline.Page, seen []pipeline.Word) pipeline.Page {
	missing := pipeline.Page{}
	for _, w := range seen {
		if !covered(w.Box, own.Words) {
			missing.Words = append(missing.Words, w)
		}
	}
	rest := missing.Lines()
	var words []pipeline.Word
	line := 0
	put := func(l []pipeline.Word) {
		line++
		for _, w := range l {
			w.Line = line
			words = append(words, w)
		}
	}
	for _, l := range own.Lines() {
		for len(rest) > 0 && middle(rest[0]) < middle(l) {
			put(rest[0])
			rest = rest[1:]
		}
		put(l)
	}
	for _, l := range rest {
		put(l)
	}
	own.Words, own.Text = words, textOf(words)
	return own
}

// middle is the height at which a line stands.
func middle(l []pipeline.Word) float64 {
	sum := 0.0
	for _, w := range l {
		sum += w.Box[1] + w.Box[3]
	}
	return sum / float64(2*len(l))
}
