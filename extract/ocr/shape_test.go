package ocr

import (
	"image"
	"math"
	"slices"
	"testing"

	"vestnik/pipeline"
)

// sheetOf is white paper of A5 at 200 dpi.
func sheetOf() *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 1165, 1654))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	return img
}

// dab blackens a round spot: the tip of a pen.
func dab(img *image.Gray, x, y, radius float64) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			if p := image.Pt(int(x+dx), int(y+dy)); dx*dx+dy*dy <= radius*radius && p.In(img.Rect) {
				img.Pix[p.Y*img.Stride+p.X] = 20
			}
		}
	}
}

// fill blackens a rectangle.
func fill(img *image.Gray, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.Pix[y*img.Stride+x] = 20
		}
	}
}

// hollow draws the four sides of a rectangle.
func hollow(img *image.Gray, r image.Rectangle, thick int) {
	fill(img, image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick))
	fill(img, image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y))
	fill(img, image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y))
	fill(img, image.Rect(r.Max.X-thick, r.Min.Y, r.Max.X, r.Max.Y))
}

// print draws letters of one height on a line, each a piece by itself, and
// returns the boxes of its words of six letters.
func print(img *image.Gray, x, y, letters int) []image.Rectangle {
	var words []image.Rectangle
	for i := range letters {
		r := image.Rect(x, y-18, x+12, y)
		hollow(img, r, 3)
		if i%6 == 0 {
			words = append(words, r)
		}
		words[len(words)-1] = words[len(words)-1].Union(r)
		if x += 17; i%6 == 5 {
			x += 12
		}
	}
	return words
}

// cursive draws one joined stroke of loops that grow and shrink: a signature.
func cursive(img *image.Gray, x, y, width, height float64) {
	for t := 0.0; t < 1; t += 0.0005 {
		swing := height / 2 * (0.3 + 0.7*math.Abs(math.Sin(7*t)))
		dab(img, x+width*t+12*math.Sin(40*t), y+swing*math.Sin(50*t+math.Sin(9*t)), 1.5)
	}
}

func circle(img *image.Gray, x, y, radius, thick float64) {
	for a := 0.0; a < 2*math.Pi; a += 0.002 {
		dab(img, x+radius*math.Cos(a), y+radius*math.Sin(a), thick)
	}
}

// seal draws two rings with short strokes between, as the letters of a seal.
func seal(img *image.Gray, x, y float64) {
	circle(img, x, y, 155, 2)
	circle(img, x, y, 110, 1)
	for a := 0.0; a < 2*math.Pi; a += 0.16 {
		for r := 122.0; r < 144; r++ {
			dab(img, x+r*math.Cos(a), y+r*math.Sin(a), 1.5)
		}
	}
}

func TestInkWithoutWordsIsToldByItsShape(t *testing.T) {
	tests := []struct {
		name string
		draw func(*image.Gray)
		want []pipeline.RegionKind
	}{
		{"nothing", func(*image.Gray) {}, nil},
		{"a line of print", func(i *image.Gray) { print(i, 200, 900, 24) }, []pipeline.RegionKind{pipeline.LostText}},
		{"a number of two digits", func(i *image.Gray) { print(i, 500, 900, 2) }, []pipeline.RegionKind{pipeline.LostText}},
		{"a signature", func(i *image.Gray) { cursive(i, 500, 900, 300, 110) }, []pipeline.RegionKind{pipeline.Handwriting}},
		{"a small signature", func(i *image.Gray) { cursive(i, 500, 900, 160, 60) }, []pipeline.RegionKind{pipeline.Handwriting}},
		{"a seal", func(i *image.Gray) { seal(i, 600, 1000) }, []pipeline.RegionKind{pipeline.Stamp}},
		{"a signature across a seal", func(i *image.Gray) { seal(i, 600, 1000); cursive(i, 380, 990, 420, 120) }, []pipeline.RegionKind{pipeline.Stamp}},
		{"a seal across two lines of print", func(i *image.Gray) {
			print(i, 200, 960, 42)
			print(i, 200, 1000, 42)
			seal(i, 600, 1000)
		}, []pipeline.RegionKind{pipeline.LostText, pipeline.Stamp}},
		{"a frame around a number", func(i *image.Gray) {
			hollow(i, image.Rect(300, 900, 700, 1060), 4)
			print(i, 380, 990, 12)
		}, []pipeline.RegionKind{pipeline.LostText}},
		{"a picture", func(i *image.Gray) {
			for k := range 60 {
				dab(i, 400+float64(k*29%200), 900+float64(k*47%240), 14)
			}
		}, []pipeline.RegionKind{pipeline.Figure}},
		{"lines to be written upon", func(i *image.Gray) {
			for y := 800; y < 1100; y += 60 {
				fill(i, image.Rect(150, y, 1000, y+3))
			}
		}, nil},
		{"a table", func(i *image.Gray) {
			for y := 800; y <= 1100; y += 60 {
				fill(i, image.Rect(150, y, 1000, y+3))
			}
			for x := 150; x <= 1000; x += 170 {
				fill(i, image.Rect(x, 800, x+3, 1103))
			}
		}, nil},
		{"a bullet", func(i *image.Gray) { dab(i, 500, 900, 8) }, nil},
		{"specks", func(i *image.Gray) {
			for k := range 200 {
				fill(i, image.Rect(100+k*37%900, 700+k*53%800, 102+k*37%900, 702+k*53%800))
			}
		}, nil},
		{"the shadow of an edge", func(i *image.Gray) { fill(i, image.Rect(0, 0, 12, 1654)) }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			img := sheetOf()
			req := look{DPI: 200}
			for line := range 5 { // what was read surely
				for _, box := range print(img, 150, 200+40*line, 42) {
					req.Words = append(req.Words, seen{Box: box, Line: line + 1, Sure: true})
				}
			}
			tt.draw(img)
			got, _ := lookAt(img, req)
			var kinds []pipeline.RegionKind
			for _, p := range got.Patches {
				kinds = append(kinds, p.Kind)
			}
			if kinds = slices.Compact(kinds); !slices.Equal(kinds, tt.want) {
				t.Errorf("found %v, want %v", got.Patches, tt.want)
			}
		})
	}
}

