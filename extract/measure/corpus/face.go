package corpus

import (
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vestnik/publish/fonts"
)

// typeface is a font whose outlines are kept as they are first needed.
type typeface struct {
	font   *sfnt.Font
	units  fixed.Int26_6
	mu     sync.Mutex
	buffer sfnt.Buffer
	glyphs map[rune]glyph
}

// glyph is an outline in units of the em, with how far it takes the pen.
type glyph struct {
	segments sfnt.Segments
	advance  float64
}

// family is a regular face with its bold.
type family struct{ name, regular, bold string }

var families = []family{
	{"serif", "PTF55F", "PTF75F"},
	{"sans", "PTS55F", "PTS75F"},
	{"go", "goregular", "gobold"},
	{"mono", "gomono", "gomonobold"},
}

// typefaces are parsed once; that they cannot be parsed is a mistake of the build.
var typefaces = sync.OnceValue(func() map[string]*typeface {
	all := map[string]*typeface{}
	add := func(name string, body []byte) {
		f, err := sfnt.Parse(body)
		if err != nil {
			panic("corpus: font " + name + ": " + err.Error())
		}
		all[name] = &typeface{font: f, units: fixed.Int26_6(f.UnitsPerEm()), glyphs: map[rune]glyph{}}
	}
	for _, face := range fonts.Paper() {
		switch face.Family + face.Style {
		case "serif":
			add("PTF55F", face.Body)
		case "serifB":
			add("PTF75F", face.Body)
		case "sans":
			add("PTS55F", face.Body)
		case "sansB":
			add("PTS75F", face.Body)
		}
	}
	add("goregular", goregular.TTF)
	add("gobold", gobold.TTF)
	add("gomono", gomono.TTF)
	add("gomonobold", gomonobold.TTF)
	return all
})

// glyph returns the outline of a letter; that of a box for one the font lacks.
func (t *typeface) glyph(r rune) glyph {
	t.mu.Lock()
	defer t.mu.Unlock()
	if g, ok := t.glyphs[r]; ok {
		return g
	}
	index, err := t.font.GlyphIndex(&t.buffer, r)
	if err != nil {
		index = 0
	}
	segments, err := t.font.LoadGlyph(&t.buffer, index, t.units<<6, nil)
	if err != nil {
		segments = nil
	}
	advance, err := t.font.GlyphAdvance(&t.buffer, index, t.units<<6, font.HintingNone)
	if err != nil {
		advance = t.units << 5
	}
	em := float64(t.units << 6)
	g := glyph{segments: append(sfnt.Segments(nil), segments...), advance: float64(advance) / em}
	t.glyphs[r] = g
	return g
}

// em is how many units of a glyph's outline an em has.
func (t *typeface) em() float64 { return float64(t.units << 6) }

// Face is a typeface at a size in points, its letters drawn wider or narrower.
type Face struct {
	name  string
	size  float64
	width float64 // of a letter, 1 as designed
}

func (f Face) width1(r rune) float64 {
	return typefaces()[f.name].glyph(r).advance * f.size * f.width
}

// measure is how wide a text is.
func (f Face) measure(text string) float64 {
	w := 0.0
	for _, r := range text {
		w += f.width1(r)
	}
	return w
}

// hand is the faces that one paper is set in.
type hand struct{ label, head, value, note, title, body Face }

// hand draws the faces of a paper: printed labels in one family, what the applicant
// filled in often in another, at sizes met on real forms.
func (s source) hand() hand {
	of1, of2 := of(s, families[:3]), of(s, families)
	if s.chance(0.4) {
		of2 = of1
	}
	width := 0.9 + 0.2*s.Float64()
	value := of2.regular
	if s.chance(0.12) {
		value = of2.bold
	}
	size := 7.5 + 2*s.Float64()
	return hand{
		label: Face{of1.regular, size, width},
		head:  Face{of1.bold, size + 0.5, width},
		value: Face{value, size + 0.5 + 2*s.Float64(), 0.9 + 0.15*s.Float64()},
		note:  Face{of1.regular, max(6, size-1.5), width},
		title: Face{of1.bold, size + 4, width},
		body:  Face{of1.regular, 10.5 + 2.5*s.Float64(), width},
	}
}
