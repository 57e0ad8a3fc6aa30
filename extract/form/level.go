package form

import (
	"math"
	"slices"
)

// level brings the words of a page that was scanned askew or photographed from one
// side to where they would stand on a straight one, so that what was printed on one
// line has one height: a label and its value in the next column. Boxes for the
// reader of the field stay as they are.
//
// The slope is that of the lines themselves. It may change from the top of the page
// to its foot, as in a photo, and is taken for each half.
func level(lines [][]*word, width, height float64) {
	var upper, lower []float64
	for _, line := range lines {
		slope, y, ok := slopeOf(line, width)
		switch {
		case !ok:
		case y < height/2:
			upper = append(upper, slope)
		default:
			lower = append(lower, slope)
		}
	}
	const enough = 4 // lines to tell a slope by
	all := slices.Concat(upper, lower)
	if len(all) < enough {
		return
	}
	top, foot := median(all), median(all)
	if len(upper) >= enough && len(lower) >= enough {
		top, foot = median(upper), median(lower)
	}
	const straight = 0.001 // less than a point from margin to margin
	if math.Abs(top) < straight && math.Abs(foot) < straight {
		return
	}
	for _, line := range lines {
		for _, w := range line {
			// The medians are those of a quarter and of three quarters of the height.
			share := middle(w.geo)/height*2 - 0.5
			slope := top + (foot-top)*math.Min(1.5, math.Max(-0.5, share))
			d := slope * ((w.geo[0]+w.geo[2])/2 - width/2)
			w.geo[1], w.geo[3] = w.geo[1]-d, w.geo[3]-d
		}
	}
}

// slopeOf is how much a line sinks by each point to the right, and at what height
// it stands; false for lines too short to tell. It is the slope from each word of
// the first half to one of the other, the middle one of them.
func slopeOf(line []*word, width float64) (slope, y float64, ok bool) {
	const long = 0.25 // of the page
	var words []*word
	for _, w := range line {
		if len(w.folded) > 2 {
			words = append(words, w)
		}
	}
	n := len(words)
	if n < 3 || words[n-1].geo[2]-words[0].geo[0] < long*width {
		return 0, 0, false
	}
	var slopes []float64
	for i, a := range words {
		for _, b := range words[i+1:] {
			if dx := b.geo[0] + b.geo[2] - a.geo[0] - a.geo[2]; dx > long*width {
				slopes = append(slopes, 2*(middle(b.geo)-middle(a.geo))/dx)
			}
		}
		y += middle(a.geo) / float64(n)
	}
	if slopes == nil {
		return 0, 0, false
	}
	return median(slopes), y, true
}

func median(values []float64) float64 {
	values = slices.Clone(values)
	slices.Sort(values)
	return values[len(values)/2]
}
