package ocr

import "image"

// run is a stretch of ink in one row: x0 ≤ x < x1.
type run struct{ y, x0, x1, blob int32 }

// blob is a connected piece of ink.
type blob struct {
	box     image.Rectangle
	ink     int // pixels
	longest int // the longest run
	covered int // pixels under words that are sure
	runs    []run
}

// maxRuns bounds the memory that a page of noise takes: 16 bytes a run.
const maxRuns = 4 << 20

// blobsOf finds the connected pieces of ink, neighbours by edge or corner, in
// the order of their first rows; nil for a page of nothing but noise.
func blobsOf(img *image.Gray, dark uint8) []blob {
	runs := runsOf(img, dark)
	if len(runs) >= maxRuns {
		return nil
	}
	parent := joined(runs)
	// Blobs are numbered as they come, and their runs laid side by side.
	number := map[int32]int32{}
	var sizes []int
	for i := range runs {
		root := find(parent, int32(i))
		n, known := number[root]
		if !known {
			n = int32(len(sizes))
			number[root] = n
			sizes = append(sizes, 0)
		}
		runs[i].blob = n
		sizes[n]++
	}
	store := make([]run, len(runs))
	blobs := make([]blob, len(sizes))
	at := 0
	for i, n := range sizes {
		blobs[i].runs = store[at : at : at+n]
		at += n
	}
	for _, r := range runs {
		blobs[r.blob].add(r)
	}
	return blobs
}

func (b *blob) add(r run) {
	width := int(r.x1 - r.x0)
	b.runs = append(b.runs, r)
	b.box = b.box.Union(image.Rect(int(r.x0), int(r.y), int(r.x1), int(r.y)+1))
	b.ink += width
	b.longest = max(b.longest, width)
}

func runsOf(img *image.Gray, dark uint8) []run {
	var runs []run
	w := img.Rect.Dx()
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride : y*img.Stride+w]
		for x := 0; x < w; x++ {
			if row[x] > dark {
				continue
			}
			start := x
			for x < w && row[x] <= dark {
				x++
			}
			runs = append(runs, run{y: int32(y), x0: int32(start), x1: int32(x)})
			if len(runs) >= maxRuns {
				return runs
			}
		}
	}
	return runs
}

// joined links every run with those that it touches in the row above.
func joined(runs []run) []int32 {
	parent := make([]int32, len(runs))
	above, start := 0, 0 // first run of the row above that may touch; first of this row
	for i, r := range runs {
		parent[i] = int32(i)
		if i > 0 && r.y != runs[i-1].y {
			above, start = start, i
			if runs[above].y != r.y-1 {
				above = start
			}
		}
		for above < start && runs[above].x1 < r.x0 {
			above++
		}
		for k := above; k < start && runs[k].x0 <= r.x1; k++ {
			a, b := find(parent, int32(k)), find(parent, int32(i))
			parent[max(a, b)] = min(a, b)
		}
	}
	return parent
}

// find returns the root of a run's tree, shortening the way for the next time.
func find(parent []int32, i int32) int32 {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}
