package form

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"vestnik/pipeline"
)

// word is a printed word, or a part of one where a label and its value touch
// ("ИНН:7701234567").
type word struct {
	text       string
	folded     []rune
	box        pipeline.Box // as given, for the reader of the field
	geo        pipeline.Box // in points, for the layout; made up where none was given
	page       int
	confidence float64
	run        *run
	index      int    // in run.words
	print      *print // of its page
}

// run is a stretch of words on one line without a wide gap: a cell of a ruled
// form, a column's share of a line.
type run struct {
	words []*word
	geo   pipeline.Box
	row   int
	next  *run // the run under it, where a label or value would go on
}

// sheet is one page laid out.
type sheet struct {
	number int
	runs   []*run // row by row from the top, each row from the left
	em     float64
	height float64
	folded string // see text
	ink    []ink
}

// Points per page where the page does not say: A4.
const (
	defaultWidth  = 595
	defaultHeight = 842
	cellGap       = 1.6 // a gap of so many line heights parts two cells
	columnShare   = 0.2 // of the narrower run that must overlap to stand in one column
)

// layOut finds runs and rows on a page.
func layOut(p pipeline.Page) *sheet {
	s := &sheet{number: p.Number, height: defaultHeight}
	width := float64(defaultWidth)
	if sane(p.Width) && sane(p.Height) {
		width, s.height = p.Width, p.Height
	}
	s.ink = inkOf(p, width, s.height)
	var lines [][]*word
	print := printOf(p)
	for i, line := range p.Lines() {
		var words []*word
		if p.Source == pipeline.FromOCR {
			line = scrubbed(line)
		}
		for _, w := range joinBoxes(line) {
			words = append(words, split(w, p.Number)...)
		}
		for _, w := range words {
			w.print = print
		}
		place(words, i, width, s.height)
		lines = append(lines, words)
	}
	s.em = medianHeight(lines)
	if p.Source == pipeline.FromOCR {
		level(lines, width, s.height)
	}
	for _, line := range lines {
		if p.Source == pipeline.FromOCR {
			line = slices.DeleteFunc(line, func(w *word) bool { return w.dirt(s.em) })
		}
		s.runs = append(s.runs, cutRuns(line, cellGap*s.em)...)
	}
	s.order()
	s.link()
	return s
}

// joinBoxes makes one word of a box whose brackets and tick were read apart.
func joinBoxes(line []pipeline.Word) []pipeline.Word {
	var joined []pipeline.Word
	for i := 0; i < len(line); i++ {
		w := line[i]
		for n := 2; n >= 1 && strings.HasPrefix(w.Text, "[") && len(w.Text) == 1; n-- {
			if i+n >= len(line) || !strings.HasSuffix(line[i+n].Text, "]") {
				continue
			}
			whole := w.Text
			for _, part := range line[i+1 : i+n+1] {
				whole += part.Text
			}
			if isBox(whole) {
				w.Text = whole
				w.Box = unionGiven(w.Box, line[i+n].Box)
				i += n
			}
		}
		joined = append(joined, w)
	}
	return joined
}

func sane(v float64) bool { return v > 1 && v < 1e6 }

// place turns boxes into points. A line without boxes (DOCX flow) is given a
// place of its own under the line before it.
func place(words []*word, line int, width, height float64) {
	const pitch, advance = 14.0, 6.0
	x := 60.0
	for _, w := range words {
		b := w.box
		w.geo = pipeline.Box{b[0] * width, b[1] * height, b[2] * width, b[3] * height}
		if !(b[2] > b[0] && b[3] > b[1]) || math.IsInf(b[2], 0) || math.IsInf(b[3], 0) {
			y := float64(line+1) * pitch
			w.geo = pipeline.Box{x, y, x + advance*float64(len([]rune(w.text))), y + 11}
			w.box = pipeline.Box{}
		}
		x = w.geo[2] + advance/2
	}
}

// split parts a printed word where a label touches its value, and folds each part.
func split(w pipeline.Word, page int) []*word {
	texts := []string{w.Text}
	if at := labelEnd(w.Text); at > 0 {
		texts = []string{w.Text[:at], w.Text[at:]}
	}
	box := clip(w.Box)
	confidence := fraction(w.Confidence)
	total := float64(len([]rune(w.Text)))
	var parts []*word
	x := box[0]
	for _, t := range texts {
		end := x + (box[2]-box[0])*float64(len([]rune(t)))/math.Max(1, total)
		part := &word{text: t, folded: []rune(fold(t)), page: page, confidence: confidence,
			box: pipeline.Box{x, box[1], math.Min(end, box[2]), box[3]}}
		parts = append(parts, part)
		x = end
	}
	parts[len(parts)-1].box[2] = box[2]
	return parts
}

// fraction brings a confidence into 0 to 1; what is no number is none.
func fraction(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Min(1, math.Max(0, v))
}

