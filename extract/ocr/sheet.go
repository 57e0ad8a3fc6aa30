package ocr

import (
	"image"
	"slices"

	"vestnik/pipeline"
)

// stretches are the pieces of lines that hold words to be read again, each with
// its neighbours: a line reads better than a word.
func stretches(words []seen, regular []bool, m measure) []band {
	var out []band
	for start := 0; start < len(words); {
		end := start
		for end < len(words) && words[end].Line == words[start].Line {
			end++
		}
		wanted := make([]bool, end-start)
		for i := range wanted {
			if w := words[start+i]; w.Again && regular[start+i] {
				for k := max(0, i-1); k <= min(len(wanted)-1, i+1); k++ {
					wanted[k] = true
				}
			}
		}
		for i := 0; i < len(wanted); i++ {
			if !wanted[i] {
				continue
			}
			b := band{Patch: -1, Zoom: 1}
			for ; i < len(wanted) && wanted[i]; i++ {
				b.Words = append(b.Words, start+i)
				b.From = b.From.Union(words[start+i].Box)
			}
			out = append(out, b.framed(m))
		}
		start = end
	}
	return out
}

// lost are the patches that look like print.
func (l looked) lost(m measure) []band {
	var out []band
	for i, p := range l.Patches {
		if p.Kind == pipeline.LostText {
			out = append(out, band{From: p.Box, Patch: i, Zoom: 1}.framed(m))
		}
	}
	return out
}

// framed leaves some paper around a band, and enlarges small print.
func (b band) framed(m measure) band {
	margin := int(m.body/4) + 1
	b.From = b.From.Inset(-margin)
	if m.body < 14 {
		b.Zoom = 2
	}
	return b
}

// mostSheet bounds the pixels of a sheet; what finds no room stays as it was read.
const mostSheet = 12_000_000

// compose lays the bands below each other on white, and tells each its place. It
// returns nil when there are none.
func compose(page *image.Gray, bands []band) *image.Gray {
	const gap = 30
	width, height, room := 0, gap, len(bands)
	for i := range bands {
		b := &bands[i]
		b.From = b.From.Intersect(page.Rect)
		w, h := b.From.Dx()*b.Zoom, b.From.Dy()*b.Zoom
		if (max(width, w)+2*gap)*(height+h+gap) > mostSheet {
			room = i
			break
		}
		b.At = image.Pt(gap, height)
		width, height = max(width, w), height+h+gap
	}
	clear(bands[room:]) // a band from nowhere is empty
	if width == 0 {
		return nil
	}
	sheet := image.NewGray(image.Rect(0, 0, width+2*gap, height))
	for i := range sheet.Pix {
		sheet.Pix[i] = 255
	}
	for _, b := range bands {
		b.draw(sheet, page)
	}
	return sheet
}

func (b band) draw(sheet, page *image.Gray) {
	for y := range b.From.Dy() * b.Zoom {
		from := page.Pix[(b.From.Min.Y+y/b.Zoom)*page.Stride+b.From.Min.X:]
		to := sheet.Pix[(b.At.Y+y)*sheet.Stride+b.At.X:]
		for x := range b.From.Dx() * b.Zoom {
			to[x] = from[x/b.Zoom]
		}
	}
}

// sorted gives each band the words of the sheet that stand in it, put back to
// where the band lies on the page.
func sorted(words []word, bands []band) [][]word {
	out := make([][]word, len(bands))
	for _, w := range words {
		middle := (w.box.Min.Y + w.box.Max.Y) / 2
		i := slices.IndexFunc(bands, func(b band) bool {
			return b.Zoom > 0 && middle >= b.At.Y && middle < b.At.Y+b.From.Dy()*b.Zoom
		})
		if i < 0 {
			continue
		}
		b := bands[i]
		back := func(p image.Point) image.Point { return p.Sub(b.At).Div(b.Zoom).Add(b.From.Min) }
		w.box = image.Rectangle{Min: back(w.box.Min), Max: back(w.box.Max)}.Intersect(b.From)
		out[i] = append(out[i], w)
	}
	return out
}
