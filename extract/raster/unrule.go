package raster

import (
	"image"
	"slices"
)

// unrule lists the rulings of an image and takes out those that Tesseract stumbles
// over: upright ones, which it reads as letters, and the level ones of tables,
// for which it leaves out cells. A level line by itself stays, being a blank to
// fill in or an underlined word. Strokes of letters that cross a ruling stay whole.
// letter is the height of most letters in pixels, 0 when there are few.
func unrule(img *image.Gray, dark uint8, dpi, letter float64) (*image.Gray, []Ruling) {
	soft := softer(img, dark)
	thick := max(2, dpi*thickRuling)
	if letter > 0 { // else a line of blurred small print may be taken for a ruling
		thick = min(thick, max(3, letter*thickOfLetter))
	}
	level := barsOf(img, soft, dpi, thick)
	on := transposed(img)
	upright := barsOf(on, soft, dpi, thick)
	level, upright = rulings(level, upright, dpi)
	if len(level)+len(upright) == 0 {
		return img, nil
	}
	out := slices.Concat(listed(level, upright, dpi, false), listed(upright, level, dpi, true))
	for _, b := range upright {
		b.erase(on, dark)
	}
	img = transposed(on)
	for i, b := range level {
		if out[i].Removed {
			b.erase(img, dark)
		}
	}
	return img, out
}

// rulings keeps of the bars what is long, or what joins two long ones: the walls
// between the cells of a table.
func rulings(level, upright []*bar, dpi float64) ([]*bar, []*bar) {
	short := func(b *bar) bool { return float64(b.Dx()) < dpi*longRuling }
	keep := func(bars, across []*bar) []*bar {
		return slices.DeleteFunc(slices.Clone(bars), func(b *bar) bool { return short(b) && !b.joins(across) })
	}
	longLevel, longUpright := slices.DeleteFunc(slices.Clone(level), short), slices.DeleteFunc(slices.Clone(upright), short)
	return keep(level, longUpright), keep(upright, longLevel)
}

// joins reports whether the bar leads from right through one bar of the other
// direction, whose coordinates are exchanged, to right through another: a figure
// in a cell may touch one line, but does not end where lines end.
func (b *bar) joins(across []*bar) bool {
	ends := 0
	middle := (b.Min.Y + b.Max.Y) / 2
	for _, o := range across {
		i := middle - o.Min.X
		if i < 0 || i >= len(o.top) || o.top[i] >= o.bottom[i] {
			continue
		}
		top, bottom := int(o.top[i]), int(o.bottom[i])
		if b.Min.X >= top-1 && b.Min.X <= top+1 {
			ends |= 1
		}
		if b.Max.X >= bottom-1 && b.Max.X <= bottom+1 {
			ends |= 2
		}
	}
	return ends == 3
}

// meets reports whether a bar of the other direction, whose coordinates are
// exchanged, comes close.
func (b *bar) meets(across []*bar, dpi float64) bool {
	area := b.Inset(-max(1, int(closeBy*dpi)))
	return slices.ContainsFunc(across, func(o *bar) bool { return exchanged(o.Rectangle).Overlaps(area) })
}

func exchanged(r image.Rectangle) image.Rectangle {
	return image.Rect(r.Min.Y, r.Min.X, r.Max.Y, r.Max.X)
}

// listed describes bars, upright ones with their coordinates exchanged back.
func listed(bars, across []*bar, dpi float64, vertical bool) []Ruling {
	var out []Ruling
	for _, b := range bars {
		r := Ruling{Box: b.Rectangle, Vertical: vertical, Meets: b.meets(across, dpi)}
		r.Removed = r.Vertical || r.Meets
		if vertical {
			r.Box = exchanged(r.Box)
		}
		out = append(out, r)
	}
	return out
}

// erase paints the bar over, column by column, with the paper beside it. Where
// there is ink on both sides a stroke crosses, which stays.
func (b *bar) erase(img *image.Gray, dark uint8) {
	h := img.Rect.Dy()
	for i := range b.top {
		x, top, bottom := b.Min.X+i, int(b.top[i]), int(b.bottom[i])
		if top >= bottom {
			continue
		}
		above, below := b.inkBeside(img, x, top-2, dark), b.inkBeside(img, x, bottom+1, dark)
		if above && below {
			continue
		}
		paper := max(at(img, x, top-4), at(img, x, bottom+3))
		// The blurred rim of the line goes too, but not the foot of a letter on it.
		if !above {
			top -= 2
		}
		if !below {
			bottom += 2
		}
		for y := max(0, top); y < min(h, bottom); y++ {
			img.Pix[y*img.Stride+x] = max(img.Pix[y*img.Stride+x], paper)
		}
	}
}

// inkBeside reports ink at a place or to its left or right: strokes cross aslant.
func (b *bar) inkBeside(img *image.Gray, x, y int, dark uint8) bool {
	return !lightAt(img, x, y, dark) || !lightAt(img, x-1, y, dark) || !lightAt(img, x+1, y, dark)
}

// at is a pixel's level; white outside.
func at(img *image.Gray, x, y int) uint8 {
	if y < 0 || y >= img.Rect.Dy() {
		return 255
	}
	return img.Pix[y*img.Stride+x]
}

// transposed is the image with rows and columns exchanged, made in small squares
// for the sake of the processor's cache.
func transposed(src *image.Gray) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, h, w))
	const side = 32
	for y0 := 0; y0 < h; y0 += side {
		for x0 := 0; x0 < w; x0 += side {
			for y := y0; y < min(y0+side, h); y++ {
				row := src.Pix[y*src.Stride:]
				for x := x0; x < min(x0+side, w); x++ {
					dst.Pix[x*dst.Stride+y] = row[x]
				}
			}
		}
	}
	return dst
}

// softer is a level between ink and paper: fine lines are paler than letters.
func softer(img *image.Gray, dark uint8) uint8 {
	paper := paperLevel(img, img.Rect)
	return max(dark, uint8((int(dark)+int(paper))/2))
}
