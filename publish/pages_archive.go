package publish

import (
	"context"
	"io"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// feedPath is the page of what a series published lately, to which people
// subscribe.
func feedPath(series string) string { return seriesPath(series) + "feed/" }

// feedRoom is bulletin/{series}/feed/, its table all that the series published.
var feedRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 3 || parts[0] != "bulletin" || parts[2] != "feed" {
			return Page{}, false, nil
		}
		series, ok := FromSegment(parts[1])
		if !ok {
			return Page{}, false, nil
		}
		page, ok := s.feedPage(ctx, series)
		return page, ok, nil
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		for _, id := range s.press.seriesIDs(s.Survey) {
			page, _ := s.feedPage(ctx, id)
			if err := yield(page); err != nil {
				return err
			}
		}
		return nil
	},
}

func (s *Site) feedPage(ctx context.Context, series string) (Page, bool) {
	page, ok := s.press.FeedPage(s.Survey, series)
	if ok {
		page.List.Table = func(w io.Writer) error { return s.writeSeriesTable(ctx, series, w) }
		page.List.TableInput = s.seriesInput(series)
	}
	return page, ok
}

// FeedPage tells of a series' newest issues, and of every entry and record in them;
// older ones are reached by its archives, one document per issue. False when there
// is no such series.
func (p *Press) FeedPage(s *Survey, id string) (Page, bool) {
	if !slices.Contains(p.seriesIDs(s), id) {
		return Page{}, false
	}
	series := p.seriesOf(id)
	issues, publications := s.ofSeries(id), s.publications(id)
	list := &List{Total: len(issues) + publications, Columns: publicationColumns, Archive: &Archive{Current: feedPath(id)}}
	if len(issues) > 0 {
		list.Archive.Prev = issuePath(issues[0].IssueRef)
	}
	var b strings.Builder
	b.WriteString("# " + Text(series.Title) + ": последние публикации\n\nСерия опубликовала " +
		plural(len(issues), "выпуск", "выпуска", "выпусков") + " и " + plural(publications, "запись", "записи", "записей") + " в них. Подписка: " + feedLinks(feedPath(id)) + "; у каждого выпуска есть и свои ленты, они не меняются.\n\n")
	for _, issue := range s.Recent[id] {
		edition, err := p.editionOf(issue)
		if err != nil {
			continue // an issue that cannot be composed has no page to lead to
		}
		items := p.editionItems(edition)
		list.Items = append(append(list.Items, p.announcement(edition)), items...)
		b.WriteString("## " + link(issueName(issue.IssueRef), issuePath(issue.IssueRef)) + " {#" + issueAnchor(issue.Year, issue.Number) + "}\n\n")
		writeItemLinks(&b, items[:min(itemsShown, len(items))])
		if more := len(items) - itemsShown; more > 0 {
			b.WriteString("- и ещё " + plural(more, "запись", "записи", "записей") + " в " + link("выпуске", issuePath(issue.IssueRef)) + "\n")
		}
		b.WriteString("\n")
	}
	if len(s.Recent[id]) == 0 {
		b.WriteString("Публикаций ещё не было.\n")
	}
	return Page{
		Path: feedPath(id), Title: series.Title + ": последние публикации", Class: "index",
		Lead:     "Всё, что публикует серия «" + series.Title + "», с новейшего выпуска",
		Markdown: b.String(), Crumbs: []Crumb{{"Бюллетень", "bulletin/"}, {series.Title, seriesPath(id)}},
		Updated: newestDate(issues), List: list,
	}, true
}

// itemsShown is how much of each issue the page of a feed shows.
const itemsShown = 30

func writeItemLinks(b *strings.Builder, items []Item) {
	for _, item := range items {
		b.WriteString("- " + link(Clean(item.Title), item.Path) + "\n")
	}
}

// IssuePages returns the pages of an issue, its cover first, which is also a list.
func (p *Press) IssuePages(s *Survey, issue pipeline.Issue) ([]Page, error) {
	edition, err := p.editionOf(issue)
	if err != nil {
		return nil, err
	}
	pages := p.pagesOf(s, issue, edition)
	pages[0].List, pages[0].Legal = p.archiveOf(s, edition), legalEvents(edition.Records)
	about := p.issueLD(edition.ref(), edition.Date, edition.Title)
	about.with("encoding", p.paperLD(edition.ref(), p.volumesOf(issue, edition.count())))
	pages[0].LD = p.document(pages[0], about)
	return pages, nil
}

// archiveOf is an issue as a list: its forms are the archive documents of
// RFC 5005 and the table of what it published. They rest on the issue and the one
// before it, so that they never change.
func (p *Press) archiveOf(s *Survey, edition Edition) *List {
	list := &List{
		Items: append([]Item{p.announcement(edition)}, p.editionItems(edition)...), Columns: publicationColumns,
		Rows: p.editionRows(edition), Total: edition.count() + 1,
		Archive: &Archive{Closed: true, Current: feedPath(edition.Series)},
	}
	if before, _ := s.neighbours(edition.ref()); before != nil {
		list.Archive.Prev = issuePath(before.IssueRef)
	}
	return list
}

// issueList lists issues; its items are the issues themselves.
func (p *Press) issueList(issues []pipeline.Issue) *List {
	list := &List{Columns: []string{"series", "year", "number", "date", "manifest_sha256", "imported", "url"}, Total: len(issues)}
	for _, issue := range issues {
		digest := ""
		if issue.Manifest != nil {
			digest = string(issue.Manifest.SHA256)
		}
		list.Rows = append(list.Rows, []string{
			issue.Series, decimal(issue.Year), decimal(issue.Number), issue.Date.String(), digest, yesNo(issue.Imported), issuePath(issue.IssueRef),
		})
		item := p.issueItem(issue.IssueRef, issue.Date, -1)
		item.Order = p.issueOrder(issue.IssueRef)
		if issue.Manifest != nil {
			item.Markdown = paperLine(issue.IssueRef, issue.Manifest.Volumes)
		}
		list.Items = append(list.Items, item)
	}
	newestItemsFirst(list.Items)
	return list
}

// issueItem tells of an issue as a whole; entries < 0 is not known.
func (p *Press) issueItem(ref pipeline.IssueRef, date workday.Date, entries int) Item {
	title := p.seriesOf(ref.Series).Title + ": выпуск " + issueName(ref)
	summary := "Вышел " + LongDate(date) + "."
	if entries >= 0 {
		summary += " В выпуске " + plural(entries, "запись", "записи", "записей") + "."
	}
	return Item{ID: strings.TrimSuffix(issuePath(ref), "/"), Path: issuePath(ref), Title: title, Summary: summary, Date: date}
}

// editionItems tell of each entry and record of an issue.
func (p *Press) editionItems(edition Edition) []Item {
	var items []Item
	for _, r := range edition.Entries {
		items = append(items, p.recordItem(r))
	}
	for _, o := range edition.Records {
		items = append(items, p.notificationItem(o))
	}
	return items
}
