package raster

import (
	"image"
	"math"
)

// Map leads from the pixels of a prepared image to the page as given: a
// projective transform, as nine coefficients row by row. Rotation, scale, crop
// and the rectifying of a photo are all of this kind, so that one matrix holds
// whatever was done.
type Map struct {
	To [9]float64 `json:"to"` // pixel (x, y, 1) → page (x·w, y·w, w), in fractions
}

// Point is where a point of the prepared image lies on the page, in fractions;
// beyond 0..1 when it lies outside.
func (m Map) Point(x, y float64) (float64, float64) {
	h := &m.To
	w := h[6]*x + h[7]*y + h[8]
	return (h[0]*x + h[1]*y + h[2]) / w, (h[3]*x + h[4]*y + h[5]) / w
}

// Box bounds on the page what r, in pixels, holds of a word: [x0, y0, x1, y1]
// within 0..1, rounded so that results are the same on every machine.
func (m Map) Box(r image.Rectangle) [4]float64 {
	x0, y0, x1, y1 := float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)
	// The middle of each side, not the corners: a long word's corners would bound
	// a box much taller than its writing.
	mx, my := (x0+x1)/2, (y0+y1)/2
	lx, ly := m.Point(x0, my)
	rx, ry := m.Point(x1, my)
	_, ty := m.Point(mx, y0)
	_, by := m.Point(mx, y1)
	half := (by - ty) / 2
	return [4]float64{within(lx), within(min(ly, ry) - half), within(rx), within(max(ly, ry) + half)}
}

// within is a fraction kept on the page; what is no number lies at its start.
func within(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Round(min(max(v, 0), 1)*1e5) / 1e5
}

// whole is the map of an image that is the page, width × height pixels.
func whole(width, height int) Map {
	return Map{To: [9]float64{1 / float64(width), 0, 0, 0, 1 / float64(height), 0, 0, 0, 1}}
}

// after is the map of an image whose pixels lie at inner in the image that m is of.
func (m Map) after(inner [9]float64) Map {
	var out Map
	for r := range 3 {
		for c := range 3 {
			for k := range 3 {
				out.To[3*r+c] += m.To[3*r+k] * inner[3*k+c]
			}
		}
	}
	return out
}

// scaling leads from the pixels of a resized image to those it was made of.
func scaling(fx, fy float64) [9]float64 { return [9]float64{fx, 0, 0, 0, fy, 0, 0, 0, 1} }

// leaning leads from the pixels of a straightened image of w × h to those of the
// image that leaned by skew degrees clockwise; see [straighten].
func leaning(w, h, skew float64) [9]float64 {
	sin, cos := math.Sincos(skew * math.Pi / 180)
	return [9]float64{
		cos, -sin, w/2 - w/2*cos + h/2*sin,
		sin, cos, h/2 - w/2*sin - h/2*cos,
		0, 0, 1,
	}
}

// inverse leads from fractions of the page to pixels; false when m flattens it.
func (m Map) inverse() (Map, bool) {
	h := &m.To
	cofactor := func(a, b, c, d int) float64 { return h[a]*h[d] - h[b]*h[c] }
	out := Map{To: [9]float64{
		cofactor(4, 5, 7, 8), -cofactor(1, 2, 7, 8), cofactor(1, 2, 4, 5),
		-cofactor(3, 5, 6, 8), cofactor(0, 2, 6, 8), -cofactor(0, 2, 3, 5),
		cofactor(3, 4, 6, 7), -cofactor(0, 1, 6, 7), cofactor(0, 1, 3, 4),
	}}
	det := h[0]*out.To[0] + h[1]*out.To[3] + h[2]*out.To[6]
	if det == 0 || math.IsNaN(det) {
		return Map{}, false
	}
	for i := range out.To {
		out.To[i] /= det
	}
	return out, true
}
