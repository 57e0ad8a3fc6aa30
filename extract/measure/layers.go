package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"vestnik/extract/measure/report"
	"vestnik/extract/measure/score"
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
}

// spoilings are the ways met in real files.
func spoilings() []spoiling {
	return []spoiling{
		{"code page 1251 taken for 1252", as1252},
		{"substitution cipher", letterByLetter(func(r rune) rune { return (r-'а')*11%32 + 'а' })},
		{"private-use characters", letterByLetter(func(r rune) rune { return 0xE000 + r - 'а' })},
		{"OCR as English", letterByLetter(func(r rune) rune { return []rune("a6BrAex3uuknmHonpcTyoxuywwbbb3oR")[(r-'а')%32] })},
		{"replacement characters", letterByLetter(func(rune) rune { return 0xFFFD })},
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
	s := report.Section{Title: "Text layers: true or not", Input: "pages of our own prose; the font draws Russian and says something else, in the ways of real files"}
	paragraphs, err := b.prose(6_000)
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

// spoilt counts the pages whose spoilt layer was found out. On paper they are
// sound Russian; only what the font says of its letters is not.
func (b *bench) spoilt(ctx context.Context, way spoiling, paragraphs []string) (report.Row, error) {
	path := filepath.Join(b.work, "spoilt-"+strings.ReplaceAll(way.name, " ", "-")+".pdf")
	if err := b.lying(ctx, way.of, paragraphs, path); err != nil {
		return report.Row{}, err
	}
	pages, err := b.pages(ctx, path, 0)
	if err != nil {
		return report.Row{}, err
	}
	found, wrong := 0, score.Error(textOf(pages), joined(paragraphs))
	for _, p := range pages {
		if untrue(p) || repaired(p) {
			found++
		}
	}
	share := float64(found) / float64(max(1, len(pages)))
	return report.Row{
		What: "found: " + way.name, Ours: fmt.Sprintf("%d of %d pages", found, len(pages)), Target: "all",
		Result: report.AtLeast(share, wrongFound),
		Note:   fmt.Sprintf("%d repaired without OCR; character error of what was read %s", countPages(pages, repaired), report.Percent(wrong, 2)),
	}, nil
}

func countPages(pages []pipeline.Page, is func(pipeline.Page) bool) (n int) {
	for _, p := range pages {
		if is(p) {
			n++
		}
	}
	return n
}

// lying makes a PDF whose font draws Russian and says of each letter that it is
// another. qpdf mends the offsets that this puts wrong.
func (b *bench) lying(ctx context.Context, of func(string) string, paragraphs []string, path string) error {
	const honest = "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange" // as fpdf writes it
	draft := path + ".draft"
	if err := b.byFPDF(ctx, paragraphs, draft); err != nil {
		return err
	}
	body, err := os.ReadFile(draft)
	if err != nil {
		return err
	}
	var lie strings.Builder
	fmt.Fprintf(&lie, "2 beginbfrange\n<0000> <040F> <0000>\n<0450> <FFFF> <0450>\nendbfrange\n64 beginbfchar\n")
	for r := 'А'; r <= 'я'; r++ {
		said := []rune(of(string(r)))
		fmt.Fprintf(&lie, "<%04X> <%04X>\n", r, said[0])
	}
	lie.WriteString("endbfchar")
	if !bytes.Contains(body, []byte(honest)) {
		return errors.New("fpdf writes its map to Unicode in another way than it did")
	}
	if err := os.WriteFile(draft, bytes.Replace(body, []byte(honest), []byte(lie.String()), 1), 0o644); err != nil {
		return err
	}
	_, err = b.peer(ctx, "qpdf", "--warning-exit-0", draft, path)
	return err
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
