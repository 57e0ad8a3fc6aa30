package extract

import (
	"context"
	"os"

	"golang.org/x/sync/errgroup"

	"vestnik/extract/layer"
	"vestnik/extract/pdftext"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Pages of one child, and how many children one file may kill before the rest of
// it is left to the other readers.
const (
	batch     = 100
	maxDeaths = 5
)

// layerRead is what our reader made of one page.
type layerRead struct {
	page   pdftext.Page
	failed string // why there is nothing; empty when the page was read
}

// readPDF reads text layers batch by batch and sends pages without a true one
// to OCR, several at a time.
func (s *source) readPDF(ctx context.Context, pages []int, out *emitter) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(s.x.host.Workers())
	read := func() error {
		deaths := 0
		for len(pages) > 0 {
			done, rest, err := s.readBatch(ctx, pages, &deaths)
			if err != nil {
				return err
			}
			pages = rest
			for _, r := range done {
				if own, ok := settled(r); ok {
					if err := s.finish(out, own.page, own.turn); err != nil {
						return err
					}
					continue
				}
				group.Go(func() error { return s.readAnew(ctx, r, out) })
			}
		}
		return nil
	}
	err := read()
	if werr := group.Wait(); err == nil || ctx.Err() != nil && werr != nil {
		err = werr
	}
	return err
}

// readBatch runs one child over the next pages. When it dies, the page that it
// was at is at fault only if it was the first: time and memory are the batch's.
func (s *source) readBatch(ctx context.Context, pages []int, deaths *int) (done []layerRead, rest []int, err error) {
	next := pages[:min(batch, len(pages))]
	if *deaths >= maxDeaths {
		for _, n := range next {
			done = append(done, layerRead{pdftext.Page{Number: n}, "reader gave up on the file"})
		}
		return done, pages[len(next):], nil
	}
	answers := &textAnswers{}
	o, err := s.attempt(ctx, sandbox.Command{
		Job: jobText, Request: textRequest{Pages: next}, Files: []*os.File{s.file()}, Stdout: answers,
	}, func() bool { return len(answers.got) > 0 })
	if err != nil {
		return nil, nil, err
	}
	for _, a := range answers.got {
		done = append(done, layerRead{a.page, a.err})
	}
	if o.OK() && len(done) == len(next) {
		return done, pages[len(next):], nil
	}
	if len(done) == 0 {
		*deaths++
		done = append(done, layerRead{pdftext.Page{Number: next[0]}, string(o.Ending) + ": " + o.Stderr})
	}
	return done, pages[len(done):], nil
}

// settled makes the page when its own text layer is enough.
func settled(r layerRead) (layerReading, bool) {
	if r.failed != "" || r.page.Faults > 0 {
		return layerReading{}, false
	}
	own := judged(r.page, mostlyHidden(r.page), pipeline.ReadByUs)
	return own, own.believed() && len(own.lost) == 0 && !doubtful(r.page)
}

// empty reports whether our reader found nothing at all on a page. Others are
// asked before it is called blank: it may be we who did not understand it.
func empty(p pdftext.Page) bool { return p.Glyphs == 0 && p.Images == 0 && p.Paths == 0 }

// doubtful reports whether a page's picture must be looked at before its layer is
// taken for the whole: words hidden over a scan, a scan with a number stamped on
// it, writing that is drawn as curves.
func doubtful(p pdftext.Page) bool {
	return mostlyHidden(p) || p.ImageCover >= 0.5 || p.Paths > max(300, p.Glyphs)
}

// finish remembers how the page's picture must be turned, and sends the page.
func (s *source) finish(out *emitter, p pipeline.Page, turn int) error {
	s.x.turns.put(s.page(p.Number), (turn%360+360)%360)
	return out.send(p)
}

// readAnew reads a page that our reader did not settle: with poppler, then, where
// the picture shows that the layer is not all, by OCR. The best is kept.
func (s *source) readAnew(ctx context.Context, r layerRead, out *emitter) error {
	best, err := s.bestLayer(ctx, r)
	if err != nil {
		return err
	}
	if best.believed() && len(best.lost) == 0 {
		enough, err := s.enough(ctx, r.page, best)
		if err != nil {
			return err
		}
		if enough {
			return s.finish(out, best.page, best.turn)
		}
	}
	seen, turn, err := s.readByOCR(ctx, r)
	if err != nil {
		return err
	}
	seen.Layer = best.verdict
	page, turn := s.chosen(r, best, seen, turn)
	return s.finish(out, page, turn)
}

