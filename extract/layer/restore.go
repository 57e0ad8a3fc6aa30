package layer

import (
	"slices"

	"vestnik/extract/pdftext"
)

// restored puts words right whose letters are true but stand wrongly or in
// another code: it tries what producers are known to do, and keeps the one that
// makes them Russian. ok is false when nothing does.
func restored(words []pdftext.Word) (out []pdftext.Word, ok bool) {
	before := textsOf(words)
	if texts, ok := recoded(before); ok {
		return withTexts(words, texts), true
	}
	for _, repair := range []func([]pdftext.Word) []pdftext.Word{undoubled, forwards, closedUp} {
		out := repair(words)
		texts := textsOf(out)
		if good := russianness(texts); good >= minRepaired && Judge(texts, false).True &&
			(good-russianness(before) >= minGain || len(out) < len(words)) {
			return out, true
		}
	}
	return nil, false
}

// undoubled takes every second letter away where letters come in twos: text
// painted twice, whose second painting the producer put beside the first.
func undoubled(words []pdftext.Word) []pdftext.Word {
	return mapped(words, func(w []rune) []rune {
		half := make([]rune, 0, len(w)/2)
		for i := 0; i+1 < len(w); i += 2 {
			if w[i] != w[i+1] {
				return w
			}
			half = append(half, w[i])
		}
		if len(w)%2 != 0 {
			return w
		}
		return half
	})
}

// forwards turns words round that were written from their end, as programs do
// that set text for a script running to the left.
func forwards(words []pdftext.Word) []pdftext.Word {
	return mapped(words, func(w []rune) []rune {
		w = slices.Clone(w)
		slices.Reverse(w)
		return w
	})
}

func mapped(words []pdftext.Word, change func([]rune) []rune) []pdftext.Word {
	out := slices.Clone(words)
	for i := range out {
		out[i].Text = string(change([]rune(out[i].Text)))
	}
	return out
}

// Letters set apart: so many single ones in a row, and gaps so much wider than
// the usual one part words.
const (
	lettersInARow = 4
	widerGap      = 1.6
)

// closedUp joins letters that were set apart into words, line by line. Where all
// gaps are alike nothing tells words apart, and what comes out is too long to be
// believed.
func closedUp(words []pdftext.Word) []pdftext.Word {
	return closedWhere(words, func([]pdftext.Word) bool { return true })
}

// closedHeadings does so only where the letters make Russian words: a page that is
// true may have a heading set apart, or a name in the squares of a form.
func closedHeadings(words []pdftext.Word) []pdftext.Word {
	return closedWhere(words, func(made []pdftext.Word) bool {
		c := count(textsOf(made))
		return c.russian.all >= lettersInARow && c.russian.share() >= minRepaired && c.runTogether == 0 && c.tokenLength() >= minTokenLength
	})
}

func closedWhere(words []pdftext.Word, good func([]pdftext.Word) bool) []pdftext.Word {
	var out []pdftext.Word
	for i := 0; i < len(words); {
		if n := singles(words[i:]); n >= lettersInARow {
			if made := joined(words[i : i+n]); good(made) {
				out = append(out, made...)
				i += n
				continue
			}
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// singles is how many words from the first on are one letter each and stand on
// one line. A sign may follow its letter.
func singles(words []pdftext.Word) int {
	for i, w := range words {
		letters := 0
		for _, r := range w.Text {
			if isLetter(r) {
				letters++
			}
		}
		if letters > 1 || len([]rune(w.Text)) > 2 || w.Line != words[0].Line || i > 0 && w.X0 < words[i-1].X0 {
			return i
		}
	}
	return len(words)
}

// joined makes words of letters, parting them at the gaps that stand out.
func joined(letters []pdftext.Word) []pdftext.Word {
	gaps := make([]float64, len(letters)-1)
	for i := range gaps {
		gaps[i] = letters[i+1].X0 - letters[i].X1
	}
	usual := slices.Sorted(slices.Values(gaps))[len(gaps)/2]
	out := slices.Clone(letters[:1])
	for i, l := range letters[1:] {
		if last := &out[len(out)-1]; gaps[i] <= max(usual*widerGap, usual+0.5) {
			last.Text += l.Text
			last.X1, last.Y0, last.Y1 = max(last.X1, l.X1), min(last.Y0, l.Y0), max(last.Y1, l.Y1)
		} else {
			out = append(out, l)
		}
	}
	return out
}

func textsOf(words []pdftext.Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Text
	}
	return out
}

func withTexts(words []pdftext.Word, texts []string) []pdftext.Word {
	out := slices.Clone(words)
	for i := range out {
		out[i].Text = texts[i]
	}
	return out
}
