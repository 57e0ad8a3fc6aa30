package plot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"vestnik/extract/measure/plot"
)

func figure() plot.Figure {
	return plot.Figure{
		Title: "Ошибка & перекос", X: plot.Axis{Label: "skew <degrees>", Max: 12}, Y: plot.Axis{Label: "error, %", Max: 100},
		Lines: []plot.Line{
			{Name: "ours", Points: []plot.Point{{X: 0, Y: 0}, {X: 12, Y: 50}}},
			{Name: "theirs", Dashed: true, Points: []plot.Point{{X: 0, Y: 0}, {X: 12, Y: 250}}},
		},
	}
}

func TestFigureIsWellFormedXML(t *testing.T) {
	dec := xml.NewDecoder(bytes.NewReader(figure().SVG()))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFigureNamesItsAxesAndLines(t *testing.T) {
	svg := string(figure().SVG())
	for _, want := range []string{"Ошибка &amp; перекос", "skew &lt;degrees&gt;", "error, %", ">ours<", ">theirs<", "prefers-color-scheme:dark", ">12<", ">100<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestWhatIsOffTheAxisStaysInThePicture draws a point beyond the largest value at
// the upper edge.
func TestWhatIsOffTheAxisStaysInThePicture(t *testing.T) {
	if svg := string(figure().SVG()); !strings.Contains(svg, "620.0,44.0") {
		t.Error("the point above the axis is not at its end")
	}
}
