package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"vestnik/extract/measure/report"
	"vestnik/pipeline"
)

// Targets of judging text layers.
const (
	wrongFound = 0.99
	trueKept   = 0.99
)

// spoiling is a way in which a text layer comes to say what nobody sees.
type spoiling struct {
	name string
	of   func(string) string
	mend bool // it can be undone, and is to be
}

// spoilings are the ways met in real files.
func spoilings() []spoiling {
	return []spoiling{
		{"code page 1251 taken for 1252", as1252, true},
		{"substitution cipher", letterByLetter(func(r rune) rune { return (r-'а')*11%32 + 'а' }), false},
		{"private-use characters", letterByLetter(func(r rune) rune { return 0xE000 + r - 'а' }), false},
		{"OCR as English", letterByLetter(func(r rune) rune { return []rune("a6BrAex3uuknmHonpcTyoxuywwbbb3oR")[(r-'а')%32] }), false},
		{"replacement characters", letterByLetter(func(rune) rune { return 0xFFFD }), false},
	}
}

// as1252 is Russian in code page 1251 whose bytes were taken for code page 1252.
func as1252(s string) string {
	var out strings.Builder
	for _, r := range s {
		c, ok := charmap.Windows1251.EncodeRune(r)
		if !ok {
			continue
		}
		out.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return out.String()
}

// letterByLetter replaces each small Cyrillic letter, capitals as their small ones.
func letterByLetter(f func(rune) rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < 'а' || r > 'я' {
				return r
			}
			return f(r)
		}, strings.ToLower(s))
	}
}

// layers measures how many wrong text layers are found, and how many true ones
// are kept.
func (b *bench) layers(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Text layers: true or not", Input: "pages of our own prose with layers spoilt in the ways of real files"}
	paragraphs, err := b.prose(9_000)
	if err != nil {
		return s, err
	}
	for _, way := range spoilings() {
		row, err := b.spoilt(ctx, way, paragraphs)
		if err != nil {
			return s, err
		}
		s.Rows = append(s.Rows, row)
	}
	kept, err := b.trueLayers(ctx, paragraphs)
	if err != nil {
		return s, err
	}
	s.Rows = append(s.Rows, kept)
	realRows, err := b.realLayers(ctx)
	s.Rows = append(s.Rows, realRows...)
	return s, err
}

// spoilt counts the pages whose spoilt layer was found out.
func (b *bench) spoilt(ctx context.Context, way spoiling, paragraphs []string) (report.Row, error) {
	said := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		said[i] = way.of(p)
	}
	path := filepath.Join(b.work, "spoilt-"+strings.ReplaceAll(way.name, " ", "-")+".pdf")
	if err := b.byFPDF(ctx, said, path); err != nil {
		return report.Row{}, err
	}
	pages, err := b.pages(ctx, path, 4)
	if err != nil {
		return report.Row{}, err
	}
	found := 0
	for _, p := range pages {
		if untrue(p) && !way.mend || repaired(p) && way.mend {
			found++
		}
	}
	what := "found: "
	if way.mend {
		what = "repaired without OCR: "
	}
	share := float64(found) / float64(max(1, len(pages)))
	return report.Row{What: what + way.name, Ours: fmt.Sprintf("%d of %d pages", found, len(pages)), Target: "all", Result: report.AtLeast(share, wrongFound)}, nil
}

func untrue(p pipeline.Page) bool { return p.Layer != nil && !p.Layer.True && !p.Layer.Repaired }

func repaired(p pipeline.Page) bool {
	return p.Layer != nil && p.Layer.Repaired && p.Source == pipeline.FromTextLayer
}

// trueLayers counts the pages of every producer whose layer was kept.
func (b *bench) trueLayers(ctx context.Context, paragraphs []string) (report.Row, error) {
	made, _, err := b.produce(ctx, "layers", paragraphs)
	if err != nil {
		return report.Row{}, err
	}
	kept, all := 0, 0
	for _, p := range made {
		pages, err := b.pages(ctx, p.path, 0)
		if err != nil {
			return report.Row{}, err
		}
		all += len(pages)
		kept += len(pages) - notFromLayer(pages)
	}
	share := float64(kept) / float64(max(1, all))
	return report.Row{What: "true layers kept, own", Ours: fmt.Sprintf("%d of %d pages", kept, all), Target: "all", Result: report.AtLeast(share, trueKept)}, nil
}

// realLayers looks at the first pages of the real files: of those known to be
// wrong, and of the others, few of which may be thrown away.
func (b *bench) realLayers(ctx context.Context) ([]report.Row, error) {
	dir := b.real("1_ru_pdf_text")
	if dir == "" {
		return []report.Row{{What: "real files", Note: noReal}}, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil {
		return nil, err
	}
	wrong, found, others, thrown := 0, 0, 0, 0
	var suspects []string
	for _, path := range files {
		pages, err := b.pages(ctx, path, 1)
		if err != nil {
			return nil, err
		}
		for _, p := range pages {
			known := filepath.Base(filepath.Dir(path)) == "c_bad_text_layer"
			switch bad := p.Layer != nil && !p.Layer.True; {
			case known && (bad || p.Layer != nil && p.Layer.Repaired):
				found++
			case !known && bad:
				thrown++
				suspects = append(suspects, filepath.Base(path)+": "+p.Layer.Reason)
			}
			if known {
				wrong++
			} else if p.Layer != nil {
				others++
			}
		}
	}
	return []report.Row{
		{What: "wrong layers found, real", Ours: fmt.Sprintf("%d of %d pages", found, wrong), Target: "all", Result: report.AtLeast(float64(found), float64(wrong))},
		{What: "other layers thrown away, real", Ours: fmt.Sprintf("%d of %d pages", thrown, others), Note: strings.Join(suspects[:min(2, len(suspects))], "; ")},
	}, nil
}
