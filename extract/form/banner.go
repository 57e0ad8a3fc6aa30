package form

import (
	"math"
	"slices"
	"strings"
)

// banner is what certificates print large over their labels without a label of
// its own: the number, and under it the title.
type banner struct {
	Over   string `yaml:"over"` // the section whose first label it stands over
	Number string `yaml:"number"`
	Title  string `yaml:"title"`
}

// numberLine is a line of a certificate's number alone. OCR reads the sign of
// number as letters.
var numberLine = onUse(`^\W*(?:№|N|[NМHНM][eоoеcс°º2]?\s)?\W*\d{4}\s?\d{3}\s?\d{3}\W*$`)

// readBanner reads the number and the title off the lines that no label owns.
func (r *reader) readBanner(c *claims, sheets []*sheet) {
	b := r.form.Banner
	if b == nil {
		return
	}
	at := slices.IndexFunc(c.marks, func(m *mark) bool { return m.section == b.Over })
	if at < 0 {
		return
	}
	lines := c.unowned(c.marks[at], sheets)
	title, quality := lines, qualityWithoutNumber
	if n := slices.IndexFunc(lines, func(l []*word) bool { return numberLine.MatchString(newPassage(l).text) }); n >= 0 {
		if f, ok := typeCertificate.read(newPassage(lines[n])); ok {
			r.set(b.Number, f.reading(1))
		}
		title, quality = lines[n+1:], 1
	}
	if f, ok := typeText.read(newPassage(slices.Concat(title...))); ok {
		f.quality = math.Min(f.quality, quality)
		r.set(b.Title, f.reading(1))
	}
}

// qualityWithoutNumber is that of a title of which nothing tells where it begins.
const qualityWithoutNumber = 0.7

// unowned are the words over a label that neither are labels nor belong to any,
// line by line.
func (c *claims) unowned(under *mark, sheets []*sheet) [][]*word {
	var lines [][]*word
	row := 0
	for _, s := range sheets {
		for _, run := range s.runs {
			for _, w := range run.words {
				_, printed := c.printed[w]
				owner := c.owner[w]
				if w.page != under.page || run.row >= under.row || printed || w.filler() || owner != nil && owner.label.Field != "" {
					continue
				}
				if row != run.row {
					row = run.row
					lines = append(lines, nil)
				}
				lines[len(lines)-1] = append(lines[len(lines)-1], w)
			}
		}
	}
	return slices.DeleteFunc(lines, func(l []*word) bool { return strings.TrimSpace(newPassage(l).text) == "" })
}
