package ocr

import (
	"image"
	"slices"

	"vestnik/pipeline"
)

// patch is a cluster of ink that no sure word covers.
type patch struct {
	box   image.Rectangle
	ink   int
	blobs []blob
}

// measure holds the lengths that shapes are measured in, in pixels.
type measure struct {
	inch float64
	body float64 // height of the page's usual letter
}

func (m measure) mm(v float64) float64 { return v * m.inch / 25.4 }

// patches gathers blobs that lie as near to each other as letters and words do.
func patches(blobs []blob, m measure) []patch {
	if len(blobs) == 0 {
		return nil
	}
	f := newField(blobs, max(4, int(m.mm(1.25))))
	out := make([]patch, f.flood())
	for _, b := range blobs {
		out[f.label(b)].add(b)
	}
	return out
}

// whole tells what the patches hold, after it joined to those that are no print
// the smaller ones that lie within or against them: a coat of arms falls into
// many pieces. A line of writing that runs on beyond stays by itself.
func whole(patches []patch, m measure) []found {
	slices.SortStableFunc(patches, func(a, b patch) int { return b.ink - a.ink })
	var out []found
	reach := int(m.mm(1.5))
	for len(patches) > 0 {
		p, others := patches[0], patches[1:]
		patches = nil
		if kind := p.kind(m); kind == "" || kind == pipeline.LostText {
			out = append(out, found{p.box, kind})
			patches = others
			continue
		}
		for _, o := range others {
			if o.box.Dx() <= p.box.Dx() && o.box.Inset(-reach).Overlaps(p.box) {
				p.box, p.ink, p.blobs = p.box.Union(o.box), p.ink+o.ink, append(p.blobs, o.blobs...)
			} else {
				patches = append(patches, o)
			}
		}
		lines, rest := p.crossed(m)
		for _, l := range lines {
			out = append(out, found{l.box, pipeline.LostText})
		}
		out = append(out, found{rest.box, rest.kind(m)})
	}
	return slices.DeleteFunc(out, func(f found) bool { return f.Kind == "" })
}

// A line crossed by a seal is longer than what a seal says in its middle.
const (
	leastCrossed = 25.0 // mm
	fewestOfLine = 6    // letters
)

// crossed parts the lines of print that strokes or a seal run through from what
// crosses them.
func (p patch) crossed(m measure) (lines []patch, rest patch) {
	var letters []blob
	for _, b := range p.blobs {
		w, h := float64(b.box.Dx()), float64(b.box.Dy())
		if h > 0.45*m.body && h < 1.8*m.body && w < longestLetter*h {
			letters = append(letters, b)
		} else {
			rest.add(b)
		}
	}
	for _, l := range patches(letters, m) {
		if float64(l.box.Dx()) >= m.mm(leastCrossed) && len(l.blobs) >= fewestOfLine && l.printed(m) {
			lines = append(lines, l)
			continue
		}
		for _, b := range l.blobs {
			rest.add(b)
		}
	}
	return lines, rest
}

func (p *patch) add(b blob) {
	p.box, p.ink, p.blobs = p.box.Union(b.box), p.ink+b.ink, append(p.blobs, b)
}

// field is the page in squares; those with ink hold the number of their cluster.
type field struct {
	side, columns, rows int
	labels              []int32 // 0 is no ink, -1 not yet numbered
}

func newField(blobs []blob, side int) *field {
	var bounds image.Rectangle
	for _, b := range blobs {
		bounds = bounds.Union(b.box)
	}
	f := &field{side: side, columns: bounds.Max.X/side + 1, rows: bounds.Max.Y/side + 1}
	f.labels = make([]int32, f.columns*f.rows)
	for _, b := range blobs {
		for _, r := range b.runs {
			row := int(r.y) / side * f.columns
			for c := int(r.x0) / side; c <= int(r.x1-1)/side; c++ {
				f.labels[row+c] = -1
			}
		}
	}
	return f
}

// Reach of a square: the gap between words, and none between lines.
const (
	reachAcross = 3
	reachDown   = 1
)

// flood numbers the clusters and returns how many there are.
func (f *field) flood() int {
	n := int32(0)
	var todo []int
	for i, v := range f.labels {
		if v != -1 {
			continue
		}
		n++
		f.labels[i] = n
		todo = append(todo[:0], i)
		for len(todo) > 0 {
			at := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			r, c := at/f.columns, at%f.columns
			for y := max(0, r-reachDown); y <= min(f.rows-1, r+reachDown); y++ {
				for x := max(0, c-reachAcross); x <= min(f.columns-1, c+reachAcross); x++ {
					if k := y*f.columns + x; f.labels[k] == -1 {
						f.labels[k] = n
						todo = append(todo, k)
					}
				}
			}
		}
	}
	return int(n)
}

func (f *field) label(b blob) int {
	r := b.runs[0]
	return int(f.labels[int(r.y)/f.side*f.columns+int(r.x0)/f.side]) - 1
}

// median of heights; 0 of none.
func median(values []int) float64 {
	if len(values) == 0 {
		return 0
	}
	values = slices.Sorted(slices.Values(values))
	return float64(values[len(values)/2])
}
