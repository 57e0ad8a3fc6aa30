package raster

import (
	"math"
	"slices"
)

// Bounds of the search for skew, in degrees.
const (
	maxSkew    = 20.0
	coarseStep = 0.25
	fineStep   = 0.05
	minSkew    = 0.1 // less does Tesseract no harm
)

// Bounds of what is taken for lines of writing.
const (
	fewEdges   = 200  // less tell nothing
	manyEdges  = 8000 // more tell nothing new
	standsOut  = 1.3  // how much steeper the profile is along lines than at most angles
	worthwhile = 1.1  // and than without turning
)

// point is where some ink ends, in pixels.
type point struct{ x, y int32 }

// edges are the ends of letters on one side, thinned to what a search needs.
type edges struct {
	points []point
	bin    float64 // pixels of one step of a profile
}

// skewOf finds by how many degrees clockwise the lines of writing lean. At the
// right angle the lower edges of letters fall into few rows, so that the profile
// of rows has its steepest steps. Zero when no angle stands out.
func skewOf(e edges) float64 {
	if len(e.points) < fewEdges {
		return 0
	}
	var all []float64
	best, at := -1.0, 0.0
	for a := -maxSkew; a <= maxSkew; a += coarseStep {
		s := e.steepness(a, 2)
		all = append(all, s)
		if s > best {
			best, at = s, a
		}
	}
	slices.Sort(all)
	if best < standsOut*all[len(all)/2] || math.Abs(at) > maxSkew-coarseStep {
		return 0
	}
	at, best = e.refine(at, coarseStep)
	if math.Abs(at) < minSkew || best < worthwhile*e.steepness(0, 1) {
		return 0
	}
	return math.Round(at/fineStep) * fineStep
}

// refine looks around an angle for the steepest profile.
func (e edges) refine(around, reach float64) (at, best float64) {
	best = -1
	for a := around - reach; a <= around+reach+fineStep/2; a += fineStep {
		if s := e.steepness(a, 1); s > best {
			best, at = s, a
		}
	}
	return at, best
}

// sideways reports whether the writing runs up or down the page: seen from the
// side, the ends of letters fall into lines more steeply than seen from above.
func sideways(level, upright edges) bool {
	if len(level.points) < fewEdges || len(upright.points) < fewEdges {
		return false
	}
	return upright.steepest() > 1.3*level.steepest()
}

// steepest is the steepness along the best angle, per pair of edges.
func (e edges) steepest() float64 {
	best, at := 0.0, 0.0
	for a := -maxSkew; a <= maxSkew; a += coarseStep {
		if s := e.steepness(a, 2); s > best {
			best, at = s, a
		}
	}
	_, best = e.refine(at, coarseStep)
	n := float64(max(1, len(e.points)))
	return best / n / n
}

// steepness is the sum of squared steps in the profile of rows at an angle, with
// steps of so many bins.
func (e edges) steepness(degrees, bins float64) float64 {
	const one = 1 << 16
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	s, c := int64(sin*one/(e.bin*bins)), int64(cos*one/(e.bin*bins))
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, p := range e.points {
		v := int64(p.y)*c - int64(p.x)*s
		low, high = min(low, v), max(high, v)
	}
	profile := make([]int32, (high-low)>>16+9) // with room for the steps at both ends
	low -= 3 << 16
	for _, p := range e.points {
		// Shared between two bins: else the rows of pixels themselves, which are
		// level, would fall together best.
		v := int64(p.y)*c - int64(p.x)*s - low
		part := int32(v>>8) & 255
		profile[v>>16] += 256 - part
		profile[v>>16+1] += part
	}
	var sum int64
	for i := 3; i < len(profile); i++ {
		step := int64(profile[i]) + int64(profile[i-1]) - int64(profile[i-2]) - int64(profile[i-3])
		sum += step * step
	}
	return float64(sum)
}

// lowerEdges are the pixels of letters with paper right below: the line that
// writing stands on.
func (k *ink) lowerEdges(letters []bool, dpi float64) edges {
	var out []point
	below := 0
	for i := range k.runs {
		r := &k.runs[i]
		if !letters[r.blob] {
			continue
		}
		for below = max(below, i); below < len(k.runs); below++ {
			if b := &k.runs[below]; b.y > r.y+1 || b.y == r.y+1 && b.x1 > r.x0 {
				break
			}
		}
		x := r.x0
		for j := below; j < len(k.runs) && k.runs[j].y == r.y+1 && k.runs[j].x0 < r.x1; j++ {
			for ; x < k.runs[j].x0; x++ {
				out = append(out, point{x, r.y})
			}
			x = max(x, k.runs[j].x1)
		}
		for ; x < r.x1; x++ {
			out = append(out, point{x, r.y})
		}
	}
	return thinned(out, dpi)
}

// rightEdges are the right ends of letters, as they lie when the page of some
// height is turned by a quarter clockwise.
func (k *ink) rightEdges(letters []bool, dpi float64, height int) edges {
	var out []point
	for i := range k.runs {
		if r := &k.runs[i]; letters[r.blob] {
			out = append(out, point{int32(height) - 1 - r.y, r.x1 - 1})
		}
	}
	return thinned(out, dpi)
}

// thinned keeps as many edges as a search needs, evenly.
func thinned(points []point, dpi float64) edges {
	e := edges{bin: max(1, dpi/130)}
	step := float64(max(len(points), manyEdges)) / manyEdges
	for i := 0.0; int(i) < len(points); i += step {
		e.points = append(e.points, points[int(i)])
	}
	return e
}
