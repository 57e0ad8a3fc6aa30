package publish

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"slices"
	"time"

	"github.com/gorilla/feeds"

	"vestnik/pipeline"
)

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
	Total   int       `xml:"opensearch:totalResults"`
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
		document.Channel.Items = append(document.Channel.Items, rssItem{RssItem: item, Updated: f.model.Items[i].Updated.Format(time.RFC3339Nano)})
	}
	return encodeXML(document)
}

// What gorilla/feeds leaves out of Atom: more than one link, identifiers apart
// from addresses, and the date of publication.
type atomDocument struct {
	XMLName xml.Name `xml:"feed"`
	*feeds.AtomFeed
	Language string             `xml:"xml:lang,attr"`
	History  string             `xml:"xmlns:fh,attr"`
	Search   string             `xml:"xmlns:opensearch,attr"`
	Links    []feeds.AtomLink   `xml:"link"`
	Archive  *struct{}          `xml:"fh:archive"`
	Total    int                `xml:"opensearch:totalResults"`
	Entries  []*feeds.AtomEntry `xml:"entry"` // after all that is told of the feed itself
}

func (p *Press) atom(f feed) ([]byte, error) {
	model := (&feeds.Atom{Feed: f.model}).AtomFeed()
	model.Id, model.Link, model.Updated = f.id, nil, f.model.Updated.Format(time.RFC3339Nano)
	for i, e := range model.Entries {
		p.completeAtomEntry(e, f.model.Items[i])
	}
	links := append([]feeds.AtomLink{{Rel: "alternate", Href: f.home, Type: "text/html"}}, f.chain(Atom)...)
	return encodeXML(atomDocument{AtomFeed: model, Language: "ru", History: namespaceHistory, Search: namespaceSearch, Links: links, Archive: f.closed(), Total: f.total, Entries: model.Entries})
}

func (p *Press) completeAtomEntry(e *feeds.AtomEntry, item *feeds.Item) {
	e.Published, e.Updated = item.Created.Format(time.RFC3339Nano), item.Updated.Format(time.RFC3339Nano)
	e.Summary = &feeds.AtomSummary{Content: item.Description, Type: "text"}
}

// What gorilla/feeds leaves out of JSON Feed: the total, and an empty list of
// items where there are none.
type jsonDocument struct {
	*feeds.JSONFeed
	Total int               `json:"_total_results"` // an extension, as JSON Feed 1.1 names them
	Items []*feeds.JSONItem `json:"items"`
}

func (p *Press) jsonFeed(f feed) ([]byte, error) {
	model := (&feeds.JSON{Feed: f.model}).JSONFeed()
	model.FeedUrl, model.Language = f.address(f.self, JSON), "ru"
	model.Author = nil // of version 1; authors is that of 1.1
	if page, ok := f.further(); ok {
		model.NextUrl = f.address(page, JSON)
	}
	for _, hub := range f.hubs {
		model.Hubs = append(model.Hubs, &feeds.JSONHub{Type: "WebSub", Url: hub})
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
	item := p.feedItem(p.issueItem(e.ref(), e.Date, e.count()))
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
