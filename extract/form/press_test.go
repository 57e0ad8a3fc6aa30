package form_test

import (
	"fmt"
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
