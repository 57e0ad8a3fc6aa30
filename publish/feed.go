package publish

import (
	"cmp"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"vestnik/pipeline/workday"
)

// List is what a page lists: items for its feeds, rows for its table.
type List struct {
	Items   []Item
	Columns []string // of the CSV; none where another page of the row has it
	Rows    [][]string
	// Table, when set, writes the CSV in place of Columns and Rows, where there are
	// too many to hold.
	Table func(w io.Writer) error `json:"-"`
	// TableInput is a digest of what Table writes of, empty when not known.
	TableInput string
	// Total is how many the list has on all its pages and in all its archives: as
	// many as its CSV has rows. Every feed states it (OpenSearch 1.1 response
	// elements), and the server does in a header.
	Total int
	// Archive places the list in a chain of feed documents (RFC 5005 §4).
	Archive *Archive
}

func (l *List) rows() [][]string { return l.Rows }

// hasTable reports whether the list has a CSV.
func (l *List) hasTable() bool { return len(l.Columns) > 0 || l.Table != nil }

// Item is one thing that a feed tells of.
type Item struct {
	ID       string // path of the thing for ever, the specific part of its tag URI
	Path     string // page, relative to the site's root
	Title    string
	Summary  string // plain text
	Markdown string // the whole; links through rootMark
	Date     workday.Date
	Updated  workday.Date // zero: as Date
	// Order parts the things of one day, of which no more is known than the day:
	// how long after its start the item stands. Under two seconds.
	Order time.Duration
}

// Archive is a feed document's place in its chain, by the paths of pages; the
// chain stays within one format. There is no link forward: a document that named
// the one after it would change when that one appears.
type Archive struct {
	Closed  bool   // an archive document, which no longer changes
	Current string // page of the subscription document
	Prev    string // page of the older archive, empty for none
}

// feed is a list made ready for the three formats.
type feed struct {
	id    string
	home  string // absolute address of the HTML page
	self  string // path and query of the page, as the reader asked for it
	base  string
	model *feeds.Feed
	hubs  []string // WebSub
	total int
	// archive and paging place the document among others; at most one is set.
	archive *Archive
	paging  *Paging
}

// tag returns an RFC 4151 identifier that outlives the site's address.
func (p *Press) tag(specific string) string { return "tag:" + p.config.Authority + ":" + specific }

func (p *Press) feedOf(page Page) feed {
	f := feed{
		id: p.tag(feedName(page.Path)), home: p.base + page.Path, self: page.Path, base: p.base,
		hubs: p.config.Hubs, total: page.List.Total, archive: page.List.Archive,
	}
	if page.Query != "" {
		f.id += "?" + page.Query
		f.home += "?" + page.Query
	}
	if query := cmp.Or(page.Asked, page.Query); query != "" {
		f.self += "?" + query
	}
	if f.archive == nil && page.Paging.shown() {
		f.paging = page.Paging
	}
	title := Clean(page.Title)
	if page.Path == "" {
		title = siteTitle
	}
	f.model = &feeds.Feed{
		Title:       title + " — " + Clean(p.config.Office.ShortName),
		Description: cmp.Or(Clean(page.Lead), Clean(page.Title)),
		Link:        &feeds.Link{Href: f.home},
		Author:      &feeds.Author{Name: Clean(p.config.Office.Name)},
	}
	items := page.List.Items
	if f.archive != nil {
		items = slices.Clone(items)
		newestItemsFirst(items)
	}
	for _, item := range items {
		f.model.Items = append(f.model.Items, p.feedItem(item))
	}
	for _, item := range f.model.Items {
		if item.Updated.After(f.model.Updated) {
			f.model.Updated = item.Updated
		}
	}
	if f.model.Updated.IsZero() {
		f.model.Updated = p.instant(cmp.Or(page.Updated, epoch))
	}
	return f
}

// epoch dates an empty feed: Atom asks for a date, and the clock would make the
// same feed differ from one run to the next.
var epoch = workday.Date{Year: 1994, Month: time.January, Day: 1}

func (p *Press) feedItem(item Item) *feeds.Item {
	content := ""
	if item.Markdown != "" {
		if rendered, err := p.renderMarkdown(rooted(item.Markdown, p.base)); err == nil {
			content = string(rendered)
		}
	}
	created := p.instant(cmp.Or(item.Date, epoch)).Add(item.Order)
	updated := created
	if !item.Updated.IsZero() {
		updated = p.instant(item.Updated).Add(item.Order)
	}
	return &feeds.Item{
		Id: p.tag(item.ID), IsPermaLink: "false",
		Link:  &feeds.Link{Href: p.base + item.Path},
		Title: cmp.Or(Clean(item.Title), unnamed), Description: cmp.Or(Clean(item.Summary), Clean(item.Title), unnamed),
		Content: content, Created: created, Updated: updated,
	}
}

// feedName is what the feeds of a page are called, without their extension.
func feedName(page string) string { return strings.TrimSuffix(PathOf(page, RSS), "."+string(RSS)) }

// formAt returns where the form of a page stands that has a query, or none.
func formAt(page string, form Form) string {
	path, query, asked := strings.Cut(page, "?")
	if !asked {
		return PathOf(path, form)
	}
	return PathOf(path, form) + "?" + query
}

// chain returns the links that place a document among others: itself first, then
// its hubs, then its archives (RFC 5005 §4) or the other pages of its list (§3),
// all absolute and of the given form.
func (f feed) chain(form Form) []feeds.AtomLink {
	mediaType, _, _ := strings.Cut(MediaType(form), ";")
	links := []feeds.AtomLink{{Rel: "self", Href: f.address(f.self, form), Type: mediaType}}
	for _, hub := range f.hubs {
		links = append(links, feeds.AtomLink{Rel: "hub", Href: hub})
	}
	add := func(rel, page string) {
		links = append(links, feeds.AtomLink{Rel: rel, Href: f.address(page, form), Type: mediaType})
	}
	if f.archive != nil {
		add("current", f.archive.Current)
		if f.archive.Prev != "" {
			add("prev-archive", f.archive.Prev)
		}
	}
	if f.paging != nil {
		add("first", f.paging.Path(1))
		add("last", f.paging.Path(f.paging.Of))
		if at := f.paging.Previous(); at != "" {
			add("previous", at)
		}
		if at := f.paging.Next(); at != "" {
			add("next", at)
		}
	}
	return links
}

// HubLinks are the values of the Link headers by which a feed's reader learns of
// its hubs and its own address (WebSub §4); none where there is no hub, or where
// the form is no feed.
func (p *Press) HubLinks(page Page, form Form) []string {
	if page.List == nil || len(p.config.Hubs) == 0 || form != RSS && form != Atom && form != JSON {
		return nil
	}
	var links []string
	for _, hub := range p.config.Hubs {
		links = append(links, "<"+hub+`>; rel="hub"`)
	}
	self := page.Path
	if page.Query != "" {
		self += "?" + page.Query
	}
	return append(links, "<"+p.base+formAt(self, form)+`>; rel="self"`)
}

// further is the page of the document to read after this one, false for none.
func (f feed) further() (page string, ok bool) {
	switch {
	case f.archive != nil:
		return f.archive.Prev, f.archive.Prev != ""
	case f.paging != nil:
		page = f.paging.Next()
		return page, page != ""
	}
	return "", false
}

func (f feed) address(page string, form Form) string { return f.base + formAt(page, form) }

func (f feed) closed() *struct{} {
	if f.archive != nil && f.archive.Closed {
		return &struct{}{}
	}
	return nil
}
