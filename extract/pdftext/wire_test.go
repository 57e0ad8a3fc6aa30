package pdftext

import (
	"reflect"
	"testing"
	"unicode/utf8"
)

func samplePage() Page {
	return Page{
		Number: 3, Width: 595.276, Height: 841.89, Declared: 90, Rotation: 180, Glyphs: 7, ImageCover: 0.25, Images: 1, Paths: 2, Faults: 1, Sole: true,
		Pictures: []Area{{1, 2, 3.5, 4}},
		Rulings:  []Segment{{0, 10, 100, 10, 0.5}},
		Words:    []Word{{Text: "Слово", X0: 10, Y0: 20, X1: 30.125, Y1: 32, Line: 1, Font: 1}, {Text: "два", X0: 5, Y0: 40, X1: 30, Y1: 52, Line: 2, Font: 2, Hidden: true}},
		Unseen:   []Word{{Text: "слой", X0: 1, Y0: 1, X1: 2, Y1: 2, Line: 1, Font: 1}},
	}
}

func TestAPageArrivesAsItWasSent(t *testing.T) {
	want := samplePage()
	var got Page
	if err := got.Decode(want.Encode(nil)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v:\n%+v, want\n%+v", err, got, want)
	}
}

// FuzzPageDecode holds that no bytes make the parent panic or allocate beyond
// their number, and that what is taken for a page is sent on as it came.
func FuzzPageDecode(f *testing.F) {
	p := samplePage()
	f.Add(p.Encode(nil))
	f.Add([]byte{2, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var p, again Page
		if p.Decode(b) != nil {
			return
		}
		if len(p.Words)+len(p.Unseen)+len(p.Rulings)+len(p.Pictures) > len(b) {
			t.Errorf("%d words of %d bytes", len(p.Words), len(b))
		}
		for _, w := range p.Words {
			if !utf8.ValidString(w.Text) {
				t.Errorf("text %q", w.Text)
			}
		}
		if err := again.Decode(p.Encode(nil)); err != nil {
			t.Errorf("not read again: %v", err)
		}
	})
}
