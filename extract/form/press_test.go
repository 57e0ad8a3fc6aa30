package form_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"vestnik/pipeline"
)

// press sets type on A4 pages, in points: a small stand-in for the printers,
// scanners and word processors that made the real papers.
type press struct {
	pages []pipeline.Page
	line  int
	size  float64 // height of the type
}

const (
	paperWidth, paperHeight = 595.0, 842.0
	advance                 = 0.5 // of the height, for each letter
)

func newPress(size float64) *press {
	p := &press{size: size}
	p.page()
	return p
}

// page begins a new page.
func (p *press) page() {
	p.line = 0
	p.pages = append(p.pages, pipeline.Page{Number: len(p.pages) + 1, Width: paperWidth, Height: paperHeight,
		Source: pipeline.FromTextLayer, Language: "ru", Confidence: 1})
}

// set prints one line of text at x, y.
func (p *press) set(x, y float64, text string) {
	p.line++
	page := &p.pages[len(p.pages)-1]
	for _, w := range strings.Fields(text) {
		width := float64(len([]rune(w))) * p.size * advance
		page.Words = append(page.Words, pipeline.Word{Text: w, Confidence: 1, Line: p.line, Box: pipeline.Box{
			x / paperWidth, y / paperHeight, (x + width) / paperWidth, (y + p.size) / paperHeight}})
		x += width + p.size*advance*0.6
	}
}

// fill prints text from x, y on, broken at the width, and returns the y below it.
func (p *press) fill(x, y, width float64, text string) float64 {
	line := ""
	for _, w := range strings.Fields(text) {
		if line != "" && float64(len([]rune(line+" "+w)))*p.size*advance > width {
			p.set(x, y, line)
			y += p.size * 1.3
			line = ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	if line != "" {
		p.set(x, y, line)
		y += p.size * 1.3
	}
	return y
}

// flow prints lines without any place, as a word processor's file gives them.
func flow(text string) []pipeline.Page {
	page := pipeline.Page{Number: 1, Source: pipeline.FromTextLayer, Language: "ru", Confidence: 1}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for _, w := range strings.Fields(line) {
			page.Words = append(page.Words, pipeline.Word{Text: w, Confidence: 1, Line: i + 1})
		}
	}
	return []pipeline.Page{page}
}

// twins are the letters that OCR takes for one another.
var twins = map[rune]string{
	'о': "0o", 'а': "a", 'е': "eс", 'с': "ce", 'р': "p", 'н': "п", 'и': "нй", 'п': "н", 'ш': "щ", 'л': "п", 'т': "г",
	'О': "0", 'В': "8B", 'З': "3", '3': "8З", '1': "l7", '0': "6О", '5': "6", '8': "3", '7': "1", 'й': "и", 'ё': "е",
}

// scanned returns the pages as a scan of the given dirtiness would read: letters
// taken for others, words parted and joined, each with a confidence that mostly
// but not always tells.
func scanned(pages []pipeline.Page, dirt float64, seed uint64) []pipeline.Page {
	rng := rand.New(rand.NewPCG(seed, 20160405))
	dirty := make([]pipeline.Page, len(pages))
	for i, p := range pages {
		p.Source, p.Confidence = pipeline.FromOCR, 0.9
		words := p.Words
		p.Words = nil
		for _, w := range words {
			w.Text, w.Confidence = misread(w.Text, dirt, rng)
			for c := range w.Box {
				if w.Box == (pipeline.Box{}) {
					break
				}
				w.Box[c] += (rng.Float64() - 0.5) * 0.0006
			}
			if r := []rune(w.Text); len(r) > 5 && rng.Float64() < dirt {
				cut := 1 + rng.IntN(len(r)-1)
				left, right := w, w
				left.Text, right.Text = string(r[:cut]), string(r[cut:])
				at := w.Box[0] + (w.Box[2]-w.Box[0])*float64(cut)/float64(len(r))
				left.Box[2], right.Box[0] = at, at
				left.Confidence, right.Confidence = 0.5, 0.6
				p.Words = append(p.Words, left, right)
				continue
			}
			p.Words = append(p.Words, w)
		}
		dirty[i] = p
	}
	return dirty
}

// misread spoils letters of a word and says how sure the reader would be of it:
// of a spoilt word nine times in ten not sure.
func misread(text string, dirt float64, rng *rand.Rand) (string, float64) {
	out := []rune(text)
	spoilt := false
	for i, r := range out {
		if other, ok := twins[r]; ok && rng.Float64() < dirt {
			choice := []rune(other)
			out[i] = choice[rng.IntN(len(choice))]
			spoilt = true
		}
	}
	if spoilt && rng.Float64() < 0.9 {
		return string(out), 0.3 + 0.5*rng.Float64()
	}
	return string(out), 0.93 + 0.06*rng.Float64()
}

// withCheck appends the check digits to the leading digits of an ИНН of an
// organisation or a person, or of an ОГРН or ОГРНИП.
func withCheck(kind, digits string) string {
	sum := func(s string, weights ...int) int {
		total := 0
		for i, w := range weights {
			total += w * int(s[i]-'0')
		}
		return total % 11 % 10
	}
	switch kind {
	case "inn":
		if len(digits) == 9 {
			return digits + fmt.Sprint(sum(digits, 2, 4, 10, 3, 5, 9, 4, 6, 8))
		}
		digits += fmt.Sprint(sum(digits, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
		return digits + fmt.Sprint(sum(digits, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8))
	case "snils":
		total := 0
		for i, r := range digits {
			total += (9 - i) * int(r-'0')
		}
		return fmt.Sprintf("%s-%s-%s %02d", digits[:3], digits[3:6], digits[6:], total%101%100)
	}
	n := 0
	for _, r := range digits {
		n = n*10 + int(r-'0')
	}
	return digits + fmt.Sprint(n%(len(digits)-1)%10)
}
