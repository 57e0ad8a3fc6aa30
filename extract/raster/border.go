package raster

import "image"

// Bounds of what scanners and binders leave at the edges, in inches unless named
// otherwise.
const (
	atEdge     = 0.02 // from the edge: what comes so close may come from beyond it
	longEdge   = 0.25 // share of an edge that a border covers at least
	borderDeep = 0.5  // how far from the edge a border is taken out whatever it looks like
	solidRun   = 0.4  // farther in only what is solid and so wide, which no letter is
	holeLeast  = 0.15 // of a binder's hole, across
	holeMost   = 0.35
	holeFill   = 0.65 // share of its box that is dark
	holeEdge   = 1.0  // from the edge
)

// cleaned paints white what is no part of the page: black borders, edges of
// neighbouring pages and binder's holes. What merely stands near an edge stays.
func (k *ink) cleaned(img *image.Gray, dpi float64) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var dst *image.Gray
	kinds := make([]byte, len(k.blobs))
	for i := range k.blobs {
		switch b := &k.blobs[i]; {
		case b.borders(w, h, dpi):
			kinds[i] = 'b'
		case b.punched(w, h, dpi):
			kinds[i] = 'h'
		}
	}
	deep, solid := int32(borderDeep*dpi), int32(solidRun*dpi)
	for i := range k.runs {
		r := &k.runs[i]
		kind := kinds[r.blob]
		b := &k.blobs[r.blob]
		nearEdge := r.x1 <= deep || int32(w)-r.x0 <= deep || r.y < deep || int32(h)-r.y <= deep
		if kind == 0 || kind == 'b' && !nearEdge && (r.x1-r.x0 < solid || b.sparse()) {
			continue
		}
		if dst == nil {
			dst = crop(img, img.Rect)
		}
		whiten(dst, image.Rect(int(r.x0), int(r.y), int(r.x1), int(r.y)+1).Inset(-2))
	}
	if dst == nil {
		return img
	}
	return dst
}

// borders reports whether a blob comes in over an edge and covers much of it.
func (b *blob) borders(w, h int, dpi float64) bool {
	near := int32(max(1, atEdge*dpi))
	return (b.x0 <= near || int32(w)-b.x1 <= near) && float64(b.height()) >= longEdge*float64(h) ||
		(b.y0 <= near || int32(h)-b.y1 <= near) && float64(b.width()) >= longEdge*float64(w)
}

// sparse tells a table that reaches over the edge from black.
func (b *blob) sparse() bool { return int(b.area)*4 < b.width()*b.height() }

// punched reports whether a blob is a binder's hole.
func (b *blob) punched(w, h int, dpi float64) bool {
	bw, bh := float64(b.width()), float64(b.height())
	if min(bw, bh) < holeLeast*dpi || max(bw, bh) > holeMost*dpi || max(bw, bh) > 1.4*min(bw, bh) || float64(b.area) < holeFill*bw*bh {
		return false
	}
	return float64(min(b.x0, b.y0, int32(w)-b.x1, int32(h)-b.y1)) < holeEdge*dpi
}

// whiten paints an area white, as far as it lies within the image.
func whiten(img *image.Gray, area image.Rectangle) {
	area = area.Intersect(img.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := img.Pix[y*img.Stride+area.Min.X : y*img.Stride+area.Max.X]
		for x := range row {
			row[x] = 255
		}
	}
}
