package pdftext

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/ledongthuc/pdf"
)

// Page is the text layer of one page and what tells whether to trust it.
type Page struct {
	Number        int
	Width, Height float64 // as seen, after rotation
	Declared      int     // rotation that the page's own entry asks for
	Rotation      int     // with what the direction of its text asks for besides
	Words         []Word
	Glyphs        int     // characters shown, blanks not counted
	ImageCover    float64 // share of the page that its largest image covers
	Images        int
	Paths         int // lines and shapes painted
	Faults        int // strings and forms that could not be shown: text is missing
}

// Document is an open PDF file.
type Document struct {
	pages []leaf
	fonts map[string]*font
}

// leaf is a page with what it inherits from the tree above it (§7.7.3.4).
type leaf struct {
	v         pdf.Value
	resources pdf.Value
	media     pdf.Value
	crop      pdf.Value
	rotate    int
}

// ErrPassword is returned for a file that opens only with a password.
var ErrPassword = errors.New("the file needs a password")

// Bounds of the page tree.
const (
	maxTreeDepth = 64
	maxPages     = 200_000
)

// Open reads a file's structure. Errors mean that this reader cannot make sense
// of the file; another may.
func Open(r io.ReaderAt, size int64) (d *Document, err error) {
	defer recovered(&err)
	file, err := pdf.NewReader(r, size)
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return nil, ErrPassword
	}
	if err != nil {
		return nil, err
	}
	d = &Document{fonts: map[string]*font{}}
	if err := d.walk(leaf{v: file.Trailer().Key("Root").Key("Pages")}, 0); err != nil {
		return nil, err
	}
	if len(d.pages) == 0 {
		return nil, errors.New("no pages in the page tree")
	}
	return d, nil
}

// Pages is the number of pages.
func (d *Document) Pages() int { return len(d.pages) }

// walk collects the leaves of the page tree in order. A damaged kid is kept as a
// page without content, so that numbers stay right.
func (d *Document) walk(n leaf, depth int) error {
	if depth > maxTreeDepth || len(d.pages) > maxPages {
		return errors.New("page tree too deep or too large")
	}
	if v := n.v.Key("Resources"); !v.IsNull() {
		n.resources = v
	}
	if v := n.v.Key("MediaBox"); v.Len() == 4 {
		n.media = v
	}
	if v := n.v.Key("CropBox"); v.Len() == 4 {
		n.crop = v
	}
	if v := n.v.Key("Rotate"); !v.IsNull() {
		n.rotate = int(math.Mod(math.Mod(v.Float64(), 360)+360, 360)) / 90 * 90
	}
	kids := n.v.Key("Kids")
	if kids.Kind() != pdf.Array {
		if n.v.Kind() == pdf.Dict {
			d.pages = append(d.pages, n)
		}
		return nil
	}
	for i := 0; i < kids.Len(); i++ {
		kid := n
		kid.v = safeIndex(kids, i)
		if kid.v.IsNull() {
			d.pages = append(d.pages, kid)
			continue
		}
		if err := d.walk(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func safeIndex(v pdf.Value, i int) (out pdf.Value) {
	defer func() {
		if recover() != nil {
			out = pdf.Value{}
		}
	}()
	return v.Index(i)
}

// Page reads one page, from 1.
func (d *Document) Page(number int) (p Page, err error) {
	defer recovered(&err)
	if number < 1 || number > len(d.pages) {
		return Page{}, fmt.Errorf("no page %d of %d", number, len(d.pages))
	}
	n := d.pages[number-1]
	if n.v.IsNull() {
		return Page{}, errors.New("page object cannot be read")
	}
	content, err := readStream(n.v.Key("Contents"))
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
	page := visible(n)
	m, w, h := upright(page, rotation)
	in := &interpreter{fonts: d.font}
	if err := in.run(content, n.resources, m); err != nil {
		in.faults++
	} else {
		in.annotations(n.v.Key("Annots"), m)
	}
	p := Page{Width: w, Height: h, Images: len(in.images), Paths: in.paths, Faults: in.faults}
	for _, b := range in.images {
		p.ImageCover = max(p.ImageCover, b.clip(w, h).area()/(w*h))
	}
	glyphs := onPage(in.glyphs, w, h)
	p.Glyphs = len(glyphs)
	p.Rotation = mainTurn(glyphs)
	p.Words = order(wordsOf(glyphs))
	return p
}

// onPage drops what stands outside the visible page.
func onPage(glyphs []glyph, w, h float64) []glyph {
	out := glyphs[:0]
	for _, g := range glyphs {
		if g.box.x1 > 0 && g.box.y1 > 0 && g.box.x0 < w && g.box.y0 < h {
			out = append(out, g)
		}
	}
	return out
}

// mainTurn is the direction of more than two thirds of the text, or 0.
func mainTurn(glyphs []glyph) int {
	counts := map[int]int{}
	total := 0
	for _, g := range glyphs {
		if !g.space {
			counts[g.turn]++
			total++
		}
	}
	for turn, n := range counts {
		if turn != 0 && n*3 > total*2 {
			return turn
		}
	}
	return 0
}

// visible is the crop box within the media box; A4 where neither is sane.
func visible(n leaf) box {
	a4 := box{0, 0, 595.28, 841.89}
	media, ok := rectangle(n.media)
	if !ok {
		media = a4
	}
	crop, ok := rectangle(n.crop)
	if !ok {
		return media
	}
	cut := box{max(media.x0, crop.x0), max(media.y0, crop.y0), min(media.x1, crop.x1), min(media.y1, crop.y1)}
	if cut.width() < 1 || cut.height() < 1 {
		return media
	}
	return cut
}

func rectangle(v pdf.Value) (box, bool) {
	if v.Len() != 4 {
		return box{}, false
	}
	x0, y0, x1, y1 := v.Index(0).Float64(), v.Index(1).Float64(), v.Index(2).Float64(), v.Index(3).Float64()
	b := box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
	return b, b.finite() && b.width() >= 1 && b.height() >= 1
}

// font loads each font dictionary once. The library gives values no identity;
// their printed form, which names the objects referred to, serves as one.
func (d *Document) font(v pdf.Value) (f *font) {
	if v.Kind() != pdf.Dict {
		return nil
	}
	key := v.String()
	if f, ok := d.fonts[key]; ok {
		return f
	}
	defer func() {
		if recover() != nil {
			f = nil // a font that cannot be read shows nothing
		}
		d.fonts[key] = f
	}()
	return loadFont(v)
}

// recovered turns a panic of the library into an error.
func recovered(err *error) {
	if x := recover(); x != nil {
		*err = fmt.Errorf("malformed file: %v", x)
	}
}
