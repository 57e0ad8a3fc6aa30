package form

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// What a payment order (form 0401060) states stands over its labels and in cells that
// have none; cheques and receipts have labels before their values, which their
// description reads.

// readOrder reads what labels of a payment order stand under: payer, recipient and
// purpose, the payer's numbers over his name, and the row of codes.
func (r *reader) readOrder(c *claims, sheets []*sheet) {
	if !slices.ContainsFunc(c.marks, func(m *mark) bool { return m.label.Section == "order" }) {
		return
	}
	for _, s := range sheets {
		payer := c.caption(s, "плательщик")
		if payer != nil {
			r.overCaption(c, s, payer, "payer")
			r.payerNumbers(c, payer)
		}
		if m := c.caption(s, "получатель"); m != nil {
			r.overCaption(c, s, m, "recipient")
		}
		if m := c.caption(s, "назначениеплатежа"); m != nil {
			r.overCaption(c, s, m, "purpose")
		}
		r.budgetCodes(s)
		r.chargeCode(c, s)
	}
}

// caption is the label of the given letters on a page, alone in its run.
func (c *claims) caption(s *sheet, folded string) *mark {
	for _, m := range c.marks {
		if m.page != s.number || m.folded() != folded {
			continue
		}
		if last := m.hit.words[len(m.hit.words)-1]; last.index == len(last.run.words)-1 {
			return m
		}
	}
	return nil
}

// folded are the letters of a label as printed, to be compared.
func (m *mark) folded() string {
	var b strings.Builder
	for _, w := range m.hit.words {
		b.WriteString(string(w.folded))
	}
	return b.String()
}

// overCaption reads the text in the cell over its caption: the lines that begin where
// the caption does, up to a label or a gap.
func (r *reader) overCaption(c *claims, s *sheet, m *mark, part string) {
	const gap, indent = 1.0, 3.0 // line heights
	var words []*word
	top := m.geo[1]
	for _, up := range slices.Backward(s.runs) {
		if up.geo[3] > top+s.em/2 || math.Abs(up.geo[0]-m.geo[0]) > indent*s.em {
			continue
		}
		if top-up.geo[3] > gap*s.em || slices.ContainsFunc(up.words, func(w *word) bool { return c.printed[w] != nil }) {
			break
		}
		words = append(slices.Clone(up.words), words...)
		top = up.geo[1]
	}
	if f, ok := readText(newPassage(words).trim()); ok {
		r.piece(pipeline.FieldFee, piece{part: part, value: f, quality: m.hit.quality()})
	}
}

// payerNumbers reads the ИНН and КПП that stand over the payer's name; those of the
// recipient stand further down.
func (r *reader) payerNumbers(c *claims, payer *mark) {
	for _, m := range c.marks {
		if m.page != payer.page || m.geo[3] > payer.geo[1] {
			continue
		}
		part, t := "payer_inn", typeINN
		switch m.folded() {
		case "инн":
		case "кпп":
			part, t = "payer_kpp", typeKPP
		default:
			continue
		}
		if f, ok := t.read(newPassage(m.owned)); ok {
			r.piece(pipeline.FieldFee, piece{part: part, value: f, quality: m.hit.quality()})
		}
	}
}

// budgetCodes reads the row of fields 104 and 105, which have no labels: 20 digits of
// budget classification and, next to them, those of a municipality.
func (r *reader) budgetCodes(s *sheet) {
	for i := range len(s.runs) - 1 {
		code, place := s.runs[i], s.runs[i+1]
		if code.row != place.row {
			continue
		}
		kbk, ok := typeKBK.read(newPassage(code.words))
		oktmo, also := typeOKTMO.read(newPassage(place.words))
		if !ok || !also || kbk.quality < qualityNoCheck {
			continue
		}
		r.piece(pipeline.FieldFee, piece{part: "kbk", value: kbk, quality: 1})
		r.piece(pipeline.FieldFee, piece{part: "oktmo", value: oktmo, quality: 1})
		return
	}
}

var uinAmidText = regexp.MustCompile(`(?i)уин\P{L}{0,3}?(\d{25}|\d{20})(?:\D|$)`)

// chargeCode reads field 22, «Код», on its right; else the УИН that banks had payers
// write into the purpose.
func (r *reader) chargeCode(c *claims, s *sheet) {
	for i, run := range s.runs {
		last := run.words[len(run.words)-1]
		if string(last.folded) != "код" && string(run.words[0].folded) != "код" {
			continue
		}
		words := slices.Clone(run.words)
		if i+1 < len(s.runs) && s.runs[i+1].row == run.row {
			words = append(words, s.runs[i+1].words...)
		}
		if f, ok := typeUIN.read(newPassage(words)); ok {
			r.piece(pipeline.FieldFee, piece{part: "uin", value: f, quality: 1})
			return
		}
	}
	for _, line := range linesOf([]*sheet{s}) {
		p := newPassage(line.words)
		if m := uinAmidText.FindStringSubmatchIndex(p.text); m != nil {
			if f, ok := typeUIN.read(p.cut(m[2], m[3])); ok {
				r.piece(pipeline.FieldFee, piece{part: "uin", value: f, quality: 1})
				return
			}
		}
	}
}
