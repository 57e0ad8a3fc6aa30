package main

import (
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
)

func TestRatioIsTheMedianOfTheRounds(t *testing.T) {
	second := func(n float64) cost { return cost{cpu: time.Duration(n * float64(time.Second))} }
	ours := []cost{second(1), second(2), second(90)} // one round was disturbed
	theirs := []cost{second(2), second(4), second(4)}
	if r := ratio(ours, theirs, cpuOf); math.Abs(r-0.5) > 1e-9 {
		t.Errorf("ratio %.2f", r)
	}
}

func TestRivalsTakeTurnsInBothOrders(t *testing.T) {
	var order []int
	run := func(i int) func() error { return func() error { order = append(order, i); return nil } }
	costs, err := inTurn(2, run(0), run(1), run(2))
	if err != nil || !slices.Equal(order, []int{0, 1, 2, 2, 1, 0}) {
		t.Fatal(order, err)
	}
	for _, c := range costs {
		if len(c) != 2 {
			t.Errorf("%d rounds of a rival", len(c))
		}
	}
}

func TestValuesAreJudgedByTheirPlaces(t *testing.T) {
	fields := pipeline.Fields{
		"title": {Reading: pipeline.Reading{Value: "Ёлка", Confidence: 0.9, Sure: true}},
		"holders": {Values: []pipeline.Reading{{Value: map[string]any{"name": "Иванов", "kind": "person"},
			Parts: map[string]pipeline.Reading{"name": {Value: "Иванов", Confidence: 0.4}}, Confidence: 0.7}}},
		"phone": {Reading: pipeline.Reading{Value: "1", Sure: true}},
	}
	states := map[string]string{}
	flatten("", map[string]any{"title": "Елка", "holders": []any{map[string]any{"name": "Петров", "inn": 7}}}, states)
	var all count
	byPath := map[string]judged{}
	for _, j := range judge("", states, fields) {
		byPath[j.path] = j
		all.add(j)
	}
	want := count{stated: 3, read: 4, right: 1, sure: 2, sureWrong: 1}
	if all != want {
		t.Errorf("%+v, want %+v", all, want)
	}
	if j := byPath["holders[0].name"]; j.right || j.confidence != 0.4 || j.want != "Петров" {
		t.Errorf("%+v", j)
	}
	if j := byPath["holders[0].inn"]; !j.stated || j.read {
		t.Errorf("%+v", j)
	}
}

func TestFieldsThatNoTruthNamesAreNotJudged(t *testing.T) {
	set := judgedSet{values: []judged{{path: "a[0]", stated: true}, {path: "a[1]", read: true}, {path: "b", read: true}}}.known()
	if len(set.values) != 2 {
		t.Errorf("%+v", set.values)
	}
}

func TestBoxesAreMatchedWithinAPoint(t *testing.T) {
	theirs := wordsOfBBox(`<page width="200" height="100">
<word xMin="20.0" yMin="10.0" xMax="60.0" yMax="20.0">«слово»</word>
<word xMin="70.0" yMin="10.0" xMax="90.0" yMax="20.0">мимо</word>
<word xMin="100.0" yMin="10.0" xMax="120.0" yMax="20.0">нет</word>
</page>`)
	ours := []pipeline.Page{{Width: 200, Height: 100, Words: []pipeline.Word{
		{Text: "\"слово\"", Box: pipeline.Box{0.1, 0.1, 0.304, 0.2}},
		{Text: "мимо", Box: pipeline.Box{0.36, 0.1, 0.46, 0.2}},
	}}}
	if m := matchBoxes(ours, theirs); m != (matched{words: 3, texts: 2, inPlace: 1}) {
		t.Errorf("%+v", m)
	}
}

func TestSkewedSheetLosesNothing(t *testing.T) {
	sheet := image.NewGray(image.Rect(0, 0, 200, 300))
	for i := range sheet.Pix {
		sheet.Pix[i] = 255
	}
	for y := range 300 { // a black edge all round
		for x := range 200 {
			if x < 8 || y < 8 || x >= 192 || y >= 292 {
				sheet.SetGray(x, y, color.Gray{})
			}
		}
	}
	ink := func(img *image.Gray) (sum int) {
		for _, v := range img.Pix {
			sum += 255 - int(v)
		}
		return sum
	}
	for _, degrees := range []float64{0, 3, 12} {
		if share := float64(ink(skewed(sheet, degrees))) / float64(ink(sheet)); math.Abs(share-1) > 0.02 {
			t.Errorf("%g°: %.3f of the ink is left", degrees, share)
		}
	}
}

func TestPNGCarriesItsResolution(t *testing.T) {
	var b strings.Builder
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	body := withResolution([]byte(b.String()), 300)
	if _, err := png.Decode(strings.NewReader(string(body))); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), "pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01") { // 11,811 dots a metre
		t.Error("300 dpi is not stated")
	}
}

func TestUnknownPartsAreRefused(t *testing.T) {
	if _, err := parse([]string{"-only", "text,tea"}, io.Discard); err == nil || !strings.Contains(err.Error(), "layers") {
		t.Errorf("%v", err)
	}
}

func TestSpoiltLayersAreAnotherText(t *testing.T) {
	for _, way := range spoilings() {
		if got := way.of("Программа для ЭВМ"); strings.Contains(got, "рограмм") {
			t.Errorf("%s leaves %q", way.name, got)
		}
	}
}

func TestTableIsPutBetweenTheMarks(t *testing.T) {
	document := "# Reading\n\n" + beginTable + "\nold\n" + endTable + "\n\nAfter.\n"
	got := between(document, "new table\n\n")
	if want := "# Reading\n\n" + beginTable + "\n\nnew table\n\n" + endTable + "\n\nAfter.\n"; got != want {
		t.Errorf("got\n%s", got)
	}
	if got := between("no marks", "new"); got != "new" {
		t.Errorf("got %q", got)
	}
}

func TestFewValuesSayLittle(t *testing.T) {
	few, many := bin{values: 10, right: 9}, bin{values: 1000, right: 900}
	for _, b := range []bin{few, many, {values: 10, right: 10}} {
		if low, high := b.interval(); low > b.share() || high < b.share() || low < 0 || high > 1 {
			t.Errorf("%+v: %.3f to %.3f", b, low, high)
		}
	}
	low, high := few.interval()
	if a, z := many.interval(); high-low < 5*(z-a) {
		t.Errorf("10 values: %.3f to %.3f; 1000: %.3f to %.3f", low, high, a, z)
	}
}

func TestCertificateStatesNamesAndCountries(t *testing.T) {
	got := certificate{Number: "2024", Holders: []string{`ООО "Ёж" (RU)`, "Ли (KZ)"}}.states()
	want := map[string]string{"certificate_number": "2024", "holders[0].name": asText("ООО «Еж»"), "holders[0].country": "RU",
		"holders[1].name": "Ли", "holders[1].country": "KZ"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
