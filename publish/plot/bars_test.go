package plot

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestChartsAreWellFormedAndInTheirFrame(t *testing.T) {
	for name, c := range map[string]Chart{
		"nothing":     {Title: "Пусто"},
		"zeros":       {Title: "Нули", Groups: []string{"а"}, Series: []Series{{"Поступило", []float64{0}}}},
		"three kinds": {Title: "Три <ряда> & ещё", Groups: []string{"а", "б"}, Series: []Series{{"1", []float64{3, 170}}, {"2", []float64{0, 4}}, {"3", []float64{1, 1}}}},
		"many groups": {Title: "Много", Groups: make([]string, 200), Series: []Series{{"1", make([]float64, 200)}}},
	} {
		t.Run(name, func(t *testing.T) {
			svg := Bars(c)
			for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("%v in\n%s", err, svg)
				}
				if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
					t.Error("a script")
				}
			}
			if strings.Contains(string(svg), `="-`) || strings.Contains(string(svg), "NaN") {
				t.Errorf("outside of its frame:\n%s", svg)
			}
			if !bytes.Equal(svg, Bars(c)) {
				t.Error("drawn differently the second time")
			}
		})
	}
}

func TestStepsAreRound(t *testing.T) {
	for v, want := range map[float64]float64{0: 1, .3: 1, 1: 1, 1.1: 2, 3: 5, 5.5: 10, 42: 50, 180: 200} {
		if got := roundStep(v); got != want {
			t.Errorf("%v: %v, want %v", v, got, want)
		}
	}
}
