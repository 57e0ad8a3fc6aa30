package pdftext

// Page is the text layer of one page and what tells whether to trust it.
type Page struct {
	Number        int
	Width, Height float64 // as seen, after rotation
	Declared      int     // rotation that the page's own entry asks for
	Rotation      int     // with what the direction of its text asks for besides
	Words         []Word
	// Unseen are words that no reader of the page is shown: in layers that are
	// off, or clipped away. They are no part of Words.
	Unseen     []Word
	Glyphs     int       // characters shown, blanks not counted
	ImageCover float64   // share of the page that its largest image covers
	Images     int       // how many there are
	Pictures   []Area    // where they stand, the first maxPictures
	Sole       bool      // one image covers the page, and nothing visible is drawn or written beside it
	Rulings    []Segment // straight lines along the page's edges, the first maxRulings
	Paths      int       // lines and shapes painted
	Faults     int       // strings and forms that could not be shown: text is missing
}

// Area is a rectangle on the page, in points from its top left.
type Area struct{ X0, Y0, X1, Y1 float64 }

// Segment is a horizontal or vertical line: a stroke, a side of a stroked
// rectangle, or a filled rectangle too thin to be anything else. It runs from
// X0, Y0 to X1, Y1 with X0 ≤ X1 and Y0 ≤ Y1; one of both pairs is equal.
type Segment struct {
	X0, Y0, X1, Y1 float64
	Width          float64 // of the line, in points
}

// Horizontal tells the direction.
func (s Segment) Horizontal() bool { return s.Y0 == s.Y1 }

// Bounds of what is told of one page.
const (
	maxPictures = 200
	maxRulings  = 2000
)

// coversPage is the share of a page from which on an image is its background or
// the page itself.
const coversPage = 0.85

// page makes the result of what was interpreted. Rotation is the direction in
// which most of the text runs.
func (in *interpreter) page() Page {
	w, h := in.width, in.height
	p := Page{Width: w, Height: h, Images: len(in.images), Paths: in.paths, Faults: in.faults, Glyphs: in.shown}
	for _, b := range in.images {
		b = b.clip(w, h)
		p.ImageCover = max(p.ImageCover, b.area()/(w*h))
		if len(p.Pictures) < maxPictures && b.area() > 0 {
			p.Pictures = append(p.Pictures, Area{b.x0, b.y0, b.x1, b.y1})
		}
	}
	p.Rotation = in.mainTurn()
	p.Rulings = in.rulings
	runs, unseen := in.words()
	p.Words = numberLines(order(runs, p.Rulings))
	p.Unseen = numberLines(linesOf(unseen))
	p.Sole = len(in.images) == 1 && p.ImageCover >= coversPage && in.paths == 0 && allHidden(p.Words)
	return p
}

func allHidden(words []Word) bool {
	for _, w := range words {
		if !w.Hidden {
			return false
		}
	}
	return true
}

// mainTurn is the direction of more than two thirds of the text, or 0.
func (in *interpreter) mainTurn() int {
	for i, n := range in.turns {
		if i != 0 && n*3 > in.shown*2 {
			return i * 90
		}
	}
	return 0
}
