package blanks

import (
	"strings"
)

// face is how a stretch of text is set.
type face int

const (
	title  face = iota // the form's heading
	strong             // a label that heads a box
	plain              // other labels
	note               // what explains a label
	value              // what the applicant wrote
	letter             // running text
)

type run struct {
	face face
	text string
}

// paragraph is a part of a box. Both the PDF and the DOCX are made of these.
type paragraph struct {
	runs   []run
	centre bool
	rule   bool // a line to write on runs from the text to the edge
	sign   *Sign
}

// write is a blank line to write on.
var write = paragraph{rule: true}

// contents are the paragraphs of a box, filled in or not.
func (b Box) contents(f Form, filled bool) []paragraph {
	var list []paragraph
	add := func(p paragraph) {
		if p.rule || p.sign != nil || len(p.runs) > 0 {
			list = append(list, p)
		}
	}
	switch {
	case b.Office:
		return []paragraph{{runs: []run{{note, b.Label}}, centre: true}, write, {runs: []run{{note, b.Note}}, centre: true}}
	case b.Head:
		add(paragraph{runs: joined(run{plain, b.Label}, run{plain, b.Note})})
		for i, line := range f.Head {
			add(paragraph{runs: []run{{[]face{title, plain}[min(i, 1)], line}}, centre: true})
		}
	case b.Label != "":
		add(paragraph{runs: joined(run{strong, b.Label}, run{note, b.Note})})
	}
	if b.Text != "" {
		return append(list, b.running(filled)...)
	}
	list = append(list, b.answer(filled)...)
	for _, fill := range b.Fills {
		p := paragraph{runs: []run{{plain, fill.Label}}, rule: true}
		if filled && fill.Sample != "" {
			p = paragraph{runs: joined(run{plain, fill.Label}, run{value, fill.Sample})}
		}
		add(p)
	}
	for _, tick := range b.Ticks {
		mark, text := "[  ] ", tick.Text
		if filled && tick.Set {
			mark = "[X] "
		}
		if !filled && tick.Blank != "" {
			text = tick.Blank
		}
		add(paragraph{runs: []run{{plain, mark + text}}})
	}
	if b.Sign != nil {
		sign := &Sign{}
		if filled {
			sign = b.Sign
		}
		add(paragraph{sign: sign})
	}
	return list
}

// answer is what is written under the label: the sample, or lines to write on.
func (b Box) answer(filled bool) []paragraph {
	var list []paragraph
	if filled && b.Sample != "" {
		for _, line := range strings.Split(strings.TrimSpace(b.Sample), "\n") {
			list = append(list, paragraph{runs: []run{{value, line}}})
		}
		return list
	}
	for range b.Lines {
		list = append(list, write)
	}
	return list
}

// running is running text with its gaps.
func (b Box) running(filled bool) []paragraph {
	var list []paragraph
	for _, line := range strings.Split(strings.TrimSpace(b.Text), "\n") {
		p := paragraph{}
		for rest := line; rest != ""; {
			at, n := b.nextGap(rest)
			if n < 0 {
				p.runs = append(p.runs, run{letter, rest})
				break
			}
			p.runs = append(p.runs, run{letter, rest[:at]})
			if filled {
				p.runs = append(p.runs, run{value, b.Fills[n].Sample})
			} else {
				p.runs = append(p.runs, run{letter, strings.Repeat("_", min(60, max(12, len([]rune(b.Fills[n].Sample)))))})
			}
			rest = rest[at+len(gap(n)):]
		}
		p.runs = joined(p.runs...)
		list = append(list, p)
	}
	return list
}

// nextGap finds the first gap of a text and which it is; -1 for none.
func (b Box) nextGap(text string) (at, which int) {
	at, which = len(text), -1
	for n := range b.Fills {
		if i := strings.Index(text, gap(n)); i >= 0 && i < at {
			at, which = i, n
		}
	}
	return at, which
}

// joined leaves out empty runs.
func joined(runs ...run) []run {
	var kept []run
	for _, r := range runs {
		if r.text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}