// bestLayer is our reading of the layer, or poppler's where ours is wanting.
func (s *source) bestLayer(ctx context.Context, r layerRead) (best layerReading, err error) {
	if r.failed == "" {
		best = judged(r.page, mostlyHidden(r.page), pipeline.ReadByUs)
	}
	if r.failed == "" && r.page.Faults == 0 && (best.believed() && len(best.lost) == 0 || r.page.Glyphs == 0 && !empty(r.page)) {
		return best, nil
	}
	other, err := s.readWithPoppler(ctx, r.page)
	if err != nil {
		return best, err
	}
	if best = better(best, other); r.failed == "" || best.verdict != nil {
		return best, nil
	}
	other, err = s.readAnewWritten(ctx, r.page.Number)
	return better(best, other), err
}

// enough looks at the page's picture, where there is a doubt, and reports whether
// the layer says all that is written there.
func (s *source) enough(ctx context.Context, p pdftext.Page, best layerReading) (bool, error) {
	if !doubtful(p) {
		return true, nil
	}
	if best.turn != 0 {
		return false, nil
	}
	seen, ok, err := s.sight(ctx, p.Number, best.page.Words)
	switch {
	case err != nil || !ok:
		return false, err
	case mostlyHidden(p):
		return best.quality >= goodHidden && seen.Fits(), nil
	case p.ImageCover < 0.5:
		return seen.Covered >= coveredByText || seen.Ink < layer.MuchInk, nil
	}
	return seen.Covered >= coveredWholly || seen.Ink < layer.MuchInk, nil
}

// Bounds of what a layer may leave out: drawings beside text that is set; next to
// nothing where the page is a picture.
const (
	coveredByText = 0.4
	coveredWholly = 0.9
	goodHidden    = 0.85
)

// chosen weighs the layer against what was read off the picture.
func (s *source) chosen(r layerRead, best layerReading, seen pipeline.Page, turn int) (pipeline.Page, int) {
	hidden := mostlyHidden(r.page)
	nothing := seen.Problem != nil && seen.Problem.Code == codeBlank
	switch {
	case best.believed() && hidden && best.score >= seenScore(seen):
		return best.page, best.turn
	case best.believed() && hidden:
		return seen, turn
	case best.believed() && (seen.Source != pipeline.FromOCR || turn != 0 || best.turn != 0):
		return best.page, best.turn // both stand alike on the sheet only if neither was turned
	case best.believed():
		return joined(best, seen), 0
	case nothing && r.failed != "":
		// Other readers draw an empty sheet for a page that they cannot make out.
		seen.Problem = pageProblem(codeDamaged, pageDamaged, seen.Number, r.failed)
	case nothing && len(r.page.Words) > 0 && !hidden:
		page := unprovenPage(r.page)
		page.Layer = best.verdict
		return page, r.page.Rotation - r.page.Declared
	case !hidden && confirmed(r.page, seen):
		return confirmedPage(r.page), r.page.Rotation - r.page.Declared
	}
	return seen, turn
}

// confirmedPage makes a page of a text layer that was not believed until its
// picture was seen to say the same.
func confirmedPage(p pdftext.Page) pipeline.Page {
	const quality = 0.95
	page := textPage(p, layerWords(p, quality), quality)
	page.Reader, page.Layer = pipeline.ReadByUs, &pipeline.LayerVerdict{True: true}
	return page
}

// unprovenPage makes a page of a text layer that is too short to be judged, and
// that no picture confirms: its words are shown, but not believed.
func unprovenPage(p pdftext.Page) pipeline.Page {
	const quality = 0.5
	page := textPage(p, layerWords(p, quality), quality)
	page.Reader = pipeline.ReadByUs
	page.Problem = pageProblem(codeIllegible, pageUnproven, p.Number, "")
	return page
}