// labelEnd is the byte offset behind a colon, a number sign or a ticked box that
// ends a label inside a word, or 0.
func labelEnd(s string) int {
	for i, r := range s {
		end := i + len(string(r))
		if end >= len(s) {
			return 0
		}
		before, after := s[:i], s[end:]
		switch {
		case r == ':' && hasLetter(before) && !strings.HasPrefix(after, "//") && !strings.HasPrefix(after, `\`),
			r == '№' && !strings.HasPrefix(after, "№"),
			(r == ']' || strings.ContainsRune(boxSigns, r)) && hasLetter(after):
			return end
		}
	}
	return 0
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// clip brings a box into the page and drops what is not a number.
func clip(b pipeline.Box) pipeline.Box {
	for i, v := range b {
		if math.IsNaN(v) {
			return pipeline.Box{}
		}
		b[i] = math.Min(1, math.Max(0, v))
	}
	if b[2] < b[0] || b[3] < b[1] {
		return pipeline.Box{}
	}
	return b
}

func medianHeight(lines [][]*word) float64 {
	var heights []float64
	for _, line := range lines {
		for _, w := range line {
			if len(w.folded) > 0 {
				heights = append(heights, w.geo[3]-w.geo[1])
			}
		}
	}
	if len(heights) == 0 {
		return 11
	}
	slices.Sort(heights)
	return math.Max(heights[len(heights)/2], 4)
}

// dirt reports whether what OCR took for a word is none: a speck far lower than
// any letter, or a few strokes of a pen or stamp, much higher than the type and read
// with little confidence.
func (w *word) dirt(em float64) bool {
	const speck, capital, scrawl, doubt, short = 0.3, 0.4, 1.8, 0.65, 7
	if len(w.folded) == 0 {
		return false
	}
	high := w.geo[3] - w.geo[1]
	if r := []rune(w.text); unicode.IsUpper(r[0]) || unicode.IsDigit(r[0]) {
		high *= speck / capital
	}
	return high < speck*em || w.geo[3]-w.geo[1] > scrawl*em && w.confidence < doubt && len(w.folded) < short
}

// cutRuns parts a line at its wide gaps and at vertical rules.
func cutRuns(line []*word, gap float64) []*run {
	var runs []*run
	barred := false
	for i, w := range line {
		if strings.Trim(w.text, "|¦") == "" {
			barred = true // OCR's reading of a ruled line between cells
			continue
		}
		if len(runs) == 0 || barred || w.geo[0]-line[i-1].geo[2] > gap || w.geo[0] < line[i-1].geo[0]-gap {
			runs = append(runs, &run{geo: w.geo})
			barred = false
		}
		r := runs[len(runs)-1]
		w.run, w.index = r, len(r.words)
		r.words = append(r.words, w)
		r.geo = union(r.geo, w.geo)
	}
	return runs
}

func union(a, b pipeline.Box) pipeline.Box {
	return pipeline.Box{math.Min(a[0], b[0]), math.Min(a[1], b[1]), math.Max(a[2], b[2]), math.Max(a[3], b[3])}
}

func middle(b pipeline.Box) float64 { return (b[1] + b[3]) / 2 }

// order numbers the rows from the top and sorts the runs of each from the left.
func (s *sheet) order() {
	slices.SortStableFunc(s.runs, func(a, b *run) int { return cmp.Compare(middle(a.geo), middle(b.geo)) })
	row, reference := 0, math.Inf(-1)
	for _, r := range s.runs {
		if middle(r.geo)-reference > s.em/2 {
			row++
			reference = middle(r.geo)
		}
		r.row = row
	}
	slices.SortStableFunc(s.runs, func(a, b *run) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.geo[0], b.geo[0]))
	})
}

// link finds for each run the run right under it in its column.
func (s *sheet) link() {
	const reach = 1.7 // line heights from one middle to the next
	for i, r := range s.runs {
		for _, below := range s.runs[i+1:] {
			if middle(below.geo)-middle(r.geo) > reach*s.em+(r.geo[3]-r.geo[1]) {
				break
			}
			if below.row > r.row && overlap(r, below) > columnShare {
				r.next = below
				break
			}
		}
	}
}

// overlap is the share of the narrower run that the two have in common across.
func overlap(a, b *run) float64 {
	common := math.Min(a.geo[2], b.geo[2]) - math.Max(a.geo[0], b.geo[0])
	narrow := math.Min(a.geo[2]-a.geo[0], b.geo[2]-b.geo[0])
	return common / math.Max(narrow, 1)
}

// after is the word that follows in the column: in the run, else in the run below.
func (w *word) after() *word {
	if w.index+1 < len(w.run.words) {
		return w.run.words[w.index+1]
	}
	if w.run.next != nil {
		return w.run.next.words[0]
	}
	return nil
}

// filler reports whether the word is only rules, dots or brackets of an empty box.
func (w *word) filler() bool { return len(w.folded) == 0 && !isTick(w.text) }
