package notice

import (
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// signature is who signs a paper: the position, and the name where a person does.
type signature struct {
	Position string
	Name     string
}

// signatureOf reads who signs from a notice. Its Signatory is the position with
// the person after a comma; a position that stands alone leaves the line for the
// hand, and on a certificate takes the name of the office's head.
func (p *Printer) signatureOf(n pipeline.NoticePaper) signature {
	whole, position := publish.Clean(n.Signatory), publish.Clean(n.Position)
	if position == "" {
		return signature{Position: bound(whole)}
	}
	s := signature{Position: bound(position)}
	if name, ok := strings.CutPrefix(whole, position+", "); ok {
		s.Name = signedName(name)
	} else if n.Layout == layoutCertificate || n.Layout == layoutDuplicate {
		s.Name = signedName(p.config.HeadName)
	}
	return s
}

// signedName puts the initials before the surname, as under a letter: «Орлов Д. И.»
// and «Орлов Дмитрий Ильич» sign as «Д. И. Орлов». What is no such name stays.
func signedName(name string) string {
	words := strings.Fields(publish.Clean(name))
	var initials []string
	switch {
	case len(words) == 3 && patronymic(words[2]):
		initials = []string{initial(words[1]), initial(words[2])}
	case len(words) > 1:
		for _, part := range strings.SplitAfter(strings.Join(words[1:], ""), ".") {
			if part == "" {
				continue
			}
			if len([]rune(part)) != 2 {
				return strings.Join(words, " ")
			}
			initials = append(initials, part)
		}
	default:
		return strings.Join(words, " ")
	}
	return strings.Join(append(initials, words[0]), "\u00a0")
}

func initial(word string) string { return string([]rune(word)[:1]) + "." }

func patronymic(word string) bool {
	for _, end := range []string{"вич", "вна", "ична", "инична", "ьич", "оглы", "кызы"} {
		if strings.HasSuffix(strings.ToLower(word), end) {
			return true
		}
	}
	return false
}

// signature writes who signs, kept on one page with some room for the hand: the
// position on the left, a line for the hand, the name on the right.
func (s *sheet) signature(who signature) {
	if who.Position == "" && who.Name == "" {
		return
	}
	s.body()
	s.need(s.roomFor(who))
	s.space(aboveMM)
	s.signatureAt(who)
	s.space(4)
}

// Widths of the parts of a signature in millimetres.
const (
	positionMM = 85.0 // of the position at most
	handMM     = 20.0 // of the line for the hand at least
	gapMM      = 4.0
	aboveMM    = 10.0 // room over a signature, for the hand
)

// roomFor is how many millimetres a signature takes, with a line to spare for a
// name that does not fit beside its position.
func (s *sheet) roomFor(who signature) float64 {
	lines := len(s.pdf.SplitText(s.coverage.fit(who.Position), min(positionMM, textWidth/2)))
	if len([]rune(who.Name)) > 20 {
		lines++
	}
	return aboveMM + float64(max(lines, 1))*s.line + 2
}

// signatureAt sets the position on the left, the name at the right margin, and the
// line for the hand between them. A name too long for that takes its own line.
func (s *sheet) signatureAt(who signature) {
	s.font("")
	left, _, rightMargin, _ := s.pdf.GetMargins()
	right := pageWidth - rightMargin
	s.pdf.MultiCell(min(positionMM, (right-left)/2), s.line, s.coverage.fit(who.Position), "", "L", false)
	base := s.pdf.GetY()
	name := s.coverage.fit(who.Name)
	hand, end := left+min(positionMM, (right-left)/2)+gapMM, right
	if name != "" {
		end = right - s.pdf.GetStringWidth(name) - gapMM
	}
	if end-hand < handMM {
		end = right
		base += s.line
	}
	s.pdf.Line(hand, base-1, end, base-1)
	if name == "" {
		s.pdf.SetXY(left, base)
		return
	}
	if end == right {
		s.pdf.SetXY(left, base+.5)
		s.pdf.MultiCell(right-left, s.line, name, "", "R", false)
		return
	}
	s.pdf.SetXY(end+gapMM-1, base-s.line)
	s.pdf.CellFormat(right-end-gapMM+1, s.line, name, "", 0, "R", false, 0, "")
	s.pdf.SetXY(left, base)
}
