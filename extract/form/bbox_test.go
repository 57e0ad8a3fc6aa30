package form_test

import (
	"encoding/xml"
	"os/exec"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// bboxDocument is what pdftotext -bbox-layout writes.
type bboxDocument struct {
	Pages []struct {
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
		Lines  []struct {
			Words []struct {
				X0   float64 `xml:"xMin,attr"`
				Y0   float64 `xml:"yMin,attr"`
				X1   float64 `xml:"xMax,attr"`
				Y1   float64 `xml:"yMax,attr"`
				Text string  `xml:",chardata"`
			} `xml:"word"`
		} `xml:"flow>block>line"`
	} `xml:"body>doc>page"`
}

// pagesOfPDF reads a text layer with poppler, as a stand-in for the adapter
// that tests here must not import.
func pagesOfPDF(t testing.TB, file string) []pipeline.Page {
	t.Helper()
	out, err := exec.Command("pdftotext", "-q", "-bbox-layout", file, "-").Output()
	if err != nil {
		t.Skipf("pdftotext cannot read %s: %v", file, err)
	}
	text := strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(out), "?"))
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	var doc bboxDocument
	if err := dec.Decode(&doc); err != nil {
		t.Fatalf("bbox of %s: %v", file, err)
	}
	var pages []pipeline.Page
	for i, p := range doc.Pages {
		page := pipeline.Page{Number: i + 1, Width: p.Width, Height: p.Height, Source: pipeline.FromTextLayer, Confidence: 1}
		for l, line := range p.Lines {
			for _, w := range line.Words {
				page.Words = append(page.Words, pipeline.Word{Text: w.Text, Confidence: 1, Line: l + 1,
					Box: pipeline.Box{w.X0 / p.Width, w.Y0 / p.Height, w.X1 / p.Width, w.Y1 / p.Height}})
			}
		}
		pages = append(pages, page)
	}
	return pages
}
