package pdftext

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// fieldValue shows what was filled into a form field that has no appearance:
// viewers draw it themselves (§12.7.3.3).
func (in *interpreter) fieldValue(a pdf.Value, rect box) {
	kind := fieldEntry(a, "FT").Name()
	value := cleanLines(fieldEntry(a, "V").Text())
	if kind != "Tx" && kind != "Ch" || value == "" {
		return
	}
	name, size := appearance(fieldEntry(a, "DA"), in.doc.form.Key("DA"))
	lines := strings.Split(value, "\n")
	if size <= 0 { // to be chosen by the viewer
		size = min(12, 0.7*rect.height()/float64(len(lines)))
	}
	f := in.doc.font(safely(func() pdf.Value { return in.doc.form.Key("DR").Key("Font").Key(name) }), "")
	if f == nil {
		f = plainFont()
	}
	in.state.font, in.state.size = f, size
	top := rect.y1 - 2
	if len(lines) == 1 {
		top = (rect.y0+rect.y1)/2 + 0.5*size
	}
	for i, l := range lines {
		in.text = matrix{1, 0, 0, 1, rect.x0 + 2, top - size*(0.8+1.15*float64(i))}
		p := in.pen()
		in.collector.open, in.collector.blank = false, true
		for _, r := range l {
			g := glyphOf(string(r), 0.5)
			in.put(&p, &g, g.width*size)
			p.move(g.width * size)
		}
	}
	in.collector.open = false
}

// fieldEntry looks an entry up in a field and in those above it.
func fieldEntry(a pdf.Value, key string) pdf.Value {
	for range 16 {
		if v := a.Key(key); !v.IsNull() {
			return v
		}
		if a = a.Key("Parent"); a.IsNull() {
			break
		}
	}
	return pdf.Value{}
}

// appearance reads font and size of "/Helv 12 Tf 0 g".
func appearance(own, general pdf.Value) (font string, size float64) {
	s := own.RawString()
	if s == "" {
		s = general.RawString()
	}
	l := lexer{in: []byte(s)}
	var args operands
	for t := l.next(); t.kind != tokEnd; t = l.next() {
		if t.kind != tokOperator {
			if len(args) < maxOperands {
				args = append(args, t)
			}
			continue
		}
		if string(t.text) == "Tf" && len(args) >= 2 {
			font, size = string(args[0].text), args.num(1)
		}
		args = args[:0]
	}
	return font, size
}

// plainFont stands in for a font that is missing; only its heights are used.
func plainFont() *font {
	st, _ := standardFont("Helvetica")
	return &font{simple: &simpleFont{encoding: "WinAnsiEncoding", standard: &st, perUnit: 0.001}, ascent: st.ascent, descent: st.descent, emScale: 1, flipX: 1, flipY: 1}
}

// cleanLines keeps the line breaks of a value as \n.
func cleanLines(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = cleanText(lines[i])
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