func TestAWordReadOffAStrokeDoesNotCoverIt(t *testing.T) {
	img := sheetOf()
	cursive(img, 500, 900, 300, 110)
	for _, tt := range []struct {
		sure bool
		want int
	}{{true, 0}, {false, 1}} {
		req := look{DPI: 200, Words: []seen{{Box: image.Rect(480, 840, 820, 960), Line: 1, Sure: tt.sure}}}
		if got, _ := lookAt(img, req); len(got.Patches) != tt.want {
			t.Errorf("under a word, sure: %v, %d patches, want %d", tt.sure, len(got.Patches), tt.want)
		}
	}
}

func TestTheSheetShowsWhatIsToBeReadAgain(t *testing.T) {
	img := sheetOf()
	words := print(img, 150, 200, 30)
	lost := print(img, 400, 700, 12)
	req := look{DPI: 200}
	for i, box := range words {
		req.Words = append(req.Words, seen{Box: box, Line: 1, Sure: true, Again: i == 4})
	}
	answer, sheet := lookAt(img, req)
	if len(answer.Bands) != 2 || sheet == nil || sheet.Rect.Dx() != answer.Width {
		t.Fatalf("%+v", answer)
	}
	again, patch := answer.Bands[0], answer.Bands[1]
	if !slices.Equal(again.Words, []int{3, 4}) || again.Patch != -1 || patch.Patch != 0 {
		t.Errorf("bands %+v", answer.Bands)
	}
	// A word found on the sheet goes back to where it stands on the page.
	on := func(b band, r image.Rectangle) word {
		return word{text: "слово", box: r.Sub(b.From.Min).Add(b.At)}
	}
	got := sorted([]word{on(again, words[4]), on(patch, lost[1])}, answer.Bands)
	if len(got[0]) != 1 || len(got[1]) != 1 || got[0][0].box != words[4] || got[1][0].box != lost[1] {
		t.Errorf("words came back to %v, want %v and %v", got, words[4], lost[1])
	}
	for _, b := range answer.Bands {
		for y := range b.From.Dy() {
			for x := range b.From.Dx() {
				if sheet.GrayAt(b.At.X+x, b.At.Y+y) != img.GrayAt(b.From.Min.X+x, b.From.Min.Y+y) {
					t.Fatalf("band %+v differs from the page", b)
				}
			}
		}
	}
}

func TestBlobsAreThePiecesOfInk(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 7, 6))
	rows := []string{
		"#.....#",
		"#.#.#.#",
		".#...#.",
		"......#",
		"###....",
		"..#....",
	}
	for y, row := range rows {
		for x, c := range row {
			img.Pix[y*img.Stride+x] = 255
			if c == '#' {
				img.Pix[y*img.Stride+x] = 0
			}
		}
	}
	got := blobsOf(img, 128)
	want := []struct {
		box image.Rectangle
		ink int
	}{
		{image.Rect(0, 0, 3, 3), 4},
		{image.Rect(4, 0, 7, 4), 5},
		{image.Rect(0, 4, 3, 6), 4},
	}
	if len(got) != len(want) {
		t.Fatalf("%d pieces: %+v", len(got), got)
	}
	for i, w := range want {
		if got[i].box != w.box || got[i].ink != w.ink {
			t.Errorf("piece %d is %v of %d, want %+v", i, got[i].box, got[i].ink, w)
		}
	}
}

// FuzzBlobs holds that every dark pixel belongs to just one blob, within its box.
func FuzzBlobs(f *testing.F) {
	f.Add([]byte{0, 255, 0, 255, 0, 0}, uint8(3))
	f.Fuzz(func(t *testing.T, pix []byte, width uint8) {
		w := max(1, int(width))
		h := len(pix) / w
		img := &image.Gray{Pix: pix[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
		owner := make([]int, w*h)
		for i, b := range blobsOf(img, 100) {
			for _, r := range b.runs {
				for x := int(r.x0); x < int(r.x1); x++ {
					if at := int(r.y)*w + x; owner[at] != 0 || pix[at] > 100 || !image.Pt(x, int(r.y)).In(b.box) {
						t.Fatalf("pixel %d, %d of blob %d", x, r.y, i)
					} else {
						owner[at] = i + 1
					}
				}
			}
		}
		for at, v := range pix[:w*h] {
			if v <= 100 && owner[at] == 0 {
				t.Fatalf("pixel %d belongs to none", at)
			}
			if at%w > 0 && owner[at] != 0 && owner[at-1] != 0 && owner[at] != owner[at-1] {
				t.Fatalf("neighbours at %d belong to %d and %d", at, owner[at-1], owner[at])
			}
		}
	})
}
