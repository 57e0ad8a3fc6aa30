package form_test

import (
	"reflect"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// FuzzInk lays ink that no word says over any text: what is read stays sound and the
// same; every value is made of words of the page; a place without a value is never
// sure, says why, and lies where there is ink.
func FuzzInk(f *testing.F) {
	for i, c := range coveringLetters {
		f.Add(c.text, []byte{byte(i), 9, 40, 77}, []byte{40, 20, 120, 30, 0})
	}
	f.Add(textOf(paymentOrder("Четыре тысячи рублей 00 копеек", "4500-00")), []byte("order"), []byte{10, 10, 250, 250, 1})
	f.Add(textOf(chequeFilledByHand()), []byte{}, []byte{60, 40, 200, 60, 0, 0, 0, 255, 255, 2})
	f.Add("КВИТАНЦИЯ\nгоспошлина\nСумма:\nИНН плательщика:\nУИН: 16800000000000055127", []byte{1, 2}, []byte{255, 255, 0, 0, 0})
	f.Add(textOf(ruled(applicants()[0])), []byte{3, 60, 9}, []byte{20, 30, 90, 40, 1, 20, 60, 90, 70, 0})
	r := recogniser(f)
	kinds := []pipeline.RegionKind{pipeline.Handwriting, pipeline.LostText, pipeline.Stamp, pipeline.Figure}
	f.Fuzz(func(t *testing.T, text string, places, regions []byte) {
		if len(text) > 3000 || len(regions) > 60 {
			t.Skip()
		}
		pages := scattered(text, places)
		for at := 0; at+5 <= len(regions); at += 5 {
			b := pipeline.Box{}
			for i := range b {
				b[i] = float64(regions[at+i])/200 - 0.1
			}
			p := &pages[at/5%len(pages)]
			p.Regions = append(p.Regions, pipeline.Region{Box: b, Kind: kinds[int(regions[at+4])%len(kinds)]})
		}
		got := r.Recognise("fuzz", pages)
		sound(t, pages, got)
		if again := r.Recognise("fuzz", pages); !reflect.DeepEqual(got, again) {
			t.Error("the same pages were read differently")
		}
		letters := squeezed(textOf(pages))
		for path, reading := range flat(got.Fields) {
			for word := range strings.FieldsSeq(reading.Raw) {
				if strings.Trim(word, ".") != "" && !strings.Contains(letters, squeezed(word)) { // ruled blanks are read as dots
					t.Errorf("%s: %q is no word of the pages", path, word)
				}
			}
			if reading.Unread() && reading.Raw == "" && reading.Page > 0 && (reading.Sure || reading.Doubt == "" || !inkAt(pages, reading)) {
				t.Errorf("%s: a place without a value is %+v", path, reading)
			}
		}
	})
}

// squeezed is a text without white space.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// inkAt reports whether ink touches the place of a reading.
func inkAt(pages []pipeline.Page, r pipeline.Reading) bool {
	for _, p := range pages {
		for _, region := range p.Regions {
			b := region.Box
			if p.Number == r.Page && b[0] <= r.Box[2] && b[2] >= r.Box[0] && b[1] <= r.Box[3] && b[3] >= r.Box[1] {
				return true
			}
		}
	}
	return false
}
