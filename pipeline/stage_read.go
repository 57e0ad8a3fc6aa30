package pipeline

import (
	"context"
	"errors"

	"vestnik/pipeline/regulation"
)

// legibleFrom is the mean confidence of its pages from which a paper counts as
// legible without a person's look.
const legibleFrom = 0.6

// largeDocument is how many pages make a file so large that no other such is read
// beside it: all its pages are in memory, some 80 KB for a dense one.
const largeDocument = 500

// read tells what kind each document of the case is and what it states. What was
// recognised before stays as it is: decisions may rest on it.
func (o *Office) read(ctx context.Context, c *CaseFile) error {
	var result Recognised
	for i := range c.Documents {
		d := &c.Documents[i]
		if !d.unrecognised() {
			continue
		}
		r, err := o.recognise(ctx, d)
		if err != nil {
			return err
		}
		result.Documents = append(result.Documents, r)
	}
	pack, err := o.packOf(c)
	if err != nil {
		return err
	}
	events, _, err := o.follow(ctx, c, pack, o.byMachine(EvRecognised, result))
	if err != nil {
		return err
	}
	return o.append(ctx, c, Job{Stage: StageCheck, Case: c.ID, Lane: c.Lane}, events...)
}

func (o *Office) recognise(ctx context.Context, d *Document) (RecognisedDocument, error) {
	if d.Status == DocRejected {
		return RecognisedDocument{Document: d.Digest, Paper: Recognition{Kind: UnknownKind, Fields: Fields{}},
			Papers: []regulation.Paper{d.paper(Segment{Kind: UnknownKind}, nil)}}, nil
	}
	release, err := o.reserve(ctx, d.Pages)
	if err != nil {
		return RecognisedDocument{}, err
	}
	defer release()
	pages, err := o.pages(ctx, d)
	if err != nil {
		return RecognisedDocument{}, err
	}
	r := o.recogniser.Recognise(d.Name, pages)
	if d.NamedBy != "" {
		if fields := o.readAs(d, pages, d.named()); fields != nil {
			r.Fields = fields
		}
	}
	if r.Fields == nil {
		r.Fields = Fields{}
	}
	out := RecognisedDocument{Document: d.Digest, Paper: r}
	segments := r.Segments
	if len(segments) == 0 {
		segments = []Segment{{Kind: r.Kind, Confidence: r.Confidence, Pages: pageNumbers(len(pages))}}
	}
	for _, s := range segments {
		out.Papers = append(out.Papers, d.paper(s, pages))
	}
	return out, nil
}

// pages returns every page of a document. One that was kept and has gone, from a
// store that somebody tidied up, is read anew.
func (o *Office) pages(ctx context.Context, d *Document) ([]Page, error) {
	pages := make([]Page, d.Pages)
	var lost []int
	for n := 1; n <= d.Pages; n++ {
		p, err := o.Page(ctx, d, n)
		switch {
		case errors.Is(err, NotExist):
			lost = append(lost, n)
		case err != nil:
			return nil, err
		}
		pages[n-1] = p
	}
	if len(lost) == 0 {
		return pages, nil
	}
	return pages, o.readLost(ctx, d, lost, func(p Page) { pages[p.Number-1] = p })
}

// reserve waits until the pages may all be in memory.
func (o *Office) reserve(ctx context.Context, pages int) (release func(), err error) {
	if pages <= largeDocument {
		return func() {}, nil
	}
	select {
	case o.largeRead <- struct{}{}:
		return func() { <-o.largeRead }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func pageNumbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i + 1
	}
	return list
}

// paper describes one paper of a file as the checks see it.
func (d *Document) paper(s Segment, pages []Page) regulation.Paper {
	p := regulation.Paper{Kind: string(s.Kind), Digest: string(d.Digest), Name: d.Name, Pages: s.Pages, Confidence: s.Confidence}
	if d.Problem.hinders() {
		p.Problem = d.Problem.Code
	}
	languages := map[string]int{}
	var confidence float64
	read := 0
	for _, n := range s.Pages {
		if n < 1 || n > len(pages) {
			continue
		}
		page := pages[n-1]
		languages[page.Language] += len(page.Words)
		if page.Problem != nil && page.Problem.Code == problemBlank {
			continue
		}
		confidence += page.Confidence
		read++
		if page.Problem != nil && p.Problem == "" {
			p.Problem = page.Problem.Code
		}
	}
	p.Language = commonest(languages)
	p.Legible = read > 0 && confidence/float64(read) >= legibleFrom && p.Problem != "illegible"
	return p
}
