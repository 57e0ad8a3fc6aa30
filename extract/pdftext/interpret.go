package pdftext

import (
	"errors"

	"github.com/ledongthuc/pdf"
)

// Bounds of one page, far above what honest pages need.
const (
	maxOperators  = 5_000_000
	maxGlyphs     = 300_000
	maxFormDepth  = 12
	maxStateDepth = 512
	maxImages     = 10_000
	maxOperands   = 64
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
	lineWidth float64
	hidden    bool // rendering mode 3 or 7: neither filled nor stroked
	clip      box  // what may be seen, in points of the page
}

// interpreter runs content streams and collects words, images and lines.
type interpreter struct {
	doc           *Document
	width, height float64 // of the page as seen

	state     textState
	stack     []textState
	text, row matrix // text matrix and text line matrix
	operators int

	collector
	path    path
	images  []box // where images stand on the page
	rulings []Segment
	paths   int // painted paths: a page may be drawn rather than written
	faults  int // strings and forms that could not be shown

	marks    []mark      // marked content that is open
	off      int         // of which in layers that are off
	replaced *actualText // of the outermost that states its text
}

// scope is what names in one content stream refer to. They are kept by name: the
// parser reads an object anew each time it is asked for it.
type scope struct {
	resources pdf.Value
	fonts     map[string]*font
	fontDict  pdf.Value
	fontRefs  map[string]string
}

func (in *interpreter) fontNamed(sc *scope, name []byte) *font {
	f, ok := sc.fonts[string(name)]
	if ok {
		return f
	}
	if sc.fontRefs == nil {
		sc.fontDict = sc.resources.Key("Font")
		sc.fontRefs = references(sc.fontDict)
		sc.fonts = map[string]*font{}
	}
	key := string(name)
	ref := sc.fontRefs[key]
	if f, ok = in.doc.fonts[ref]; !ok || ref == "" {
		f = in.doc.font(safely(func() pdf.Value { return sc.fontDict.Key(key) }), ref)
	}
	sc.fonts[key] = f
	return f
}

// run interprets a page's content.
func (in *interpreter) run(content []byte, resources pdf.Value, page matrix) error {
	in.state = textState{ctm: page, scale: 1, lineWidth: 1, clip: everything()}
	return in.stream(content, resources, 0)
}

// stream interprets one content stream with its resources.
func (in *interpreter) stream(content []byte, resources pdf.Value, depth int) error {
	sc := &scope{resources: resources}
	l := lexer{in: content}
	operands := make([]token, 0, 16)
	marks := len(in.marks)
	defer func() { in.endAll(marks) }()
	for {
		t := l.next()
		switch t.kind {
		case tokEnd:
			return nil
		case tokOperator:
			if in.operators++; in.operators > maxOperators || in.shown > maxGlyphs {
				return errPageTooLarge
			}
			if string(t.text) == "ID" {
				l.skipInlineImage()
				in.addImage()
			} else if err := in.operator(t.text, operands, sc, depth); err != nil {
				return err
			}
			operands = operands[:0]
			l.release()
		default:
			if len(operands) < maxOperands {
				operands = append(operands, t)
			}
		}
	}
}

// operands reads numbers; what is missing is 0.
type operands []token

func (o operands) num(i int) float64 {
	if i < len(o) {
		return o[i].num
	}
	return 0
}

func (o operands) name() []byte {
	if len(o) == 0 || o[0].kind != tokName {
		return nil
	}
	return o[0].text
}

func (o operands) matrix() matrix {
	return matrix{o.num(0), o.num(1), o.num(2), o.num(3), o.num(4), o.num(5)}
}

// operator performs one operator (annex A lists all): those of text here, those
// of graphics in graphics.
func (in *interpreter) operator(op []byte, args operands, sc *scope, depth int) error {
	s := &in.state
	switch string(op) {
	case "Tj", "TJ":
		in.showAll(args)
	case "Td":
		in.moveLine(args.num(0), args.num(1))
	case "TD":
		s.leading = -args.num(1)
		in.moveLine(args.num(0), args.num(1))
	case "Tm":
		in.row = args.matrix()
		in.text = in.row
	case "T*":
		in.moveLine(0, -s.leading)
	case "Tf":
		if len(args) >= 2 {
			s.font, s.size = in.fontNamed(sc, args[0].text), args.num(1)
		}
	case "Tc":
		s.charSpace = args.num(0)
	case "Tw":
		s.wordSpace = args.num(0)
	case "Tz":
		s.scale = args.num(0) / 100
	case "TL":
		s.leading = args.num(0)
	case "Ts":
		s.rise = args.num(0)
	case "Tr":
		s.hidden = args.num(0) == 3 || args.num(0) == 7
	case "BT":
		in.text, in.row = identity(), identity()
	case "'":
		in.moveLine(0, -s.leading)
		in.showAll(args)
	case `"`:
		s.wordSpace, s.charSpace = args.num(0), args.num(1)
		in.moveLine(0, -s.leading)
		in.showAll(args[min(2, len(args)):])
	case "BDC", "BMC":
		in.beginMarked(string(op), args, sc.resources)
	case "EMC":
		in.endMarked()
	case "gs":
		in.graphicsState(args.name(), sc.resources)
	case "Do":
		return in.xobject(args.name(), sc.resources, depth)
	default:
		in.graphics(op, args)
	}
	return nil
}

func (in *interpreter) graphicsState(name []byte, resources pdf.Value) {
	state := safely(func() pdf.Value { return resources.Key("ExtGState").Key(string(name)) })
	if f := state.Key("Font"); f.Len() == 2 {
		in.state.font, in.state.size = in.doc.font(f.Index(0), ""), f.Index(1).Float64()
	}
	if w := state.Key("LW"); !w.IsNull() {
		in.state.lineWidth = w.Float64()
	}
}

func (in *interpreter) moveLine(x, y float64) {
	m := &in.row
	m[4] += x*m[0] + y*m[2]
	m[5] += x*m[1] + y*m[3]
	in.text = *m
}
