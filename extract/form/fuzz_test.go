package form_test

import (
	"encoding/binary"
	"math"
	"reflect"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// FuzzRecognise feeds any text in any boxes: the recogniser must not panic,
// must say the same twice, must keep to the pages and boxes it was given, and must
// believe a person who names the paper.
func FuzzRecognise(f *testing.F) {
	for _, layout := range layouts() {
		f.Add(textOf(layout(applicants()[0])), []byte{1, 2, 3, 4})
	}
	f.Add(textOf(payment()), []byte("boxes"))
	f.Add("[ X ] ПРАВООБЛАДАТЕЛЬ (ЗАЯВИТЕЛЬ) (((( ИНН:ИНН:ИНН «»«»", []byte{255, 0, 255, 0, 127})
	f.Add("ЗАЯВЛЕНИЕ\fПОДПИСЬ(И) Иванов И.И. Иванов И.И.", []byte{})
	for i, c := range letters {
		f.Add(c.text, []byte{byte(i), 7, 90, 31, 5})
	}
	r := recogniser(f)
	f.Fuzz(func(t *testing.T, text string, places []byte) {
		if len(text) > 4000 {
			t.Skip()
		}
		pages := scattered(text, places)
		got := r.Recognise("fuzz", pages)
		sound(t, pages, got)
		if again := r.Recognise("fuzz", pages); !reflect.DeepEqual(got, again) {
			t.Error("the same pages were read differently")
		}
		kind := letters[(len(text)+len(places))%len(letters)].kind
		named := r.RecogniseAs("fuzz", pages, kind)
		sound(t, pages, named)
		if named.Kind != kind {
			t.Errorf("named %s, got %s", kind, named.Kind)
		}
	})
}

func textOf(pages []pipeline.Page) string {
	var b strings.Builder
	for _, p := range pages {
		for _, line := range p.Lines() {
			b.WriteString(pipeline.JoinWords(line) + "\n")
		}
		b.WriteString("\f")
	}
	return b.String()
}

// scattered puts words into boxes made of the bytes, some of them senseless.
func scattered(text string, places []byte) []pipeline.Page {
	at := 0
	number := func() float64 {
		if len(places) == 0 {
			return 0
		}
		b := places[at%len(places)]
		at++
		if b == 255 && len(places) >= 8 {
			return math.Float64frombits(binary.LittleEndian.Uint64(places[:8]))
		}
		return float64(b)/200 - 0.1
	}
	var pages []pipeline.Page
	for i, body := range strings.Split(text, "\f") {
		page := pipeline.Page{Number: i + 1, Source: []pipeline.PageSource{pipeline.FromOCR, pipeline.FromTextLayer}[i%2], Width: number() * 1000, Height: number() * 1000}
		for l, line := range strings.Split(body, "\n") {
			for _, w := range strings.Fields(line) {
				x, y := number(), number()
				page.Words = append(page.Words, pipeline.Word{Text: w, Line: l + 1, Confidence: number(),
					Box: pipeline.Box{x, y, x + number()/4, y + number()/20}})
			}
		}
		pages = append(pages, page)
	}
	return pages
}
