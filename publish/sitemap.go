package publish

import (
	"context"
	"encoding/xml"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// sitemapLimit is how many addresses the protocol allows in one file.
const sitemapLimit = 50000

type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

// Sitemaps returns sitemap.xml, and where the site outgrows one file, the parts
// that it then points to (sitemaps.org, protocol 0.9).
func (p *Press) Sitemaps(ctx context.Context, catalogue pipeline.Catalogue, s *Survey) ([]pipeline.File, error) {
	urls, err := p.addresses(ctx, catalogue, s)
	if err != nil {
		return nil, err
	}
	if len(urls) <= sitemapLimit {
		file, err := sitemapFile("sitemap.xml", "urlset", "url", urls)
		return []pipeline.File{file}, err
	}
	var files []pipeline.File
	var parts []sitemapURL
	for start := 0; start < len(urls); start += sitemapLimit {
		name := "sitemap-" + decimal(len(parts)+1) + ".xml"
		file, err := sitemapFile(name, "urlset", "url", urls[start:min(start+sitemapLimit, len(urls))])
		if err != nil {
			return nil, err
		}
		files = append(files, file)
		parts = append(parts, sitemapURL{Location: p.base + name})
	}
	index, err := sitemapFile("sitemap.xml", "sitemapindex", "sitemap", parts)
	return append(files, index), err
}

func (p *Press) addresses(ctx context.Context, catalogue pipeline.Catalogue, s *Survey) ([]sitemapURL, error) {
	var urls []sitemapURL
	add := func(path string, modified workday.Date) {
		urls = append(urls, sitemapURL{Location: p.base + path, Modified: modified.String()})
	}
	add("", s.updated())
	add("bulletin/", s.updated())
	add(verifyPath, workday.Date{})
	for _, id := range p.seriesIDs(s) {
		add(seriesPath(id), newestDate(s.ofSeries(id)))
	}
	for _, issue := range s.Issues {
		add(issuePath(issue.IssueRef), issue.Date)
	}
	add("register/", s.updated())
	for _, id := range p.registerIDs(s) {
		add(registerPath(id), workday.Date{})
	}
	err := catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if e.Public() {
			add(entryPath(e.Register, e.Number), RecordOf(e).lastPublished())
		}
		return ctx.Err()
	})
	return urls, err
}

func sitemapFile(name, root, element string, urls []sitemapURL) (pipeline.File, error) {
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
	body, err := encodeXML(document)
	return pipeline.File{Path: name, Body: body}, err
}

// Robots returns robots.txt: everything public may be read by machines; searches
// and case progress are not worth their crawling.
func (p *Press) Robots() []byte {
	return []byte("User-agent: *\nDisallow: /search\nDisallow: /status/\nDisallow: /api/\n\nSitemap: " + p.base + "sitemap.xml\n")
}

// OpenSearch returns opensearch.xml, by which browsers offer the site's search.
func (p *Press) OpenSearch() ([]byte, error) {
	type address struct {
		Type     string `xml:"type,attr"`
		Method   string `xml:"method,attr,omitempty"`
		Template string `xml:"template,attr"`
	}
	return encodeXML(struct {
		XMLName     xml.Name  `xml:"OpenSearchDescription"`
		Namespace   string    `xml:"xmlns,attr"`
		ShortName   string    `xml:"ShortName"`
		Description string    `xml:"Description"`
		Language    string    `xml:"Language"`
		Encoding    string    `xml:"InputEncoding"`
		Addresses   []address `xml:"Url"`
	}{
		Namespace: "http://a9.com/-/spec/opensearch/1.1/", ShortName: "Бюллетень", Language: "ru", Encoding: "UTF-8",
		Description: "Поиск по реестрам и официальному бюллетеню",
		Addresses: []address{
			{Type: "text/html", Method: "get", Template: p.base + "search?q={searchTerms}"},
			{Type: "application/rss+xml", Template: p.base + "search.rss?q={searchTerms}"},
			{Type: "application/atom+xml", Template: p.base + "search.atom?q={searchTerms}"},
		},
	})
}
