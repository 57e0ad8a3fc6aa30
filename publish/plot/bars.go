// Package plot draws charts as SVG, for pages that run no script. A chart is a
// picture of its own with a title and a description; it says nothing that the
// table beside it does not. Kinds are told apart by pattern as well as by colour.
// Pure: the same chart gives the same bytes. Units are SVG user units.
package plot

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// Chart is groups of bars, one bar of every series in each group.
type Chart struct {
	Title       string
	Description string
	Groups      []string // names beneath the bars
	Series      []Series // at most three
}

// Series is one kind of bar.
type Series struct {
	Name   string
	Values []float64 // one for each group, not below zero
}

// Size of the drawing and of the margins around its field. It is narrow, so that its
// text can still be read where a telephone shows it at two thirds.
const (
	width, height            = 480.0, 300.0
	left, right, top, bottom = 44.0, 8.0, 66.0, 36.0
	textSize                 = 15.0
)

// fills tell series apart: full, hatched, outlined.
var fills = []string{"#7a1a22", "url(#hatch)", "#ffffff"}

// Bars draws the chart.
func Bars(c Chart) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" width="%g" height="%g" role="img" aria-labelledby="t d" font-family="PT Sans, Arial, sans-serif" font-size="%g" fill="#1b1a18">`+"\n", width, height, width, height, textSize)
	fmt.Fprintf(&b, `<title id="t">%s</title><desc id="d">%s</desc>`+"\n", html.EscapeString(c.Title), html.EscapeString(c.Description))
	b.WriteString(`<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/><rect width="3" height="6" fill="#15427a"/></pattern></defs>` + "\n")
	fmt.Fprintf(&b, `<rect width="%g" height="%g" fill="#ffffff"/>`+"\n", width, height)
	c.legend(&b)
	ceiling := c.grid(&b)
	c.bars(&b, ceiling)
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// legend names the series above the field, in two lines where one is too short.
func (c Chart) legend(b *strings.Builder) {
	const box = 20.0
	x, y := left, 10.0
	for i, s := range c.Series {
		long := box + .57*textSize*float64(len([]rune(s.Name)))
		if x > left && x+long > width-right {
			x, y = left, y+box+4
		}
		fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="14" height="14" fill="%s" stroke="#1b1a18"/><text x="%.1f" y="%.1f">%s</text>`+"\n", x, y, fills[i%len(fills)], x+box, y+12, html.EscapeString(s.Name))
		x += long + 16
	}
}

// grid draws lines at round values and returns the highest of them.
func (c Chart) grid(b *strings.Builder) float64 {
	highest := 0.0
	for _, s := range c.Series {
		for _, v := range s.Values {
			highest = max(highest, v)
		}
	}
	step := roundStep(highest / 4)
	ceiling := max(step, math.Ceil(highest/step)*step)
	for v := 0.0; v <= ceiling+step/2; v += step {
		y := level(v, ceiling)
		fmt.Fprintf(b, `<line x1="%g" x2="%g" y1="%.1f" y2="%.1f" stroke="#d8d1c2"/><text x="%g" y="%.1f" text-anchor="end">%g</text>`+"\n", left, width-right, y, y, left-8, y+5, v)
	}
	return ceiling
}

// bars draws the groups and their names. Where there are many, only some are
// named, so that the names do not run into one another.
func (c Chart) bars(b *strings.Builder, ceiling float64) {
	if len(c.Groups) == 0 || len(c.Series) == 0 {
		return
	}
	group := (width - left - right) / float64(len(c.Groups))
	bar := min(28, group*.8/float64(len(c.Series)))
	named := 1
	for group*float64(named) < 84 {
		named++
	}
	for g, name := range c.Groups {
		middle := left + group*(float64(g)+.5)
		for i, s := range c.Series {
			x, y := middle-bar*float64(len(c.Series))/2+bar*float64(i), level(s.Values[g], ceiling)
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" stroke="#1b1a18"/>`+"\n", x, y, bar, height-bottom-y, fills[i%len(fills)])
		}
		if g%named == 0 {
			fmt.Fprintf(b, `<text x="%.1f" y="%g" text-anchor="middle">%s</text>`+"\n", middle, height-bottom+22, html.EscapeString(name))
		}
	}
}

// level is where a value stands in the field.
func level(v, ceiling float64) float64 {
	return height - bottom - v/ceiling*(height-top-bottom)
}

// roundStep is the least of 1, 2, 5, 10, 20, 50… that is not below v.
func roundStep(v float64) float64 {
	power := 1.0
	for {
		for _, f := range []float64{1, 2, 5} {
			if f*power >= v {
				return f * power
			}
		}
		power *= 10
	}
}
