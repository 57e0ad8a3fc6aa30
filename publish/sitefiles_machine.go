package publish

import "encoding/xml"

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
