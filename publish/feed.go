package publish

import (
	"cmp"
	"io"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"vestnik/pipeline/workday"
)

// List is what a page lists: items for its feeds, rows for its table.
type List struct {
	Items   []Item
	Columns []string // of the CSV
	Rows    [][]string
	// Table, when set, writes the CSV in place of Columns and Rows, where there are
	// too many to hold.
	Table func(w io.Writer) error `json:"-"`
	// TableInput is a digest of what Table writes of, empty when not known.
	TableInput string
	// Total is how many there are in all, where the list shows some of them.
	Total int
	// Counted puts Total into the feeds (OpenSearch 1.1 response elements).
	Counted bool
	// Archive places the list in a chain of feed documents (RFC 5005 §4).
	Archive *Archive
}

func (l *List) rows() [][]string { return l.Rows }

// Item is one thing that a feed tells of.
type Item struct {
	ID       string // path of the thing for ever, the specific part of its tag URI
	Path     string // page, relative to the site's root
	Title    string
	Summary  string // plain text
	Markdown string // the whole; links through rootMark
	Date     workday.Date
	Updated  workday.Date // zero: as Date
}

// Archive is a feed document's place in its chain. Paths have no extension; the
// chain stays within one format.
type Archive struct {
	Closed  bool   // an archive document, which no longer changes
	Current string // the subscription document
	Prev    string // of the older archive, empty for none
	Next    string
}

// feed is a list made ready for the three formats.
type feed struct {
	id      string
	home    string // absolute address of the HTML page
	self    string // absolute, without extension and query
	query   string
	base    string
	model   *feeds.Feed
	archive *Archive
	total   *int // stated in the feed when set
}

// tag returns an RFC 4151 identifier that outlives the site's address.
func (p *Press) tag(specific string) string { return "tag:" + p.config.Authority + ":" + specific }

func (p *Press) feedOf(page Page) feed {
	self := page.Self
	if self == "" {
		self = strings.TrimSuffix(PathOf(page.Path, RSS), "."+string(RSS))
	}
	f := feed{
		id: p.tag(self), home: p.base + page.Path, self: p.base + self, base: p.base, query: page.Query,
		archive: page.List.Archive,
	}
	if page.Query != "" {
		f.id += "?" + page.Query
		f.home += "?" + page.Query
	}
	if page.List.Counted {
		f.total = &page.List.Total
	}
	f.model = &feeds.Feed{
		Title:       Clean(page.Title) + " — " + Clean(p.config.Office.ShortName),
		Description: cmp.Or(Clean(page.Lead), Clean(page.Title)),
		Link:        &feeds.Link{Href: f.home},
		Author:      &feeds.Author{Name: Clean(p.config.Office.Name)},
	}
	for _, item := range page.List.Items {
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
	created := p.instant(cmp.Or(item.Date, epoch))
	updated := created
	if !item.Updated.IsZero() {
		updated = p.instant(item.Updated)
	}
	return &feeds.Item{
		Id: p.tag(item.ID), IsPermaLink: "false",
		Link:  &feeds.Link{Href: p.base + item.Path},
		Title: cmp.Or(Clean(item.Title), unnamed), Description: cmp.Or(Clean(item.Summary), Clean(item.Title), unnamed),
		Content: content, Created: created, Updated: updated,
	}
}

// chain returns the links that place a document among its feeds: itself first,
// then RFC 5005's, all absolute and of the given form.
func (f feed) chain(form Form) []feeds.AtomLink {
	mediaType, _, _ := strings.Cut(MediaType(form), ";")
	links := []feeds.AtomLink{{Rel: "self", Href: f.address(form), Type: mediaType}}
	if f.archive == nil {
		return links
	}
	for _, l := range []struct{ rel, path string }{
		{"current", f.archive.Current}, {"prev-archive", f.archive.Prev}, {"next-archive", f.archive.Next},
	} {
		if l.path != "" {
			links = append(links, feeds.AtomLink{Rel: l.rel, Href: f.base + l.path + "." + string(form), Type: mediaType})
		}
	}
	return links
}

func (f feed) address(form Form) string {
	address := f.self + "." + string(form)
	if f.query != "" {
		address += "?" + f.query
	}
	return address
}

func (f feed) closed() *struct{} {
	if f.archive != nil && f.archive.Closed {
		return &struct{}{}
	}
	return nil
}
