package pdftext

import (
	"bytes"
	"errors"
	"io"

	"github.com/ledongthuc/pdf"
)

// Bounds of one page, far above what honest pages need.
const (
	maxOperators  = 5_000_000
	maxGlyphs     = 300_000
	maxFormDepth  = 12
	maxStateDepth = 512
)

var errPageTooLarge = errors.New("page exceeds the bounds of the interpreter")

// textState is the part of the graphics state that showing text needs (§9.3).
type textState struct {
	ctm       matrix
	font      *font
	size      float64
	charSpace float64
	wordSpace float64
	scale     float64 // horizontal, 1 is normal
	leading   float64
	rise      float64
	hidden    bool // rendering mode 3: neither filled nor stroked
}

// interpreter runs content streams and collects glyphs.
type interpreter struct {
	fonts  func(pdf.Value) *font
	glyphs []glyph
	images []box // where images stand on the page

	state     textState
	stack     []textState
	text, row matrix // text matrix and text line matrix
	operators int
	paths     int // painted paths: a page may be drawn rather than written
	faults    int // strings and forms that could not be shown
	replaced  *actualText
}

// actualText is a marked span whose text is given apart from its glyphs (§14.9.4).
type actualText struct {
	text  string
	depth int // of marked content within it
	shown bool
}

// scope is what names in one content stream refer to. Fonts are kept by name:
// the parser reads an object anew each time it is asked for it.
type scope struct {
	resources pdf.Value
	fonts     map[string]*font
}

func (in *interpreter) fontNamed(sc *scope, name string) *font {
	f, ok := sc.fonts[name]
	if !ok {
		f = in.fonts(sc.resources.Key("Font").Key(name))
		sc.fonts[name] = f
	}
	return f
}

// run interprets a page's content, then what its annotations look like.
func (in *interpreter) run(content []byte, resources pdf.Value, page matrix) error {
	in.state = textState{ctm: page, scale: 1}
	return in.stream(content, resources, 0)
}

// stream interprets one content stream with its resources.
func (in *interpreter) stream(content []byte, resources pdf.Value, depth int) error {
	sc := &scope{resources: resources, fonts: map[string]*font{}}
	l := lexer{in: content}
	var operands []token
	for {
		t := l.next()
		switch t.kind {
		case tokEnd:
			return nil
		case tokOperator:
			if in.operators++; in.operators > maxOperators || len(in.glyphs) > maxGlyphs {
				return errPageTooLarge
			}
			if string(t.text) == "ID" {
				l.skipInlineImage()
				in.addImage()
			} else if err := in.operator(string(t.text), operands, sc, depth); err != nil {
				return err
			}
			operands = operands[:0]
		default:
			if len(operands) < 64 {
				operands = append(operands, t)
			}
		}
	}
}

// operator performs one operator; those that neither show text nor move it are
// ignored (annex A lists all).
func (in *interpreter) operator(op string, args []token, sc *scope, depth int) error {
	n := func(i int) float64 {
		if i < len(args) {
			return args[i].num
		}
		return 0
	}
	s := &in.state
	switch op {
	case "q":
		if len(in.stack) < maxStateDepth {
			in.stack = append(in.stack, *s)
		}
	case "Q":
		if k := len(in.stack); k > 0 {
			*s, in.stack = in.stack[k-1], in.stack[:k-1]
		}
	case "cm":
		s.ctm = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}.then(s.ctm)
	case "BT":
		in.text, in.row = identity(), identity()
	case "Tf":
		if len(args) >= 2 {
			s.font, s.size = in.fontNamed(sc, string(args[0].text)), n(1)
		}
	case "gs":
		in.graphicsState(args, sc.resources)
	case "Tc":
		s.charSpace = n(0)
	case "Tw":
		s.wordSpace = n(0)
	case "Tz":
		s.scale = n(0) / 100
	case "TL":
		s.leading = n(0)
	case "Ts":
		s.rise = n(0)
	case "Tr":
		s.hidden = n(0) == 3 || n(0) == 7
	case "Td":
		in.moveLine(n(0), n(1))
	case "TD":
		s.leading = -n(1)
		in.moveLine(n(0), n(1))
	case "Tm":
		in.row = matrix{n(0), n(1), n(2), n(3), n(4), n(5)}
		in.text = in.row
	case "T*":
		in.moveLine(0, -s.leading)
	case "Tj", "TJ":
		in.showAll(args)
	case "'":
		in.moveLine(0, -s.leading)
		in.showAll(args)
	case `"`:
		s.wordSpace, s.charSpace = n(0), n(1)
		in.moveLine(0, -s.leading)
		in.showAll(args[min(2, len(args)):])
	case "f", "F", "f*", "B", "B*", "b", "b*", "S", "s":
		in.paths++
	case "BDC", "BMC":
		in.beginMarked(op, args, sc.resources)
	case "EMC":
		in.endMarked()
	case "Do":
		if len(args) > 0 {
			return in.xobject(sc.resources.Key("XObject").Key(string(args[0].text)), sc.resources, depth)
		}
	}
	return nil
}

