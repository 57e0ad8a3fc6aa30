package main

import (
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"

	"vestnik/extract/measure/score"
	"vestnik/pipeline"
)

// boxed is a word of pdftotext -bbox, in points from the top left of its page.
type boxed struct {
	text string
	box  [4]float64
}

// wordsOfBBox reads what pdftotext -bbox wrote, by page.
func wordsOfBBox(out string) [][]boxed {
	const number = `="(-?[\d.]+)"`
	word := regexp.MustCompile(`<word xMin` + number + ` yMin` + number + ` xMax` + number + ` yMax` + number + `>(.*)</word>`)
	var pages [][]boxed
	for line := range strings.Lines(out) {
		if strings.Contains(line, "<page ") {
			pages = append(pages, nil)
		}
		m := word.FindStringSubmatch(line)
		if m == nil || len(pages) == 0 {
			continue
		}
		w := boxed{text: score.Fold(html.UnescapeString(m[5]))}
		for i := range w.box {
			w.box[i], _ = strconv.ParseFloat(m[i+1], 64) // the pattern admits numbers alone
		}
		if w.text != "" {
			pages[len(pages)-1] = append(pages[len(pages)-1], w)
		}
	}
	return pages
}

// matched counts the peer's words that we have too.
type matched struct {
	words   int
	texts   int // with the same letters, within 10 pt
	inPlace int // and every edge within 1 pt
}

func (m matched) share() float64       { return float64(m.inPlace) / float64(max(1, m.words)) }
func (m matched) shareOfText() float64 { return float64(m.texts) / float64(max(1, m.words)) }

// matchBoxes looks for each word of the peer among ours.
func matchBoxes(ours []pipeline.Page, theirs [][]boxed) matched {
	var m matched
	for i, words := range theirs {
		m.words += len(words)
		if i >= len(ours) {
			continue
		}
		byText := map[string][]pipeline.Word{}
		for _, w := range ours[i].Words {
			text := score.Fold(w.Text)
			byText[text] = append(byText[text], w)
		}
		for _, w := range words {
			nearest := math.Inf(1)
			for _, own := range byText[w.text] {
				nearest = min(nearest, apart(own.Box, ours[i], w.box))
			}
			if nearest <= 10 {
				m.texts++
			}
			if nearest <= 1 {
				m.inPlace++
			}
		}
	}
	return m
}

// apart is the largest distance between like edges, in points.
func apart(own pipeline.Box, page pipeline.Page, box [4]float64) float64 {
	size := [4]float64{page.Width, page.Height, page.Width, page.Height}
	far := 0.0
	for i := range own {
		far = max(far, math.Abs(own[i]*size[i]-box[i]))
	}
	return far
}
