package publish

import (
	"context"
	"slices"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// sitemapParts are the parts of the sitemap, the newest years last.
func (s *Site) sitemapParts() []sitemapPart {
	parts := []sitemapPart{{path: "sitemap-pages.xml", modified: s.Survey.updated(), write: s.addPages}}
	for _, id := range s.press.seriesIDs(s.Survey) {
		parts = append(parts, s.sitemapOfSeries(id)...)
	}
	parts = append(parts, s.sitemapOfDays()...)
	for _, id := range s.press.registerIDs(s.Survey) {
		for _, year := range s.Survey.yearsOf(id) {
			parts = append(parts, s.sitemapOfRegister(id, year)...)
		}
	}
	return parts
}

// addPages names the pages that are of no single issue, entry, year or day.
func (s *Site) addPages(ctx context.Context, add addAddress) error {
	for _, room := range rooms {
		if room.all == nil || room.yearly {
			continue
		}
		err := room.all(ctx, s, func(page Page) error {
			if !page.Hidden {
				add(page.Path, page.Updated)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sitemapOfSeries names, for each year, its page, its cumulated indexes and its issues.
func (s *Site) sitemapOfSeries(id string) []sitemapPart {
	var parts []sitemapPart
	oldestFirst := s.Survey.ofSeries(id)
	slices.Reverse(oldestFirst)
	for len(oldestFirst) > 0 {
		year := oldestFirst[0].Year
		end := slices.IndexFunc(oldestFirst, func(issue pipeline.Issue) bool { return issue.Year != year })
		if end < 0 {
			end = len(oldestFirst)
		}
		issues := oldestFirst[:end]
		oldestFirst = oldestFirst[end:]
		newest := newestDate(issues)
		parts = append(parts, sitemapPart{
			path: "sitemap-bulletin-" + Segment(id) + "-" + decimal(year) + ".xml", modified: newest,
			write: func(_ context.Context, add addAddress) error {
				add(yearPath(id, year), newest)
				add(yearPath(id, year)+indexesFolder, newest)
				for _, issue := range issues {
					add(issuePath(issue.IssueRef), issue.Date)
				}
				return nil
			},
		})
	}
	return parts
}

// sitemapOfDays names, for each year, the lists of what was published on its days.
func (s *Site) sitemapOfDays() []sitemapPart {
	var parts []sitemapPart
	registers := append([]pipeline.RegisterID{""}, s.press.registerIDs(s.Survey)...)
	days := s.Survey.days[""]
	for from := 0; from < len(days); {
		year, to := days[from].Year, from
		for to < len(days) && days[to].Year == year {
			to++
		}
		ofYear := days[from:to]
		parts = append(parts, sitemapPart{
			path: "sitemap-published-" + decimal(year) + ".xml", modified: ofYear[len(ofYear)-1],
			write: func(_ context.Context, add addAddress) error {
				for _, id := range registers {
					for _, day := range ofYear {
						if s.Survey.firsts[id][day] > 0 {
							add(publishedPath(id, day), day)
						}
					}
				}
				return nil
			},
		})
		from = to
	}
	return parts
}

// sitemapOfRegister names the list and the entries of a year of a register, in as
// many files as the protocol wants.
func (s *Site) sitemapOfRegister(id pipeline.RegisterID, year int) []sitemapPart {
	key := yearKey{id, year}
	var parts []sitemapPart
	for from := 0; from < s.Survey.inYear(id, year); from += sitemapLimit - 1 { // one is the list's
		name := "sitemap-register-" + Segment(string(id)) + "-" + decimal(year)
		if from > 0 {
			name += "-" + decimal(len(parts)+1)
		}
		parts = append(parts, sitemapPart{
			path: name + ".xml", modified: s.Survey.newest[key], input: s.yearInput(key),
			write: func(ctx context.Context, add addAddress) error {
				if from == 0 {
					add(registerYearPath(id, year), s.Survey.newest[key])
				}
				at := 0
				return s.eachAddress(ctx, key, func(number string, modified workday.Date) {
					if at >= from && at < from+sitemapLimit-1 {
						add(entryPath(id, number), modified)
					}
					at++
				})
			},
		})
	}
	return parts
}

// yearInput is a digest of the entries of a year, where one is at hand.
func (s *Site) yearInput(key yearKey) string {
	if snapshot, ok := s.catalogue.(*snapshot); ok {
		return snapshot.years.of(key)
	}
	return ""
}

// eachAddress calls fn for every public entry of a register and year, with the day
// on which something of it was published last.
func (s *Site) eachAddress(ctx context.Context, key yearKey, fn func(number string, modified workday.Date)) error {
	if snapshot, ok := s.catalogue.(*snapshot); ok {
		for _, line := range snapshot.lines {
			if line.yearKey == key {
				fn(line.number, line.last)
			}
		}
		return ctx.Err()
	}
	return s.catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if e.Register != key.register || !e.Public() {
			return ctx.Err()
		}
		if r := RecordOf(e); r.year() == key.year {
			fn(r.Number, r.lastPublished())
		}
		return ctx.Err()
	})
}