func (in *interpreter) graphicsState(args []token, resources pdf.Value) {
	if len(args) == 0 {
		return
	}
	if f := resources.Key("ExtGState").Key(string(args[0].text)).Key("Font"); f.Len() == 2 {
		in.state.font, in.state.size = in.fonts(f.Index(0)), f.Index(1).Float64()
	}
}

func (in *interpreter) moveLine(x, y float64) {
	in.row = matrix{1, 0, 0, 1, x, y}.then(in.row)
	in.text = in.row
}

// xobject draws a form or notes where an image stands (§8.8).
func (in *interpreter) xobject(x pdf.Value, parent pdf.Value, depth int) error {
	switch x.Key("Subtype").Name() {
	case "Image":
		in.addImage()
	case "Form":
		if depth < maxFormDepth {
			return in.form(x, parent, depth)
		}
	}
	return nil
}

// form interprets a form XObject in its own coordinates and resources (§8.10).
func (in *interpreter) form(x, parent pdf.Value, depth int) error {
	resources := x.Key("Resources")
	if resources.IsNull() {
		resources = parent
	}
	content, err := readStream(x)
	if err != nil {
		in.faults++
		return nil
	}
	saved, text, row, stack := in.state, in.text, in.row, in.stack
	in.stack = nil
	if m := matrixOf(x.Key("Matrix")); m != nil {
		in.state.ctm = m.then(in.state.ctm)
	}
	err = in.stream(content, resources, depth+1)
	in.state, in.text, in.row, in.stack = saved, text, row, stack
	return err
}

// addImage notes the unit square of the current coordinates as covered.
func (in *interpreter) addImage() {
	if b := in.state.ctm.around(0, 0, 1, 1); b.finite() && len(in.images) < 10_000 {
		in.images = append(in.images, b)
	}
}

func (in *interpreter) beginMarked(op string, args []token, resources pdf.Value) {
	if in.replaced != nil {
		in.replaced.depth++
		return
	}
	if op != "BDC" || len(args) < 2 {
		return
	}
	text, ok := actualTextOf(args[1], resources)
	if ok {
		in.replaced = &actualText{text: text}
	}
}

func (in *interpreter) endMarked() {
	if in.replaced == nil {
		return
	}
	if in.replaced.depth == 0 {
		in.replaced = nil
		return
	}
	in.replaced.depth--
}

// actualTextOf finds ActualText in a property list, given in place or by name.
func actualTextOf(t token, resources pdf.Value) (string, bool) {
	if t.kind == tokName {
		v := resources.Key("Properties").Key(string(t.text)).Key("ActualText")
		return v.Text(), v.Kind() == pdf.String
	}
	for i := 0; i+1 < len(t.list); i += 2 {
		if string(t.list[i].text) == "ActualText" {
			raw := t.list[i+1].text
			if b, ok := bytes.CutPrefix(raw, []byte{0xFE, 0xFF}); ok {
				return textOf(units(b)), true
			}
			return string(raw), true
		}
	}
	return "", false
}

func matrixOf(v pdf.Value) *matrix {
	if v.Len() != 6 {
		return nil
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return &m
}

// readStream decodes a stream, or the parts of one, up to a bound. A stream that
// breaks off gives what came before.
func readStream(v pdf.Value) (out []byte, err error) {
	defer recovered(&err) // unknown filters panic
	read := func(part pdf.Value) error {
		if part.Kind() != pdf.Stream {
			return nil
		}
		b, err := io.ReadAll(io.LimitReader(part.Reader(), int64(maxStream-len(out))))
		out = append(append(out, b...), '\n')
		if len(out) >= maxStream {
			return errPageTooLarge
		}
		if err != nil && len(b) == 0 {
			return err
		}
		return nil
	}
	if v.Kind() != pdf.Array {
		err := read(v)
		return out, err
	}
	for i := 0; i < v.Len(); i++ {
		if err := read(v.Index(i)); err != nil {
			return out, err
		}
	}
	return out, nil
}
