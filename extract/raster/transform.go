package raster

import (
	"image"
	"math"
)

// turn rotates an image by quarter turns clockwise.
func turn(src *image.Gray, degrees int) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	switch degrees {
	case 90:
		dst := image.NewGray(image.Rect(0, 0, h, w))
		for y := range h {
			row := src.Pix[y*src.Stride:]
			for x := range w {
				dst.Pix[x*dst.Stride+h-1-y] = row[x]
			}
		}
		return dst
	case 180:
		dst := image.NewGray(image.Rect(0, 0, w, h))
		for y := range h {
			row, out := src.Pix[y*src.Stride:], dst.Pix[(h-1-y)*dst.Stride:]
			for x := range w {
				out[w-1-x] = row[x]
			}
		}
		return dst
	case 270:
		return turn(turn(src, 180), 90)
	}
	return src
}

// crop copies a part of an image, which must lie within it.
func crop(src *image.Gray, area image.Rectangle) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, area.Dx(), area.Dy()))
	for y := range area.Dy() {
		copy(dst.Pix[y*dst.Stride:(y+1)*dst.Stride], src.Pix[(area.Min.Y+y)*src.Stride+area.Min.X:])
	}
	return dst
}

// scale resizes by averaging the source pixels that fall into each target pixel,
// or between neighbours when growing.
func scale(src *image.Gray, w, h int) *image.Gray {
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	if w == sw && h == sh {
		return src
	}
	if w > sw || h > sh {
		return grow(src, w, h)
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]uint32, w)
	for y := range h {
		y0, y1 := y*sh/h, max((y+1)*sh/h, y*sh/h+1)
		clear(sums)
		for sy := y0; sy < y1; sy++ {
			row := src.Pix[sy*src.Stride:]
			for x := range w {
				x0, x1 := x*sw/w, max((x+1)*sw/w, x*sw/w+1)
				var s uint32
				for sx := x0; sx < x1; sx++ {
					s += uint32(row[sx])
				}
				sums[x] += s * 256 / uint32(x1-x0)
			}
		}
		out := dst.Pix[y*dst.Stride:]
		for x := range w {
			out[x] = uint8(sums[x] / 256 / uint32(y1-y0))
		}
	}
	return dst
}

// grow enlarges an image by cubic interpolation (Catmull and Rom), which keeps
// thin strokes sharper than a linear one.
func grow(src *image.Gray, w, h int) *image.Gray {
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	across, down := cubic(sw, w), cubic(sh, h)
	dst := image.NewGray(image.Rect(0, 0, w, h))
	// Rows of the source as wide as the target, each made once.
	rows := map[int][]int32{}
	for y := range h {
		t := down[y]
		var line [4][]int32
		for i := range line {
			sy := min(max(t.first+i, 0), sh-1)
			if rows[sy] == nil {
				rows[sy] = widened(src.Pix[sy*src.Stride:sy*src.Stride+sw], across)
			}
			line[i] = rows[sy]
		}
		delete(rows, t.first-1)
		out := dst.Pix[y*dst.Stride:]
		for x := range w {
			v := line[0][x]*t.part[0] + line[1][x]*t.part[1] + line[2][x]*t.part[2] + line[3][x]*t.part[3]
			out[x] = uint8(min(max((v+1<<15)>>16, 0), 255))
		}
	}
	return dst
}

// taps are four neighbours and how much each counts, in 256ths.
type taps struct {
	first int
	part  [4]int32
}

// cubic lists for each of n target pixels what it takes of the source's.
func cubic(source, n int) []taps {
	out := make([]taps, n)
	step := float64(source) / float64(n)
	for i := range out {
		at := (float64(i)+0.5)*step - 0.5
		base := math.Floor(at)
		t := at - base
		out[i].first = int(base) - 1
		out[i].part = [4]int32{
			int32(math.Round(128 * t * (-1 + t*(2-t)))),
			0,
			int32(math.Round(128 * t * (1 + t*(4-3*t)))),
			int32(math.Round(128 * t * t * (t - 1))),
		}
		out[i].part[1] = 256 - out[i].part[0] - out[i].part[2] - out[i].part[3]
	}
	return out
}

// widened is a row interpolated to as many pixels as there are taps, times 256.
func widened(row []uint8, across []taps) []int32 {
	out := make([]int32, len(across))
	for x, t := range across {
		for i, part := range t.part {
			out[x] += int32(row[min(max(t.first+i, 0), len(row)-1)]) * part
		}
	}
	return out
}

// sample interpolates between four pixels; paper beyond the edge is white.
func sample(src *image.Gray, x, y float64) uint8 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	fx, fy := int((x-float64(x0))*256), int((y-float64(y0))*256)
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if x0 >= 0 && y0 >= 0 && x0+1 < w && y0+1 < h {
		p := src.Pix[y0*src.Stride+x0:]
		a, b := int(p[0]), int(p[1])
		c, d := int(p[src.Stride]), int(p[src.Stride+1])
		return uint8(((a*(256-fx)+b*fx)*(256-fy) + (c*(256-fx)+d*fx)*fy) >> 16)
	}
	if x0 < -1 || y0 < -1 || x0 >= w || y0 >= h {
		return 255
	}
	return src.Pix[min(max(y0, 0), h-1)*src.Stride+min(max(x0, 0), w-1)]
}

// straighten rotates by skew degrees counter-clockwise about the centre, keeping
// the size.
func straighten(src *image.Gray, skew float64) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		out := dst.Pix[y*dst.Stride:]
		// Along a row the source point moves by a constant step.
		sx, sy := skewed(0, float64(y), float64(w), float64(h), skew)
		sin, cos := math.Sincos(skew * math.Pi / 180)
		for x := range w {
			out[x] = sample(src, sx, sy)
			sx += cos
			sy += sin
		}
	}
	return dst
}

// skewed returns where a point of the straightened page stood on the skewed one.
func skewed(x, y, w, h, skew float64) (float64, float64) {
	sin, cos := math.Sincos(skew * math.Pi / 180)
	dx, dy := x-w/2, y-h/2
	return w/2 + dx*cos - dy*sin, h/2 + dx*sin + dy*cos
}

// threshold is Otsu's: the grey level that best parts ink from paper.
func threshold(img *image.Gray) uint8 {
	var hist [256]float64
	var total, sum float64
	for y := range img.Rect.Dy() {
		for _, v := range img.Pix[y*img.Stride : y*img.Stride+img.Rect.Dx()] {
			hist[v]++
		}
	}
	for v, n := range hist {
		total += n
		sum += float64(v) * n
	}
	best, at := -1.0, 127
	var below, belowSum float64
	for v, n := range hist {
		below += n
		belowSum += float64(v) * n
		above := total - below
		if below == 0 || above == 0 {
			continue
		}
		d := belowSum/below - (sum-belowSum)/above
		if between := below * above * d * d; between > best {
			best, at = between, v
		}
	}
	return uint8(min(at, 220))
}
