package notice

// band is one line across the page with what is printed on it.
type band struct {
	before   float64 // millimetres of room above, none at the head of a page
	height   float64
	segments []segment
	line     stroke // above the band; a hairline is left out at the head of a page
	glued    bool   // stands on one page with the band after it
	leader   bool   // dots lead from its first segment to its last
	begins   *beginning
	columns  []band // heads of the columns of its table, again at the head of a page
}

// stroke is a line drawn across the measure.
type stroke uint8

const (
	noStroke stroke = iota
	hairline
	heavy
)

// beginning says what begins with a band.
type beginning struct {
	key    string // of a place that is led to
	title  string // in the outline; empty for none
	level  int    // there: 0 section, 1 group, 2 piece
	number string // of a piece
	page   bool   // a new page begins with it
	volume bool   // a new volume may
}

// leaf is a page: bands from, but not including, to.
type leaf struct {
	volume  int    // from 1
	section string // that the page begins in
	number  string // of the piece that goes on from the page before
	columns []band
	from    int
	to      int
}

// spot is where a key stands: on which leaf, how far down.
type spot struct {
	leaf int
	y    float64
}

// volumePages is after how many pages a new volume begins, with the next piece.
const volumePages = 900

// glue keeps a paragraph of bands together: whole where it is short, else by its
// first two and its last two, so that no line stands alone on a page.
func glue(bands []band, whole int) {
	n := len(bands)
	for i := range bands[:max(n-1, 0)] {
		if n <= whole || i == 0 || i == n-2 {
			bands[i].glued = true
		}
	}
}

// shortPiece is how high a piece may be, in millimetres, to stand on one page: a
// notice of a correction is read with its table of what was and what is.
const shortPiece = 90

// keepTogether leaves the bands of a short piece on one page.
func keepTogether(piece []band) {
	height := 0.0
	for i := range piece {
		height += piece[i].before + piece[i].height
	}
	if height > shortPiece {
		return
	}
	for i := range piece[:max(len(piece)-1, 0)] {
		piece[i].glued = true
	}
}

// paginate shares bands from the given one on among pages.
func (g *gazette) paginate(from int) {
	for at := from; at < len(g.bands); {
		end := at + 1
		for end < len(g.bands) && g.bands[end-1].glued {
			end++
		}
		if !g.fits(g.bands[at:end]) || g.opensPage(at) {
			g.turn(at)
		}
		for ; at < end; at++ {
			if !g.fits(g.bands[at : at+1]) { // more than a page is glued together
				g.turn(at)
			}
			g.place(at)
		}
	}
}

// opensPage reports a band that begins a page wherever it falls.
func (g *gazette) opensPage(at int) bool {
	b := g.bands[at].begins
	return b != nil && (b.page || g.opensVolume(at))
}

// opensVolume reports a band that begins a volume, the one under way being long
// enough.
func (g *gazette) opensVolume(at int) bool {
	n, b := len(g.leaves), g.bands[at].begins
	return n > 0 && b != nil && b.volume && g.leavesOf(g.leaves[n-1].volume) >= g.volumePages
}

// fits reports whether bands fit the page under way.
func (g *gazette) fits(bands []band) bool {
	if len(g.leaves) == 0 {
		return false
	}
	y := g.y
	for i := range bands {
		y += bands[i].room(y) + bands[i].height
	}
	return y <= issueFoot+.01
}

// room is how much space stands above a band at a height of the page.
func (b *band) room(y float64) float64 {
	if y <= issueTop+.01 {
		return 0
	}
	return b.before
}

// turn begins a page with a band, and a volume where the last is long enough.
func (g *gazette) turn(at int) {
	next := leaf{volume: 1, section: g.underWay, number: g.numberUnderWay, from: at, to: at, columns: g.bands[at].columns}
	if n := len(g.leaves); n > 0 {
		next.volume = g.leaves[n-1].volume
		if g.opensVolume(at) {
			next.volume++
		}
	}
	g.leaves = append(g.leaves, next)
	g.y = issueTop
	for i := range next.columns {
		g.y += next.columns[i].height
	}
}

// place puts a band on the page under way.
func (g *gazette) place(at int) {
	b := &g.bands[at]
	g.y += b.room(g.y)
	page := &g.leaves[len(g.leaves)-1]
	if b.begins != nil && b.begins.key != "" {
		g.spots[b.begins.key] = spot{len(g.leaves) - 1, g.y}
	}
	if b.begins != nil && b.begins.title != "" {
		g.numberUnderWay = b.begins.number
		if b.begins.level == 0 {
			g.underWay = b.begins.title
		}
		if page.from == at {
			page.section, page.number = g.underWay, ""
		}
	}
	g.y += b.height
	page.to = at + 1
}

// leavesOf counts the pages of the volume under way, the last one.
func (g *gazette) leavesOf(volume int) (n int) {
	for i := len(g.leaves) - 1; i >= 0 && g.leaves[i].volume == volume; i-- {
		n++
	}
	return n
}
