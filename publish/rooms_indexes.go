package publish

import (
	"context"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// yearIndexRoom is bulletin/{series}/{year}/indexes/ and what lies under it: the
// indexes of all issues of the year together.
var yearIndexRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) < 4 || parts[0] != "bulletin" || parts[3] != strings.TrimSuffix(indexesFolder, "/") {
			return Page{}, false, nil
		}
		series, okSeries := FromSegment(parts[1])
		year, okYear := Ordinal(parts[2])
		if !okSeries || !okYear {
			return Page{}, false, nil
		}
		pages, err := s.yearIndexPages(ctx, series, year)
		return pageAt(pages, parts, err)
	},
	yearly: true,
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		done := make(map[string]bool)
		for _, issue := range s.Survey.Issues {
			path := yearPath(issue.Series, issue.Year)
			if done[path] {
				continue
			}
			done[path] = true
			pages, err := s.yearIndexPages(ctx, issue.Series, issue.Year)
			if err != nil {
				return err
			}
			for _, page := range pages {
				if err := yield(page); err != nil {
					return err
				}
			}
		}
		return nil
	},
}

// yearIndexPages returns the cumulated indexes of a year, after a page that leads
// to them; none where the year has no issue.
func (s *Site) yearIndexPages(ctx context.Context, series string, year int) ([]Page, error) {
	var places []place
	var issues []pipeline.Issue
	for _, issue := range s.Survey.Issues {
		if issue.Series != series || issue.Year != year {
			continue
		}
		whole, err := s.catalogue.Issue(ctx, issue.IssueRef)
		if err != nil {
			return nil, err
		}
		e, err := s.press.editionOf(whole)
		if err != nil {
			return nil, err
		}
		issues = append(issues, issue)
		places = append(places, s.press.placesOf(e, func(r Record, _ string) string {
			return link(r.Number, r.URL) + " (№ " + decimal(e.Number) + ")"
		})...)
	}
	if len(issues) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(places, func(a, b place) int { return s.press.compareRecords(a.record, b.record) })
	title, folder := s.press.seriesOf(series).Title, yearPath(series, year)
	model := Page{
		Title: title + ", " + decimal(year) + " год", Class: "index", Updated: newestDate(issues),
		Lead:   "Накопительный указатель за " + decimal(year) + " год: " + plural(len(issues), "выпуск", "выпуска", "выпусков"),
		Crumbs: []Crumb{{"Бюллетень", "bulletin/"}, {title, seriesPath(series)}, {decimal(year), folder}},
	}
	indexes, head := indexesOf(places), model
	head.Path, head.Title = folder+indexesFolder, "Накопительные указатели. "+model.Title
	head.Markdown = "# " + Text(head.Title) + "\n\nВ скобках после номера записи стоит номер выпуска, в котором она опубликована.\n\n" + linksTo(indexes, folder+indexesFolder)
	pages := []Page{head}
	for _, x := range indexes {
		pages = append(pages, indexPages(x, folder+indexesFolder, model)...)
	}
	return pages, nil
}
