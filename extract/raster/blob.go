package raster

import "image"

// run is a stretch of ink in one row, in the columns from x0 to before x1.
type run struct{ x0, x1, y, blob int32 }

// blob is ink that hangs together: a letter, a line of a table, a speck.
type blob struct {
	x0, y0, x1, y1 int32 // x1 and y1 are beyond it
	area, rows     int32 // pixels of ink, and the runs that they come in
}

func (b *blob) width() int  { return int(b.x1 - b.x0) }
func (b *blob) height() int { return int(b.y1 - b.y0) }

// ink is an image parted into paper and blobs.
type ink struct {
	dark  uint8 // the lightest level that is ink
	runs  []run // row by row, from left to right
	blobs []blob
}

// maxRuns bounds the memory of an analysis; a page of print has some 200 000
// runs. What has more is noise, and is not analysed.
const maxRuns = 3_000_000

// inked finds the blobs of what is as dark as a level, joined at sides and corners.
func inked(img *image.Gray, dark uint8) ink {
	k := ink{dark: dark}
	parent := []int32{}
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	above, here := 0, 0 // where the runs of the last row and of this one begin
	w := int32(img.Rect.Dx())
	for y := range int32(img.Rect.Dy()) {
		above, here = here, len(k.runs)
		if here > maxRuns {
			return ink{dark: k.dark}
		}
		row := img.Pix[int(y)*img.Stride : int(y)*img.Stride+int(w)]
		up := above
		for x := int32(0); x < w; x++ {
			if row[x] > k.dark {
				continue
			}
			r := run{x0: x, y: y, blob: -1}
			for x < w && row[x] <= k.dark {
				x++
			}
			r.x1 = x
			for up < here && k.runs[up].x1 < r.x0 {
				up++
			}
			for i := up; i < here && k.runs[i].x0 <= r.x1; i++ {
				other := root(k.runs[i].blob)
				if r.blob < 0 {
					r.blob = other
				} else if mine := root(r.blob); mine != other {
					parent[max(mine, other)] = min(mine, other)
				}
			}
			if r.blob < 0 {
				r.blob = int32(len(parent))
				parent = append(parent, r.blob)
			}
			k.runs = append(k.runs, r)
		}
	}
	k.gather(parent, root)
	return k
}

// gather numbers the blobs and measures them.
func (k *ink) gather(parent []int32, root func(int32) int32) {
	number := make([]int32, len(parent))
	for i := range parent {
		if parent[i] == int32(i) {
			number[i] = int32(len(k.blobs))
			k.blobs = append(k.blobs, blob{x0: 1 << 30, y0: 1 << 30})
		}
	}
	for i := range k.runs {
		r := &k.runs[i]
		r.blob = number[root(r.blob)]
		b := &k.blobs[r.blob]
		b.x0, b.x1 = min(b.x0, r.x0), max(b.x1, r.x1)
		b.y0, b.y1 = min(b.y0, r.y), max(b.y1, r.y+1)
		b.area += r.x1 - r.x0
		b.rows++
	}
}

// letters tells of each blob whether it may be a letter, or some letters that
// touch: print of 3 to 40 points, should the resolution be wrong by half.
func (k *ink) letters(dpi float64) []bool {
	low, high := max(4, int(dpi*0.02)), int(dpi*0.3)
	out := make([]bool, len(k.blobs))
	for i := range k.blobs {
		b := &k.blobs[i]
		w, h := b.width(), b.height()
		out[i] = h >= low && h <= high && w >= 2 && w <= 12*h && h <= 12*w && int(b.area)*20 > w*h
	}
	return out
}
