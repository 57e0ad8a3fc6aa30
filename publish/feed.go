package publish

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"html"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// List is what a page lists: items for its feeds, rows for its table.
type List struct {
	Items   []Item
	Columns []string // of the CSV
	Rows    [][]string
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

// What gorilla/feeds leaves out of RSS: links to itself and along the archives,
// and a date of change for each item.
type rssDocument struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	History string   `xml:"xmlns:fh,attr"`
	Search  string   `xml:"xmlns:opensearch,attr"`
	Channel rssChannel
}

type rssChannel struct {
	XMLName xml.Name `xml:"channel"`
	*feeds.RssFeed
	Links   []rssLink `xml:"atom:link"`
	Archive *struct{} `xml:"fh:archive"`
	Total   *int      `xml:"opensearch:totalResults"`
	Items   []rssItem `xml:"item"`
}

type rssLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
}

type rssItem struct {
	XMLName xml.Name `xml:"item"`
	*feeds.RssItem
	Updated string `xml:"atom:updated"`
}

const (
	namespaceAtom    = "http://www.w3.org/2005/Atom"
	namespaceContent = "http://purl.org/rss/1.0/modules/content/"
	namespaceHistory = "http://purl.org/syndication/history/1.0"
	namespaceSearch  = "http://a9.com/-/spec/opensearch/1.1/"
)

func (p *Press) rss(f feed) ([]byte, error) {
	channel := (&feeds.Rss{Feed: f.model}).RssFeed()
	channel.Language = "ru"
	channel.ManagingEditor = ""
	channel.Generator = "Vestnik"
	channel.Docs = "https://www.rssboard.org/rss-specification"
	document := rssDocument{
		Version: "2.0", Content: namespaceContent, Atom: namespaceAtom, History: namespaceHistory, Search: namespaceSearch,
		Channel: rssChannel{RssFeed: channel, Archive: f.closed(), Total: f.total},
	}
	for _, l := range f.chain(RSS) {
		document.Channel.Links = append(document.Channel.Links, rssLink{Href: l.Href, Rel: l.Rel, Type: l.Type})
	}
	for i, item := range channel.Items {
		item.Description = html.EscapeString(item.Description) // RSS reads it as HTML
		document.Channel.Items = append(document.Channel.Items, rssItem{RssItem: item, Updated: f.model.Items[i].Updated.Format(time.RFC3339)})
	}
	return encodeXML(document)
}

// What gorilla/feeds leaves out of Atom: more than one link, identifiers apart
// from addresses, and the date of publication.
type atomDocument struct {
	XMLName xml.Name `xml:"feed"`
	*feeds.AtomFeed
	Language string           `xml:"xml:lang,attr"`
	History  string           `xml:"xmlns:fh,attr"`
	Search   string           `xml:"xmlns:opensearch,attr"`
	Links    []feeds.AtomLink `xml:"link"`
	Archive  *struct{}        `xml:"fh:archive"`
	Total    *int             `xml:"opensearch:totalResults"`
}

func (p *Press) atom(f feed) ([]byte, error) {
	model := (&feeds.Atom{Feed: f.model}).AtomFeed()
	model.Id, model.Link = f.id, nil
	for i, e := range model.Entries {
		p.completeAtomEntry(e, f.model.Items[i])
	}
	links := append([]feeds.AtomLink{{Rel: "alternate", Href: f.home, Type: "text/html"}}, f.chain(Atom)...)
	return encodeXML(atomDocument{AtomFeed: model, Language: "ru", History: namespaceHistory, Search: namespaceSearch, Links: links, Archive: f.closed(), Total: f.total})
}

func (p *Press) completeAtomEntry(e *feeds.AtomEntry, item *feeds.Item) {
	e.Published = item.Created.Format(time.RFC3339)
	e.Summary = &feeds.AtomSummary{Content: item.Description, Type: "text"}
}

// What gorilla/feeds leaves out of JSON Feed: the feed's own address, language,
// and an empty list of items where there are none.
type jsonDocument struct {
	*feeds.JSONFeed
	Total *int              `json:"_total_results,omitempty"` // an extension, as JSON Feed 1.1 names them
	Items []*feeds.JSONItem `json:"items"`
}

func (p *Press) jsonFeed(f feed) ([]byte, error) {
	model := (&feeds.JSON{Feed: f.model}).JSONFeed()
	model.FeedUrl, model.Language = f.address(JSON), "ru"
	if f.archive != nil && f.archive.Prev != "" {
		model.NextUrl = f.base + f.archive.Prev + "." + string(JSON)
	}
	items := slices.Clone(model.Items)
	if items == nil {
		items = []*feeds.JSONItem{}
	}
	for _, item := range items {
		if item.ContentHTML == "" {
			item.ContentText = item.Summary
		}
	}
	b, err := json.MarshalIndent(jsonDocument{JSONFeed: model, Total: f.total, Items: items}, "", "  ")
	if err != nil {
		return nil, &pipeline.Error{Op: "write feed", Kind: pipeline.Internal, Err: err}
	}
	return append(b, '\n'), nil
}

// issueItemDocument is the issue as one Atom entry. Its link is relative, for its
// bytes are signed and must not name the site's address.
func (p *Press) issueItemDocument(e Edition) ([]byte, error) {
	item := p.feedItem(p.issueItem(e.ref(), e.Date, len(e.Entries)))
	item.Link.Href = "./"
	entries := (&feeds.Atom{Feed: &feeds.Feed{Items: []*feeds.Item{item}, Link: &feeds.Link{}}}).AtomFeed().Entries
	entry := entries[0]
	p.completeAtomEntry(entry, item)
	entry.Xmlns = namespaceAtom
	entry.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: e.Publisher}}
	return encodeXML(struct {
		XMLName xml.Name `xml:"entry"`
		*feeds.AtomEntry
	}{AtomEntry: entry})
}

func encodeXML(document any) ([]byte, error) {
	b, err := xml.MarshalIndent(document, "", "  ")
	if err != nil {
		return nil, &pipeline.Error{Op: "write feed", Kind: pipeline.Internal, Err: err}
	}
	return append([]byte(xml.Header), append(b, '\n')...), nil
}
