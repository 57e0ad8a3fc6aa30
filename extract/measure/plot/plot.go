package plot

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"strconv"
)

// Point is one pair of figures. Where High is above Low, the true Y may well lie
// between them, which is drawn as a thin bar.
type Point struct{ X, Y, Low, High float64 }

// Line is a series, drawn in the order of its points.
type Line struct {
	Name   string
	Points []Point
	Dashed bool
	Marks  bool // a dot at each point even where lines are dense
}

// Axis goes from 0 to Max.
type Axis struct {
	Label string
	Max   float64
}

// Figure is a plot of up to four lines.
type Figure struct {
	Title string
	X, Y  Axis
	Lines []Line
}

// The picture's size, in pixels.
const Width, Height = 640, 400

// The room for what stands about the axes, in pixels.
const (
	left, right = 64, 20
	top, bottom = 44, 56
)

// style has colours that differ in brightness too, and swaps those of the paper
// where the reader's background is dark.
const style = `
text{font:13px "PT Sans",system-ui,sans-serif;fill:#222}
.title{font-weight:bold;font-size:15px}
.axis{stroke:#444;fill:none}.grid{stroke:#ddd;fill:none}
.l0{stroke:#0057a8}.l1{stroke:#c05000}.l2{stroke:#2b7a2b}.l3{stroke:#7a3d8f}
.line{fill:none;stroke-width:2.2}.bar{stroke-width:1.2;opacity:.6}.dashed{stroke-dasharray:6 5}
.m0{fill:#0057a8}.m1{fill:#c05000}.m2{fill:#2b7a2b}.m3{fill:#7a3d8f}
.paper{fill:#fff}
@media (prefers-color-scheme:dark){
text{fill:#e6e6e6}.axis{stroke:#bbb}.grid{stroke:#3a3a3a}.paper{fill:#161616}
.l0{stroke:#6db3f2}.l1{stroke:#ff9a4d}.l2{stroke:#7bd17b}.l3{stroke:#cf9be0}
.m0{fill:#6db3f2}.m1{fill:#ff9a4d}.m2{fill:#7bd17b}.m3{fill:#cf9be0}}
`

// SVG draws the figure.
func (f Figure) SVG() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s"><style>%s</style>`+"\n",
		Width, Height, html.EscapeString(f.Title), style)
	fmt.Fprintf(&b, `<rect class="paper" width="%d" height="%d"/>`+"\n", Width, Height)
	fmt.Fprintf(&b, `<text class="title" x="%d" y="24">%s</text>`+"\n", left, html.EscapeString(f.Title))
	f.axes(&b)
	for i, l := range f.Lines {
		f.line(&b, i, l)
	}
	f.legend(&b)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// at is where a point lies in the picture.
func (f Figure) at(p Point) (x, y float64) {
	x = left + (Width-left-right)*p.X/f.X.Max
	y = Height - bottom - (Height-top-bottom)*min(p.Y, f.Y.Max)/f.Y.Max
	return x, y
}

func (f Figure) axes(b *bytes.Buffer) {
	for _, v := range ticks(f.X.Max) {
		x, y := f.at(Point{X: v})
		fmt.Fprintf(b, `<path class="grid" d="M%.1f %.1fV%d"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n", x, y, top, x, y+18, number(v))
	}
	for _, v := range ticks(f.Y.Max) {
		x, y := f.at(Point{Y: v})
		fmt.Fprintf(b, `<path class="grid" d="M%.1f %.1fH%d"/><text x="%.1f" y="%.1f" text-anchor="end">%s</text>`+"\n", x, y, Width-right, x-8, y+4, number(v))
	}
	fmt.Fprintf(b, `<path class="axis" d="M%d %dV%dH%d"/>`+"\n", left, top, Height-bottom, Width-right)
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", (left+Width-right)/2, Height-16, html.EscapeString(f.X.Label))
	fmt.Fprintf(b, `<text transform="translate(18 %d) rotate(-90)" text-anchor="middle">%s</text>`+"\n", (top+Height-bottom)/2, html.EscapeString(f.Y.Label))
}

func (f Figure) line(b *bytes.Buffer, i int, l Line) {
	class := fmt.Sprintf("line l%d", i)
	if l.Dashed {
		class += " dashed"
	}
	fmt.Fprintf(b, `<polyline class="%s" points="`, class)
	for _, p := range l.Points {
		x, y := f.at(p)
		fmt.Fprintf(b, "%.1f,%.1f ", x, y)
	}
	b.WriteString("\"/>\n")
	if l.Dashed && !l.Marks {
		return
	}
	for _, p := range l.Points {
		x, y := f.at(p)
		if p.High > p.Low {
			_, low := f.at(Point{X: p.X, Y: p.Low})
			_, high := f.at(Point{X: p.X, Y: p.High})
			fmt.Fprintf(b, `<path class="bar l%d" d="M%.1f %.1fV%.1f"/>`, i, x, low, high)
		}
		fmt.Fprintf(b, `<circle class="m%d" cx="%.1f" cy="%.1f" r="3.5"/>`+"\n", i, x, y)
	}
}

func (f Figure) legend(b *bytes.Buffer) {
	for i, l := range f.Lines {
		x, y := left+16, top+16+20*i
		class := fmt.Sprintf("line l%d", i)
		if l.Dashed {
			class += " dashed"
		}
		fmt.Fprintf(b, `<path class="%s" d="M%d %dh30"/><text x="%d" y="%d">%s</text>`+"\n", class, x, y, x+38, y+4, html.EscapeString(l.Name))
	}
}

// ticks are about five round figures from 0 to most.
func ticks(most float64) []float64 {
	step := math.Pow(10, math.Floor(math.Log10(most/5)))
	for _, m := range []float64{1, 2, 5, 10} {
		if most/(step*m) <= 6 {
			step *= m
			break
		}
	}
	var out []float64
	for i := 0; float64(i)*step <= most*1.0001; i++ {
		out = append(out, float64(i)*step)
	}
	return out
}

func number(v float64) string { return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64) }
