package extract

import (
	"context"
	"os"

	"golang.org/x/sync/errgroup"

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
				if page, ok := settled(r); ok {
					if err := s.finish(out, page, r.page.Rotation-r.page.Declared); err != nil {
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
	answers := &lines[textAnswer]{}
	o, err := s.x.host.Run(ctx, sandbox.Command{
		Job: jobText, Request: textRequest{Pages: next}, Files: []*os.File{s.file()},
		Stdout: answers, Limits: s.parseLimits(),
	})
	if err != nil {
		return nil, nil, err
	}
	for _, a := range answers.got {
		if a.Page != nil {
			done = append(done, layerRead{*a.Page, a.Err})
		}
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
func settled(r layerRead) (pipeline.Page, bool) {
	if r.failed != "" || r.page.Faults > 0 {
		return pipeline.Page{}, false
	}
	own := judged(r.page, mostlyHidden(r.page), pipeline.ReadByUs)
	return own.page, own.believed() && !showsMore(r.page)
}

// empty reports whether our reader found nothing at all on a page. Others are
// asked before it is called blank: it may be we who did not understand it.
func empty(p pdftext.Page) bool { return p.Glyphs == 0 && p.Images == 0 && p.Paths == 0 }

// showsMore reports whether a page's picture is likely to say more than its
// text: a stamp of a number on a scan, a form as a background.
func showsMore(p pdftext.Page) bool {
	return p.ImageCover >= 0.5 && !mostlyHidden(p)
}

// finish remembers how the page's picture must be turned, and sends the page.
func (s *source) finish(out *emitter, p pipeline.Page, turn int) error {
	s.x.turns.put(s.page(p.Number), (turn%360+360)%360)
	return out.send(p)
}

// readAnew reads a page that our reader did not settle: with poppler, then by OCR.
func (s *source) readAnew(ctx context.Context, r layerRead, out *emitter) error {
	var best layerReading
	if r.failed == "" {
		best = judged(r.page, mostlyHidden(r.page), pipeline.ReadByUs)
	}
	turn := r.page.Rotation - r.page.Declared
	if r.failed != "" || r.page.Faults > 0 || r.page.Glyphs > 0 && !best.believed() || empty(r.page) {
		other, err := s.readWithPoppler(ctx, r.page)
		if err != nil {
			return err
		}
		if best = better(best, other); best.page.Reader == pipeline.ReadByPoppler {
			turn = 0
		}
		if best.believed() && !showsMore(r.page) {
			return s.finish(out, best.page, turn)
		}
	}
	seen, seenTurn, err := s.readByOCR(ctx, r)
	if err != nil {
		return err
	}
	seen.Layer = best.verdict
	if seen.Problem != nil && seen.Problem.Code == codeBlank {
		switch {
		case r.failed != "":
			// Other readers draw an empty sheet for a page that they cannot make out.
			seen.Problem = pageProblem(codeDamaged, pageDamaged, seen.Number, r.failed)
		case !best.believed() && len(r.page.Words) > 0 && !mostlyHidden(r.page):
			unproven := unprovenPage(r.page)
			unproven.Layer = best.verdict
			return s.finish(out, unproven, r.page.Rotation-r.page.Declared)
		}
	}
	if !best.believed() {
		return s.finish(out, seen, seenTurn)
	}
	// Both stand alike on the sheet only if neither was turned.
	if seen.Source == pipeline.FromOCR && seenTurn == 0 && turn == 0 {
		best.page = joined(best.page, seen)
	}
	return s.finish(out, best.page, turn)
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

// joined is what layer and picture say together: the picture's page when the
// layer is but a stamp on it, else the layer with what only the picture shows.
func joined(own, seen pipeline.Page) pipeline.Page {
	if len(seen.Words) > 4*len(own.Words) {
		return seen
	}
	return merge(own, seen.Words)
}
