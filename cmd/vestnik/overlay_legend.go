package main

import (
	"fmt"
	"strings"

	"vestnik/pipeline"
)

// legendLines say of a page what it is and who read it, in lines that fit.
func (o *overlays) legendLines(width int, p pipeline.Page, f fileRead) []string {
	parts := []string{fmt.Sprintf("%s, стр. %d", f.File, p.Number)}
	if kind := f.kindOf(p.Number); kind != "" {
		parts = append(parts, "вид: "+string(kind))
	}
	parts = append(parts, pageFacts(p)...)
	return wrap(parts, " · ", func(line string) bool { return o.pens.width(line) <= width-16 })
}

// pageFacts say where a page's text is from and how far it may be believed.
func pageFacts(p pipeline.Page) []string {
	facts := []string{"источник: " + sourceTitle(p.Source)}
	if p.Reader != "" {
		facts = append(facts, "прочитал: "+readerTitle(p.Reader))
	}
	facts = append(facts, "текстовый слой: "+layerTitle(p.Layer))
	if p.Source != pipeline.FromNothing {
		facts = append(facts, "уверенность "+hundredths(p.Confidence))
	}
	if p.Rotation != 0 {
		facts = append(facts, fmt.Sprintf("повёрнута на %d°", p.Rotation))
	}
	if p.Skew != 0 {
		facts = append(facts, "перекос "+hundredths(p.Skew)+"°")
	}
	if p.Problem != nil {
		facts = append(facts, "замечание: "+p.Problem.Code)
	}
	return facts
}

func sourceTitle(s pipeline.PageSource) string {
	switch s {
	case pipeline.FromTextLayer:
		return "текстовый слой"
	case pipeline.FromOCR:
		return "распознавание изображения"
	}
	return "текста нет"
}

func readerTitle(r pipeline.PageReader) string {
	switch r {
	case pipeline.ReadByUs:
		return "Вестник"
	case pipeline.ReadByPoppler:
		return "poppler"
	case pipeline.ReadByTesseract:
		return "Tesseract"
	}
	return string(r)
}

func layerTitle(v *pipeline.LayerVerdict) string {
	switch {
	case v == nil:
		return "нет"
	case v.Repaired:
		return "исправлен (" + v.Reason + ")"
	case v.True:
		return "верен"
	}
	return "не верен (" + v.Reason + ")"
}

// hundredths writes a figure to two places, the Russian way.
func hundredths(v float64) string { return strings.Replace(fmt.Sprintf("%.2f", v), ".", ",", 1) }

// wrap joins parts into lines that fit; a part is never broken.
func wrap(parts []string, separator string, fits func(string) bool) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		longer := p
		if line != "" {
			longer = line + separator + p
		}
		if line != "" && !fits(longer) {
			lines = append(lines, line)
			longer = p
		}
		line = longer
	}
	return append(lines, line)
}
