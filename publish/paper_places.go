package publish

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"vestnik/pipeline"
)

// paperKept is of how many issues the pages are remembered: who turns over answers
// or entries comes back to few of them.
const paperKept = 64

// PaperPlaces finds on which page of the PDF of its issue an entry stands. Signed
// issues alone have such pages: an imported one is printed anew, and what it prints
// may move. It is safe for concurrent use.
type PaperPlaces struct {
	catalogue pipeline.Catalogue

	mu   sync.Mutex
	kept map[pipeline.IssueRef]map[string]PaperPage
}

// NewPaperPlaces looks into the issues of a catalogue.
func NewPaperPlaces(catalogue pipeline.Catalogue) *PaperPlaces {
	return &PaperPlaces{catalogue: catalogue, kept: make(map[pipeline.IssueRef]map[string]PaperPage)}
}

// Of returns where an entry or a record of an issue is printed, by its key; nil
// where that issue has no PDF.
func (p *PaperPlaces) Of(ctx context.Context, ref pipeline.IssueRef, key string) (*pipeline.DocumentPlace, error) {
	pages, err := p.pages(ctx, ref)
	if err != nil {
		return nil, err
	}
	at, ok := pages[key]
	if !ok {
		return nil, nil
	}
	return &pipeline.DocumentPlace{URL: issuePath(ref) + at.File, Page: at.Page}, nil
}

func (p *PaperPlaces) pages(ctx context.Context, ref pipeline.IssueRef) (map[string]PaperPage, error) {
	p.mu.Lock()
	pages, known := p.kept[ref]
	p.mu.Unlock()
	if known {
		return pages, nil
	}
	body, err := signedFile(ctx, p.catalogue, ref, IssuePages)
	if err != nil && !errors.Is(err, pipeline.NotExist) {
		return nil, err
	}
	var file PagesFile
	if err == nil {
		if err := json.Unmarshal(body, &file); err != nil {
			return nil, &pipeline.Error{Op: "read pages", Doc: issuePath(ref) + IssuePages, Kind: pipeline.Corrupt, Err: err}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) >= paperKept {
		clear(p.kept)
	}
	p.kept[ref] = file.Places
	return file.Places, nil
}

// signedFile reads one signed file of an issue, or NotExist.
func signedFile(ctx context.Context, catalogue pipeline.Catalogue, ref pipeline.IssueRef, name string) ([]byte, error) {
	if seeker, ok := catalogue.(pipeline.CatalogueSeeker); ok {
		file, err := seeker.SignedFile(ctx, ref, name)
		return file.Body, err
	}
	files, err := catalogue.IssueFiles(ctx, ref)
	if err != nil {
		return nil, err
	}
	if body, ok := FilesByPath(files)[name]; ok {
		return body, nil
	}
	return nil, &pipeline.Error{Op: "read issue file", Doc: issuePath(ref) + name, Kind: pipeline.NotExist}
}

// Mark tells of each entry that was found where it is printed.
func (p *PaperPlaces) Mark(ctx context.Context, hits []pipeline.SearchHit) error {
	for i := range hits {
		entry, err := p.catalogue.Entry(ctx, hits[i].Register, hits[i].Number)
		if errors.Is(err, pipeline.NotExist) || err == nil && entry.Issue == nil {
			continue
		}
		if err != nil {
			return err
		}
		place, err := p.Of(ctx, *entry.Issue, RecordOf(entry).key())
		switch {
		case err != nil:
			return err
		case place == nil:
			continue
		}
		hits[i].Document = place
		for k := range hits[i].Snippets {
			hits[i].Snippets[k].Page = place.Page
		}
	}
	return nil
}

// PagedSearch is a search whose answers say on which page of the bulletin's PDF each
// entry stands. Those who walk through everything found get it as the index has it.
type PagedSearch struct {
	pipeline.Searcher
	pipeline.SearchWalker
	Places *PaperPlaces
}

// Search answers one question.
func (s PagedSearch) Search(ctx context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	result, err := s.Searcher.Search(ctx, q)
	if err != nil {
		return result, err
	}
	return result, s.Places.Mark(ctx, result.Hits)
}

// paperLink leads to a place in a PDF: «страница 5 выпуска (PDF)».
func paperLink(at *pipeline.DocumentPlace) string {
	if at == nil {
		return ""
	}
	return link("страница "+decimal(at.Page)+" выпуска (PDF)", at.URL+"#page="+decimal(at.Page))
}
