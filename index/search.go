package index

import (
	"context"
	"time"

	"vestnik/pipeline"
)

// Bounds of a page of hits.
const (
	defaultSize = 20
	maxSize     = 200
	// maxReach is the last hit that paging reaches: each page costs as much as
	// all before it, and nobody turns five hundred pages.
	maxReach = 10_000
)

// fewHits is up to how many hits something better is suggested.
const fewHits = 2

// Search answers one question. Words are looked for all together, and when no
// document has all of them, any of them. Every question is answered: text that
// makes no sense finds nothing. Sizes and pages out of bounds are brought into
// them. The same index gives the same answer in the same order: hits of one
// score follow by register and number.
func (x *Index) Search(ctx context.Context, s pipeline.SearchQuery) (pipeline.SearchResult, error) {
	started := time.Now()
	s = bounded(s)
	var out pipeline.SearchResult
	err := x.use(func(g *generation) error {
		return g.with(func(in state) (err error) {
			out, err = x.search(ctx, in, s)
			return err
		})
	})
	if err != nil {
		return pipeline.SearchResult{}, err
	}
	out.TookMs = float64(time.Since(started).Microseconds()) / 1000
	return out, nil
}

func (x *Index) search(ctx context.Context, in state, s pipeline.SearchQuery) (out pipeline.SearchResult, err error) {
	c, err := x.compile(in, s)
	if err != nil {
		return out, err
	}
	d := demand{sort: s.Sort, keep: s.Page * s.Size, facets: countedFacets(s), manyHits: x.options.HolderFacetHits, scored: x.options.ScoredPostings}
	found, loosened, err := ask(ctx, in, c, s, d)
	if err != nil {
		return out, err
	}
	out.Total, out.Facets = found.total, found.facets
	page := found.hits[min((s.Page-1)*s.Size, len(found.hits)):]
	if out.Hits, err = x.hits(found.shelf, page, s, c); err != nil {
		return out, err
	}
	out.Widened = out.Total > 0 && (loosened || c.widened)
	good := out.Total // hits that have all the words
	if out.Widened {
		good = 0
	}
	if good <= fewHits && c.present {
		out.Suggestion, err = x.suggest(ctx, in, s, c.clauses, good)
	}
	return out, err
}

// Walk implements [pipeline.SearchWalker]: it finds what Search finds. All hits
// are of the state in which the index was when the walk began, of which some 40
// bytes a hit are held in memory. A walk does not keep a rebuilt index from being
// taken up, however long fn takes.
func (x *Index) Walk(ctx context.Context, s pipeline.SearchQuery, fn func(pipeline.SearchHit) error) (total int, err error) {
	g, err := x.hold()
	if err != nil {
		return 0, err
	}
	defer g.walks.RUnlock()
	var stopped error // by fn
	err = g.with(func(in state) error {
		c, err := x.compile(in, s)
		if err != nil {
			return err
		}
		found, _, err := ask(ctx, in, c, s, demand{sort: s.Sort, keep: everyHit, scored: x.options.ScoredPostings})
		if err != nil {
			return err
		}
		total = found.total
		for _, m := range found.hits {
			if err := ctx.Err(); err != nil {
				return err
			}
			h, err := found.shelf.hit(m.doc)
			if err != nil {
				return err
			}
			if stopped = fn(h.public(s.Sort, m.key)); stopped != nil {
				return nil
			}
		}
		return nil
	})
	if stopped != nil {
		return total, stopped
	}
	return total, translate("walk through hits", err)
}

// bounded brings size and page into their bounds.
func bounded(s pipeline.SearchQuery) pipeline.SearchQuery {
	if s.Size <= 0 {
		s.Size = defaultSize
	}
	s.Size = min(s.Size, maxSize)
	s.Page = min(max(s.Page, 1), maxReach/s.Size)
	return s
}

// ask puts the question: for all the words, and while no document answers, for
// most of them, then for any. It reports whether it had to be loosened.
func ask(ctx context.Context, in state, c compiled, s pipeline.SearchQuery, d demand) (found collected, loosened bool, err error) {
	for i, attempt := range c.attempts {
		found, err = in.collect(ctx, narrowed(attempt, s), d)
		if err != nil || found.total > 0 {
			return found, i > 0, err
		}
	}
	return found, len(c.attempts) > 1, nil
}

// hits shows what was found.
func (x *Index) hits(from shelf, page []match, s pipeline.SearchQuery, c compiled) ([]pipeline.SearchHit, error) {
	list := make([]pipeline.SearchHit, 0, len(page))
	for _, m := range page {
		h, err := from.hit(m.doc)
		if err != nil {
			return nil, err
		}
		shown := h.public(s.Sort, m.key)
		if !s.Bare {
			shown.Snippets = x.snippets(h, c)
		}
		list = append(list, shown)
	}
	return list, nil
}

// public is the hit as it is shown. Its key is its score where it was sorted by
// relevance.
func (h hit) public(sorting string, key float64) pipeline.SearchHit {
	shown := pipeline.SearchHit{
		Register: h.Register, Number: h.Number, Title: h.Title, URL: h.URL,
		Kind: h.Kind, Date: h.Date, PublishedOn: h.Day, Holders: h.Holders, Authors: h.Authors,
	}
	if byRelevance(sorting) {
		shown.Score = key
	}
	return shown
}
