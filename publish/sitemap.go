package publish

import (
	"context"
	"encoding/xml"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// sitemapLimit is how many addresses the protocol allows in one file (sitemaps.org,
// protocol 0.9).
const sitemapLimit = 50_000

// SitemapFile is the index of the sitemap; its parts stand beside it.
const SitemapFile = "sitemap.xml"

type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

// sitemapPart is one file of addresses. There is one for each year of a series, of
// a register and of the days of publication, so that a year that is over changes
// no more and is not fetched again.
type sitemapPart struct {
	path     string
	modified workday.Date // of the newest that it names
	input    string       // a digest of what it is made of; empty when not known
	write    func(ctx context.Context, add addAddress) error
}

// addAddress takes a page, and the day of the newest that it shows.
type addAddress func(path string, modified workday.Date)

// Sitemap returns the index of the sitemap or one of its parts, with the day of the
// newest that it names; a name that is none is NotExist.
func (s *Site) Sitemap(ctx context.Context, name string) (body []byte, modified workday.Date, err error) {
	parts := s.sitemapParts()
	if name == SitemapFile {
		body, err = s.sitemapIndex(parts)
		return body, s.Survey.updated(), err
	}
	for _, part := range parts {
		if part.path == name {
			body, err = s.sitemapOf(ctx, part)
			return body, part.modified, err
		}
	}
	return nil, modified, &pipeline.Error{Op: "write sitemap", Doc: name, Kind: pipeline.NotExist}
}

func (s *Site) sitemapIndex(parts []sitemapPart) ([]byte, error) {
	var urls []sitemapURL
	for _, part := range parts {
		urls = append(urls, sitemapURL{s.press.base + part.path, part.modified.String()})
	}
	return sitemapXML("sitemapindex", "sitemap", urls)
}

func (s *Site) sitemapOf(ctx context.Context, part sitemapPart) ([]byte, error) {
	var urls []sitemapURL
	err := part.write(ctx, func(path string, modified workday.Date) {
		urls = append(urls, sitemapURL{s.press.base + path, modified.String()})
	})
	if err != nil {
		return nil, err
	}
	return sitemapXML("urlset", "url", urls)
}

func sitemapXML(root, element string, urls []sitemapURL) ([]byte, error) {
	type entry struct {
		XMLName xml.Name
		sitemapURL
	}
	document := struct {
		XMLName   xml.Name
		Namespace string `xml:"xmlns,attr"`
		Entries   []entry
	}{XMLName: xml.Name{Local: root}, Namespace: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, u := range urls {
		document.Entries = append(document.Entries, entry{xml.Name{Local: element}, u})
	}
	return encodeXML(document)
}
