package pdftext

import (
	"errors"
	"math"

	"github.com/ledongthuc/pdf"
)

// leaf is a page with what it inherits from the tree above it (§7.7.3.4). A page
// among siblings that are all pages is read only when it is asked for.
type leaf struct {
	v pdf.Value
	*inherited
	siblings pdf.Value
	index    int
	unread   bool
}

// inherited holds the attributes that a node of the tree passes down.
type inherited struct {
	resources pdf.Value
	media     pdf.Value
	crop      pdf.Value
	rotate    int
	unit      float64 // points to a unit of user space
}

// Bounds of the page tree.
const (
	maxTreeDepth = 64
	maxPages     = 200_000
)

// walk collects the leaves of the page tree in order. A damaged kid is kept as a
// page without content, so that numbers stay right.
func (d *Document) walk(n leaf, depth int) error {
	if depth > maxTreeDepth || len(d.pages) > maxPages {
		return errors.New("page tree too deep or too large")
	}
	kids := n.v.Key("Kids")
	if kids.Kind() != pdf.Array {
		if n.v.Kind() == pdf.Dict {
			d.pages = append(d.pages, n)
		}
		return nil
	}
	n.inherit()
	// A node with as many pages as kids has no nodes below it.
	flat := n.v.Key("Count").Int64() == int64(kids.Len()) && kids.Len() > 1 && safeIndex(kids, 0).Key("Kids").IsNull()
	for i := 0; i < kids.Len(); i++ {
		kid := leaf{inherited: n.inherited, siblings: kids, index: i, unread: flat}
		if !flat {
			kid.v = safeIndex(kids, i)
		}
		if flat || kid.v.IsNull() {
			d.pages = append(d.pages, kid)
			continue
		}
		if err := d.walk(kid, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// resolved reads the page itself, which overrides what it inherits.
func (n leaf) resolved() leaf {
	n.v = n.object()
	n.inherit()
	return n
}

// object is the page's own dictionary; null when the file has none.
func (n leaf) object() pdf.Value {
	if n.unread {
		return safeIndex(n.siblings, n.index)
	}
	return n.v
}

// exists reports whether the file has an object for the page: a tree may promise
// pages without end.
func (n leaf) exists() bool { return n.object().Kind() == pdf.Dict }

// inherit takes over what the node says itself.
func (n *leaf) inherit() {
	own := *n.inherited
	if v := n.v.Key("Resources"); !v.IsNull() {
		own.resources = v
	}
	if v := n.v.Key("MediaBox"); v.Len() == 4 {
		own.media = v
	}
	if v := n.v.Key("CropBox"); v.Len() == 4 {
		own.crop = v
	}
	if v := n.v.Key("Rotate"); !v.IsNull() {
		own.rotate = int(math.Mod(math.Mod(v.Float64(), 360)+360, 360)) / 90 * 90
	}
	own.unit = 1
	if u := n.v.Key("UserUnit").Float64(); u > 0 && u <= 75_000 {
		own.unit = u
	}
	n.inherited = &own
}

// visible is the crop box within the media box; US Letter where neither is sane,
// as those take it who draw the page.
func visible(n leaf) box {
	letter := box{0, 0, 612, 792}
	media, ok := rectangle(n.media)
	if !ok {
		media = letter
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
