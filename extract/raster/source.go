package raster

import (
	"bufio"
	"image"
	"image/color"
	"image/draw"
	"io"
)

// source is a decoded page image: grey levels, and of a coloured one what its
// colours add, at half the size.
type source struct {
	gray   *image.Gray
	cb, cr *image.Gray // blue and red difference, 128 for none; nil when the image has no colour
	times  int         // so many pixels of the file make one
}

// What is finer than this many dots per inch is reduced while it is decoded, as
// is what has more pixels: reading needs no more, and memory is bounded so.
const (
	fineDPI    = 300
	finePixels = 40_000_000
)

// reductionOf is how many pixels of a file become one.
func reductionOf(w, h int, dpi float64) int {
	times := 1
	if dpi >= 2*fineDPI {
		times = int(min(dpi, maxDPI) / fineDPI)
	}
	for w/times*(h/times) > finePixels {
		times++
	}
	return max(1, min(times, w, h))
}

// readSource decodes an image of a stated or assumed resolution.
func readSource(r io.ReadSeeker, mediaType string, dpi float64) (source, error) {
	if _, _, err := Size(r, mediaType); err != nil {
		return source{}, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return source{}, err
	}
	if mediaType == TypePGM || mediaType == TypePPM {
		return readPNM(r, dpi)
	}
	c, err := codecOf(mediaType)
	if err != nil {
		return source{}, err
	}
	img, err := c.decode(bufio.NewReaderSize(r, 1<<16))
	if err != nil {
		return source{}, err
	}
	return sourceOf(img, dpi), nil
}

// sourceOf reduces a decoded image.
func sourceOf(img image.Image, dpi float64) source {
	b := img.Bounds()
	times := reductionOf(b.Dx(), b.Dy(), dpi)
	w, h := max(1, b.Dx()/times), max(1, b.Dy()/times)
	switch src := img.(type) {
	case *image.Gray:
		return source{gray: scale(src, w, h), times: times}
	case *image.YCbCr: // its planes are what is wanted
		s := source{times: times, gray: scale(plane(src.Y, src.YStride, b), w, h)}
		cb, cr := plane(src.Cb, src.CStride, chroma(src)), plane(src.Cr, src.CStride, chroma(src))
		if coloured(cb, cr) {
			s.cb, s.cr = scale(cb, (w+1)/2, (h+1)/2), scale(cr, (w+1)/2, (h+1)/2)
		}
		return s
	}
	red := newReduction(b.Dx(), b.Dy(), true, dpi)
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	rgb := make([]uint8, 3*b.Dx())
	paper := image.NewUniform(color.White)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		draw.Draw(row, row.Rect, paper, image.Point{}, draw.Src)
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, y), draw.Over)
		for x := range b.Dx() {
			copy(rgb[3*x:3*x+3], row.Pix[4*x:])
		}
		red.addRGB(rgb)
	}
	return red.done()
}

// plane is one channel taken for an image.
func plane(pix []uint8, stride int, area image.Rectangle) *image.Gray {
	return &image.Gray{Pix: pix, Stride: stride, Rect: area.Sub(area.Min)}
}

// chroma is the size of an image's colour planes.
func chroma(src *image.YCbCr) image.Rectangle {
	last := src.COffset(src.Rect.Max.X-1, src.Rect.Max.Y-1)
	return image.Rect(0, 0, last%src.CStride+1, last/src.CStride+1)
}

// coloured reports whether any pixels have colour worth looking at.
func coloured(cb, cr *image.Gray) bool {
	n := 0
	tint := tintOf(cb, cr)
	for y := 0; y < cb.Rect.Dy(); y += 2 {
		for i := y * cb.Stride; i < y*cb.Stride+cb.Rect.Dx(); i += 2 {
			if tint.strength(cb.Pix[i], cr.Pix[i]) > strongColour {
				n++
			}
		}
	}
	return n > cb.Rect.Dx()*cb.Rect.Dy()/4/20_000
}

// reduction averages squares of pixels as rows of them come in.
type reduction struct {
	out       source
	w, y      int // width of the rows; rows so far
	sums      []uint32
	blue, red []int32
	side      int // of a square of colour, in pixels of the rows
}

// newReduction is for images of w × h pixels.
func newReduction(w, h int, colour bool, dpi float64) *reduction {
	times := reductionOf(w, h, dpi)
	rw, rh := max(1, w/times), max(1, h/times)
	r := &reduction{w: w, side: 2 * times, sums: make([]uint32, rw)}
	r.out = source{gray: image.NewGray(image.Rect(0, 0, rw, rh)), times: times}
	if colour {
		half := image.Rect(0, 0, (rw+1)/2, (rh+1)/2)
		r.out.cb, r.out.cr = image.NewGray(half), image.NewGray(half)
		r.blue, r.red = make([]int32, half.Dx()), make([]int32, half.Dx())
	}
	return r
}

// addGray takes the next row.
func (r *reduction) addGray(row []uint8) {
	times, y := r.out.times, r.y/r.out.times
	r.y++
	if y >= r.out.gray.Rect.Dy() {
		return
	}
	out := r.out.gray.Pix[y*r.out.gray.Stride:]
	if times == 1 {
		copy(out[:len(r.sums)], row)
		return
	}
	for x := range r.sums {
		for _, v := range row[x*times : min((x+1)*times, len(row))] {
			r.sums[x] += uint32(v)
		}
	}
	if r.y%times == 0 {
		for x, s := range r.sums {
			out[x] = uint8(s / uint32(times*times))
		}
		clear(r.sums)
	}
}

// addRGB takes the next row of three bytes a pixel.
func (r *reduction) addRGB(row []uint8) {
	gray := make([]uint8, r.w)
	cy := r.y / r.side
	for x := range r.w {
		p := row[3*x : 3*x+3]
		red, green, blue := int32(p[0]), int32(p[1]), int32(p[2])
		v := (19595*red + 38470*green + 7471*blue + 1<<15) >> 16
		gray[x] = uint8(v)
		if red != green || green != blue {
			if c := x / r.side; c < len(r.blue) {
				r.blue[c] += blue - v
				r.red[c] += red - v
			}
		}
	}
	r.addGray(gray)
	if r.y%r.side == 0 && cy < r.out.cb.Rect.Dy() {
		area := int32(r.side * r.side)
		for c := range r.blue {
			r.out.cb.Pix[cy*r.out.cb.Stride+c] = uint8(128 + r.blue[c]*36/(64*area)) // 0.564 of it
			r.out.cr.Pix[cy*r.out.cr.Stride+c] = uint8(128 + r.red[c]*45/(64*area))  // 0.713 of it
		}
		clear(r.blue)
		clear(r.red)
	}
}

// done is the reduced image; without its colours when there are none.
func (r *reduction) done() source {
	if r.out.cb != nil {
		if rest := r.y % r.side; rest != 0 { // the last row of squares is not whole
			for i := (r.y / r.side) * r.out.cb.Stride; i < len(r.out.cb.Pix); i++ {
				r.out.cb.Pix[i], r.out.cr.Pix[i] = 128, 128
			}
		}
		if !coloured(r.out.cb, r.out.cr) {
			r.out.cb, r.out.cr = nil, nil
		}
	}
	return r.out
}

// turn rotates by quarter turns clockwise.
func (s *source) turn(degrees int) {
	s.gray = turn(s.gray, degrees)
	if s.cb != nil {
		s.cb, s.cr = turn(s.cb, degrees), turn(s.cr, degrees)
	}
}
