package pdftext

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/ledongthuc/pdf"
)

// Document is an open PDF file.
type Document struct {
	file      io.ReaderAt
	size      int64
	encrypted bool
	pages     []leaf
	fonts     map[string]*font
	layers    *layers
	form      pdf.Value // AcroForm

	flate io.Reader // used anew for each stream
	runs  []run     // memory of the page before
	text  []byte
}

// ErrPassword is returned for a file that opens only with a password.
var ErrPassword = errors.New("the file needs a password")

// Open reads a file's structure. Errors mean that this reader cannot make sense
// of the file; another may.
func Open(r io.ReaderAt, size int64) (d *Document, err error) {
	defer recovered(&err)
	cached := &blocks{file: r, size: size, kept: map[int64][]byte{}}
	file, err := pdf.NewReader(cached, size)
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return nil, ErrPassword
	}
	if err != nil {
		return nil, err
	}
	d = &Document{
		file: cached, size: size, fonts: map[string]*font{},
		encrypted: !file.Trailer().Key("Encrypt").IsNull(),
	}
	root := file.Trailer().Key("Root")
	d.form = safely(func() pdf.Value { return root.Key("AcroForm") })
	d.layers = layersOf(safely(func() pdf.Value { return root.Key("OCProperties").Key("D") }))
	if err := d.walk(leaf{v: root.Key("Pages"), inherited: &inherited{}}, 0); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(d.pages, leaf.exists) {
		return nil, errors.New("no pages in the page tree")
	}
	return d, nil
}

// Pages is the number of pages.
func (d *Document) Pages() int { return len(d.pages) }

// Page reads one page, from 1.
func (d *Document) Page(number int) (p Page, err error) {
	defer recovered(&err)
	if number < 1 || number > len(d.pages) {
		return Page{}, fmt.Errorf("no page %d of %d", number, len(d.pages))
	}
	n := d.pages[number-1].resolved()
	if n.v.IsNull() {
		return Page{}, errors.New("page object cannot be read")
	}
	content, err := d.content(n.v.Key("Contents"))
	if err != nil {
		return Page{}, err
	}
	p = d.read(n, content, n.rotate)
	// A page whose text is written sideways is meant to be turned.
	if turn := p.Rotation; turn != 0 {
		p = d.read(n, content, (n.rotate+360-turn)%360)
		p.Rotation = (n.rotate + 360 - turn) % 360
	} else {
		p.Rotation = n.rotate
	}
	p.Number, p.Declared = number, n.rotate
	return p, nil
}

// read interprets a page turned by rotation. In the result, Rotation is the
// direction in which most of the text runs.
func (d *Document) read(n leaf, content []byte, rotation int) Page {
	sheet := visible(n)
	m, w, h := upright(sheet, rotation)
	m, w, h = m.then(matrix{n.unit, 0, 0, n.unit, 0, 0}), w*n.unit, h*n.unit
	in := &interpreter{doc: d, width: w, height: h}
	in.collector.runs, in.collector.text = d.runs[:0], d.text[:0]
	if err := in.run(content, n.resources, m); err != nil {
		in.faults++
	} else {
		in.annotations(n.v.Key("Annots"), m)
	}
	p := in.page()
	d.runs, d.text = in.collector.runs, in.collector.text
	return p
}

// font loads each font once. ref names its object; a font that stands in place
// is known by its printed form.
func (d *Document) font(v pdf.Value, ref string) (f *font) {
	if v.Kind() != pdf.Dict {
		return nil
	}
	if ref == "" {
		ref = v.String()
	}
	if f, ok := d.fonts[ref]; ok {
		return f
	}
	defer func() {
		if recover() != nil {
			f = nil // a font that cannot be read shows nothing
		}
		d.fonts[ref] = f
	}()
	return d.loadFont(v)
}

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	if x := recover(); x != nil {
		*err = fmt.Errorf("malformed file: %v", x)
	}
}

// safely takes null for a value that the library cannot read.
func safely(read func() pdf.Value) (v pdf.Value) {
	defer func() {
		if recover() != nil {
			v = pdf.Value{}
		}
	}()
	return read()
}

func safeIndex(v pdf.Value, i int) pdf.Value {
	return safely(func() pdf.Value { return v.Index(i) })
}
