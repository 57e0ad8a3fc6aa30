package publish

import (
	"context"
	"slices"
	"strings"
	"sync"

	"vestnik/pipeline"
)

var (
	bulletinRoom = single("bulletin/", func(s *Site) Page { return s.press.BulletinPage(s.Survey) })
	verifyRoom   = single(verifyPath, func(s *Site) Page { return s.press.VerifyPage(s.public) })
)

// seriesRoom is bulletin/{series}/.
var seriesRoom = room{
	at: func(_ context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 2 || parts[0] != "bulletin" {
			return Page{}, false, nil
		}
		series, ok := FromSegment(parts[1])
		if !ok {
			return Page{}, false, nil
		}
		page, ok := s.press.SeriesPage(s.Survey, series)
		return page, ok, nil
	},
	all: func(_ context.Context, s *Site, yield yieldPage) error {
		for _, id := range s.press.seriesIDs(s.Survey) {
			page, _ := s.press.SeriesPage(s.Survey, id)
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	},
}

// seriesYearRoom is bulletin/{series}/{year}/.
var seriesYearRoom = room{
	at: func(_ context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 3 || parts[0] != "bulletin" {
			return Page{}, false, nil
		}
		series, okSeries := FromSegment(parts[1])
		year, okYear := Ordinal(parts[2])
		if !okSeries || !okYear {
			return Page{}, false, nil
		}
		page, ok := s.press.YearPage(s.Survey, series, year)
		return page, ok, nil
	},
	yearly: true,
	all: func(_ context.Context, s *Site, yield yieldPage) error {
		for _, id := range s.press.seriesIDs(s.Survey) {
			last := 0
			for _, issue := range s.Survey.ofSeries(id) {
				if issue.Year == last {
					continue
				}
				last = issue.Year
				page, _ := s.press.YearPage(s.Survey, id, last)
				if err := yield(page); err != nil {
					return err
				}
			}
		}
		return nil
	},
}

// issueRoom is bulletin/{series}/{year}/{number}/ and what lies under it, but for
// the signed files.
var issueRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) < 4 || parts[0] != "bulletin" {
			return Page{}, false, nil
		}
		ref, ok := IssueRefAt(parts[1], parts[2], parts[3])
		if !ok {
			return Page{}, false, nil
		}
		pages, err := s.issuePages(ctx, ref)
		return pageAt(pages, parts, err)
	},
	issue: func(_ context.Context, s *Site, issue pipeline.Issue, yield yieldPage) error {
		pages, err := s.press.IssuePages(s.Survey, issue)
		for _, page := range pages {
			if err := yield(page); err != nil {
				return err
			}
		}
		return err
	},
}

// pageAt finds a page among those that were made together.
func pageAt(pages []Page, parts []string, err error) (Page, bool, error) {
	at := slices.IndexFunc(pages, func(page Page) bool { return page.Path == strings.Join(parts, "/")+"/" })
	if err != nil || at < 0 {
		return Page{}, false, err
	}
	return pages[at], true, nil
}

// madePages are the pages of the issue asked for last: who turns over the parts
// of a long issue does not have it made anew for each.
type madePages struct {
	mu    sync.Mutex
	ref   pipeline.IssueRef
	pages []Page
}

func (s *Site) issuePages(ctx context.Context, ref pipeline.IssueRef) ([]Page, error) {
	s.made.mu.Lock()
	defer s.made.mu.Unlock()
	if s.made.ref == ref {
		return s.made.pages, nil
	}
	issue, err := s.catalogue.Issue(ctx, ref)
	if err != nil {
		return nil, err
	}
	pages, err := s.press.IssuePages(s.Survey, issue)
	if err != nil {
		return nil, err
	}
	s.made.ref, s.made.pages = ref, pages
	return pages, nil
}

// IssueRefAt reads the three segments by which an issue's address names it.
func IssueRefAt(series, year, number string) (pipeline.IssueRef, bool) {
	id, okSeries := FromSegment(series)
	y, okYear := Ordinal(year)
	n, okNumber := Ordinal(number)
	return pipeline.IssueRef{Series: id, Year: y, Number: n}, okSeries && okYear && okNumber
}
