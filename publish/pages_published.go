package publish

import (
	"context"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// The lists of what was published on one day, of a register or of all of them,
// are the archives of the feed of what was published lately: once the day is
// over, they change no more. An entry belongs to the day on which it was first
// published.

// publishedPath is the list of a day, of a register or of all ("").
func publishedPath(id pipeline.RegisterID, day workday.Date) string {
	return publishedUnder(id) + "published/" + day.String() + "/"
}

// publishedUnder is the page whose archives the lists of days are.
func publishedUnder(id pipeline.RegisterID) string {
	if id == "" {
		return ""
	}
	return registerPath(id)
}

// lastArchive is the newest archive of a register, or of all (""); empty where
// there is none.
func (s *Survey) lastArchive(id pipeline.RegisterID) string { return s.archiveOf(id, s.days[id]) }

// archiveBefore is the newest archive of the days before a day.
func (s *Survey) archiveBefore(id pipeline.RegisterID, day workday.Date) string {
	days := s.days[id]
	at, _ := slices.BinarySearchFunc(days, day, workday.Date.Compare)
	return s.archiveOf(id, days[:at])
}

// archiveOf is the last part of the last of the days.
func (s *Survey) archiveOf(id pipeline.RegisterID, days []workday.Date) string {
	if len(days) == 0 {
		return ""
	}
	last := days[len(days)-1]
	return partPath(publishedPath(id, last), partsOf(s.firsts[id][last]))
}

// publishedRoom is published/{day}/ and register/{register}/published/{day}/, with
// their parts p2/, p3/…
var publishedRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		id := pipeline.RegisterID("")
		if len(parts) > 2 && parts[0] == "register" {
			register, ok := FromSegment(parts[1])
			if !ok || register == "" {
				return Page{}, false, nil
			}
			id, parts = pipeline.RegisterID(register), parts[2:]
		}
		if len(parts) < 2 || parts[0] != "published" {
			return Page{}, false, nil
		}
		day, err := workday.ParseDate(parts[1])
		number, ok := partNumber(parts[2:])
		if err != nil || !ok || s.Survey.firsts[id][day] == 0 {
			return Page{}, false, nil
		}
		var records []Record
		err = walkChanged(ctx, s.catalogue, day, func(e pipeline.Entry) error {
			if then := recordAsOf(e, day); (id == "" || e.Register == id) && then.firstPublished() == day {
				records = append(records, then)
			}
			return nil
		})
		if err != nil {
			return Page{}, false, err
		}
		page, ok := part(s.press.PublishedPages(s.Survey, id, day, records), number)
		return page, ok, nil
	},
	day: func(s *Site, id pipeline.RegisterID, day workday.Date, records []Record, yield yieldPage) error {
		return eachOf(s.press.PublishedPages(s.Survey, id, day, records), yield)
	},
}

// PublishedPages lists what was first published on a day, in a register or in all
// of them (""). Records are as they stood at the end of that day: what was entered
// later is left out.
func (p *Press) PublishedPages(s *Survey, id pipeline.RegisterID, day workday.Date, records []Record) []Page {
	above := publishedUnder(id)
	title := "Опубликовано " + LongDate(day)
	whole := Page{Path: publishedPath(id, day), Title: title, Lead: title + ": " + plural(len(records), "запись", "записи", "записей"), Class: "index", Updated: day}
	if id != "" {
		register := p.registerOf(id)
		whole.Title = register.Title + ": о" + strings.TrimPrefix(title, "О")
		whole.Crumbs = []Crumb{{"Реестры", "register/"}, {register.Title, above}}
	}
	whole.Markdown = "# " + Text(whole.Title) + "\n\n" + plural(len(records), "запись", "записи", "записей") + ".\n\n"
	records = slices.Clone(records)
	slices.SortStableFunc(records, p.compareRecords)
	pages := p.inParts(whole, records)
	for i := range pages {
		archive := &Archive{Closed: true, Current: above, Prev: partPath(whole.Path, i)}
		if i == 0 {
			archive.Prev = s.archiveBefore(id, day)
		}
		pages[i].List.Archive = archive
	}
	return pages
}
