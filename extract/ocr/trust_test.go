package ocr

import (
	"image"
	"strings"
	"testing"

	"vestnik/extract/raster"
	"vestnik/pipeline"
)

func TestWhatNoWriterWritesIsNotSure(t *testing.T) {
	tests := []struct {
		text string
		sure bool
	}{
		{"Заявление", true}, {"правообладателя", true}, {"объект", true}, {"ЭВМ", true}, {"ФГБУ", true},
		{"PostgreSQL", true}, {"DataLoader", true}, {"PC-совместимый", true}, {"A61K", true}, {"1027700132195", true},
		{"№5а", true}, {"2-й", true}, {"12.05.1983", true}, {"—", true}, {"48,7", true},
		{"Зaявление", false},  // a Latin a
		{"1О27700132", false}, // a letter among digits
		{"пр0грамма", false},  // a digit among letters
		{"заЯвление", false},  // a capital inside
		{"УезшйКк", false},    // Vestnik read as Cyrillic
		{"щгжзчфый", false},   // upside down
		{"Ра{аГоааег", false}, // DataLoader read as Cyrillic
	}
	for _, tt := range tests {
		if got := believed(tt.text, 0.97); (got == 0.97) != tt.sure {
			t.Errorf("%q is believed %.2f; sure: %v", tt.text, got, tt.sure)
		}
		if got := believed(tt.text, 0.2); got != 0.2 {
			t.Errorf("%q read at .2 is believed %.2f", tt.text, got)
		}
	}
}

func TestTheSurerReadingStays(t *testing.T) {
	at := func(x int, text string, confidence float64) word {
		return word{text: text, confidence: confidence, line: 7, box: image.Rect(x, 100, x+80, 120)}
	}
	tests := []struct {
		name         string
		first, again word
		want         string
		most         float64
	}{
		{"a Latin name", at(0, "Зегуег", 0.6), at(2, "Server", 0.95), "Server", 1},
		{"a capital name without vowels", at(0, "НТТР", 0.92), at(2, "HTTP", 0.9), "HTTP", 1},
		{"a code", at(0, "Аб1К", 0.81), at(2, "A61K", 0.8), "A61K", 1},
		{"Russian in the wrong script", at(0, "наб.", 0.8), at(2, "Ha6.", 0.9), "наб.", 1},
		{"a worse reading", at(0, "правила", 0.8), at(2, "правцла", 0.4), "правила", 1},
		{"readings in dispute", at(0, "правила", 0.8), at(2, "правипа", 0.9), "правипа", mostOfDispute},
		{"beyond doubt", at(0, "правила", 0.95), at(2, "правипа", 0.99), "правила", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			first := []word{at(-100, "до", 0.96), tt.first, at(100, "после", 0.96)}
			bands := []band{{Patch: -1, Zoom: 1, Words: []int{0, 1, 2}}}
			again := [][]word{{at(-98, "до", 0.9), tt.again, at(102, "после", 0.9)}}
			got := settle(first, bands, again)
			if len(got) != 3 || got[0].text != "до" || got[1].text != tt.want || got[2].text != "после" || got[1].line != 7 {
				t.Fatalf("%+v", got)
			}
			if got[1].confidence > tt.most {
				t.Errorf("%q is believed %.2f", got[1].text, got[1].confidence)
			}
		})
	}
}

func TestOneWordMayBeSeveralInTheOtherReading(t *testing.T) {
	first := []word{
		{text: "Розтез", confidence: 0.2, line: 1, box: image.Rect(0, 0, 60, 20)},
		{text: "ОГ,", confidence: 0.7, line: 1, box: image.Rect(66, 0, 100, 20)},
		{text: "база", confidence: 0.95, line: 1, box: image.Rect(110, 0, 150, 20)},
	}
	again := [][]word{{
		{text: "PostgreSQL,", confidence: 0.9, box: image.Rect(1, 0, 101, 20)},
		{text: "база", confidence: 0.9, box: image.Rect(110, 0, 150, 20)},
	}}
	got := settle(first, []band{{Patch: -1, Zoom: 1, Words: []int{0, 1, 2}}}, again)
	if len(got) != 2 || got[0].text != "PostgreSQL," || got[1].text != "база" {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsFoundLaterTakesItsPlaceInTheOrder(t *testing.T) {
	w := func(text string, line, x, y int) word {
		return word{text: text, line: line, confidence: 0.9, box: image.Rect(x, y, x+80, y+20)}
	}
	words := []word{w("первая", 1, 100, 100), w("строка", 1, 200, 100), w("третья", 2, 100, 200)}
	for _, tt := range []struct {
		name  string
		found word
		want  string
	}{
		{"in the line", w("x", 1, 300, 102), "первая строка x|третья"},
		{"before it", w("x", 1, 10, 99), "x первая строка|третья"},
		{"between lines", w("x", 1, 100, 150), "первая строка|x|третья"},
		{"above all", w("x", 1, 100, 20), "x|первая строка|третья"},
		{"below all", w("x", 1, 100, 400), "первая строка|третья|x"},
	} {
		var got strings.Builder
		line := 1
		for i, g := range insert(append([]word(nil), words...), []word{tt.found}) {
			switch {
			case g.line != line:
				got.WriteByte('|')
				line = g.line
			case i > 0:
				got.WriteByte(' ')
			}
			got.WriteString(g.text)
		}
		if got.String() != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got.String(), tt.want)
		}
	}
	if got := insert(nil, []word{w("x", 1, 0, 0)}); len(got) != 1 || got[0].line != 1 {
		t.Errorf("on an empty page: %+v", got)
	}
}

func TestWordsOnStrokesAreNotShownAsSure(t *testing.T) {
	reading := func(kind pipeline.RegionKind, marks ...raster.Mark) []word {
		w := func(confidence float64, x int) word {
			return word{text: "Попов", line: 1, confidence: confidence, box: image.Rect(x, 480, x+50, 500)}
		}
		t := try{words: []word{w(0.2, 0), w(0.55, 0), w(0.9, 0), w(0.2, 500)}}
		t.page.Map.To = [9]float64{0.001, 0, 0, 0, 0.001, 0, 0, 0, 1} // a page of 1000 × 1000 pixels
		t.page.Marks = marks
		var f looked
		if kind != "" {
			f.Patches = []found{{Box: image.Rect(0, 450, 200, 550), Kind: kind}}
		}
		t.join(f, nil)
		return t.words
	}
	blue := raster.Mark{Box: [4]float64{0, 0.45, 0.2, 0.55}, Kind: raster.Handwriting}
	for _, got := range [][]word{reading(pipeline.Handwriting), reading(pipeline.Stamp), reading("", blue)} {
		if len(got) != 3 || got[0].confidence > mostOfMixed || got[1].confidence != 0.9 || got[2].confidence != 0.2 {
			t.Errorf("on strokes: %+v", got)
		}
	}
	if got := reading(pipeline.LostText); len(got) != 4 {
		t.Errorf("on print: %+v", got)
	}
}
