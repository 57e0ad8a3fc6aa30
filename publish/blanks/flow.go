package blanks

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// word is a piece of a line that is not broken; glued to the one before it where
// no space stands between.
type word struct {
	run
	width float64
	glued bool
}

// words cuts runs into words with their widths; one wider than the line is cut.
func (s *sheet) words(runs []run, width float64) []word {
	var list []word
	spaced := false // a space stands behind the last run
	for n, r := range runs {
		s.use(r.face)
		if n > 0 && !spaced && r.face != letter && runs[n-1].face != letter {
			spaced = true // labels and values are set apart
		}
		fields := strings.Fields(r.text)
		for i, text := range fields {
			glued := i == 0 && n > 0 && !spaced && !strings.HasPrefix(r.text, " ")
			for _, piece := range s.pieces(text, width) {
				list = append(list, word{run{r.face, piece}, s.pdf.GetStringWidth(piece), glued})
				glued = false
			}
		}
		spaced = strings.HasSuffix(r.text, " ")
	}
	return list
}

// pieces are a text cut where it is wider than a line.
func (s *sheet) pieces(text string, width float64) []string {
	if s.pdf.GetStringWidth(text) <= width {
		return []string{text}
	}
	var list []string
	piece := ""
	for _, r := range text {
		if s.pdf.GetStringWidth(piece+string(r)) > width && piece != "" {
			list, piece = append(list, piece), ""
		}
		piece += string(r)
	}
	return append(list, piece)
}

// paragraph sets one paragraph and returns where the next one begins.
func (s *sheet) paragraph(p paragraph, x, y, width float64, dry bool) float64 {
	var line []word
	used := 0.0
	words := s.words(p.runs, width)
	for i := 0; i < len(words); {
		j := i + 1 // glued words go over to the next line together
		need := words[i].width
		for ; j < len(words) && words[j].glued; j++ {
			need += words[j].width
		}
		gap := 0.0
		if len(line) > 0 {
			gap = s.space(words[i].face)
		}
		if len(line) > 0 && used+gap+need > width {
			y = s.set(p, line, used, x, y, width, dry, false)
			line, used, gap = nil, 0, 0
		}
		line = append(line, words[i:j]...)
		used += gap + need
		i = j
	}
	return s.set(p, line, used, x, y, width, dry, true)
}

func (s *sheet) space(f face) float64 {
	s.use(f)
	return s.pdf.GetStringWidth(" ")
}

// set writes one line; words of one face go out together, so that the text of the
// file has true spaces. The last line of a paragraph may end in a rule.
func (s *sheet) set(p paragraph, line []word, used, x, y, width float64, dry, last bool) float64 {
	size := 0.0
	for _, w := range line {
		size = max(size, looks[w.face].size)
	}
	height := size * pointMM * leading
	if p.rule && last {
		height = max(height, ruleHeight*.85)
	}
	if dry {
		return y + height
	}
	at := x
	if p.centre {
		at += (width - used) / 2
	}
	baseline := y + height - size*pointMM*.3
	for i := 0; i < len(line); {
		text, wide := line[i].text, line[i].width
		if i > 0 && !line[i].glued {
			at += s.space(line[i].face)
		}
		j := i + 1
		for ; j < len(line) && line[j].face == line[i].face; j++ {
			if !line[j].glued {
				text += " "
				wide += s.space(line[j].face)
			}
			text += line[j].text
			wide += line[j].width
		}
		s.use(line[i].face)
		s.pdf.Text(at, baseline, text)
		at += wide
		i = j
	}
	if p.rule && last {
		s.line(at+1.5, baseline+.6, x+width, dry)
	}
	return y + height
}

// signature draws a line of four places: position, signature, name, date.
func (s *sheet) signature(sign Sign, x, y, width float64, dry bool) float64 {
	const high = 10.5
	if dry {
		return y + high + 3
	}
	at := x
	for _, part := range []struct {
		share         float64
		text, caption string
	}{
		{.26, sign.Position, "(должность)"}, {.2, "", "(подпись)"},
		{.37, sign.Name, "(фамилия, имя, отчество)"}, {.17, sign.Date, "(дата)"},
	} {
		wide := part.share*width - 3
		s.use(value)
		s.pdf.Text(at, y+high-4.6, part.text)
		s.line(at, y+high-3.6, at+wide, dry)
		s.use(note)
		s.pdf.Text(at+(wide-s.pdf.GetStringWidth(part.caption))/2, y+high, part.caption)
		at += part.share * width
	}
	return y + high + 3
}
