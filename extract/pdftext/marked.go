package pdftext

import (
	"bytes"
	"strings"

	"github.com/ledongthuc/pdf"
)

// mark is one marked-content sequence that is open (§14.6).
type mark struct {
	off      bool // a layer that is not shown
	replaces bool // states its text
}

// actualText is a span whose text is given apart from its glyphs (§14.9.4): it
// stands where they do.
type actualText struct {
	text  string
	shown bool
	from  glyphAt // its first glyph
	to    glyphAt // its last
}

const maxMarks = 1 << 12

func (in *interpreter) beginMarked(op string, args operands, resources pdf.Value) {
	if len(in.marks) >= maxMarks {
		return
	}
	var m mark
	if op == "BDC" && len(args) >= 2 {
		property := args[1]
		if string(args.name()) == "OC" && property.kind == tokName {
			m.off = in.doc.layers.hides(properties(resources), string(property.text))
		} else if in.replaced == nil {
			var text string
			if text, m.replaces = actualTextOf(property, resources); m.replaces {
				in.replaced = &actualText{text: text}
			}
		}
	}
	if m.off {
		in.off++
	}
	in.marks = append(in.marks, m)
}

func (in *interpreter) endMarked() {
	if len(in.marks) > 0 {
		in.endAll(len(in.marks) - 1)
	}
}

// endAll closes sequences down to a depth; a stream that leaves some open does
// not mark what comes after it.
func (in *interpreter) endAll(depth int) {
	for len(in.marks) > depth {
		m := in.marks[len(in.marks)-1]
		in.marks = in.marks[:len(in.marks)-1]
		if m.off {
			in.off--
		}
		if m.replaces {
			in.showReplaced()
		}
	}
}

func properties(resources pdf.Value) pdf.Value {
	return safely(func() pdf.Value { return resources.Key("Properties") })
}

// actualTextOf finds ActualText in a property list, given in place or by name.
func actualTextOf(t token, resources pdf.Value) (string, bool) {
	if t.kind == tokName {
		v := safely(func() pdf.Value { return properties(resources).Key(string(t.text)).Key("ActualText") })
		return strings.ToValidUTF8(v.Text(), unknown), v.Kind() == pdf.String
	}
	for i := 0; i+1 < len(t.list); i += 2 {
		if string(t.list[i].text) == "ActualText" {
			raw := t.list[i+1].text
			if b, ok := bytes.CutPrefix(raw, []byte{0xFE, 0xFF}); ok {
				return textOf(units(b)), true
			}
			return strings.ToValidUTF8(string(raw), unknown), true
		}
	}
	return "", false
}
