package publish

import "encoding/xml"

// Robots returns robots.txt (RFC 9309): everything public may be read by machines;
// searches and case progress are not worth their crawling. How to search is.
func (p *Press) Robots() []byte {
	return []byte("User-agent: *\nAllow: /" + SearchHelpPath + "\nDisallow: /search\nDisallow: /status/\nDisallow: /api/\n\nSitemap: " + p.base + "sitemap.xml\n")
}

// OpenSearch returns opensearch.xml, by which browsers offer the site's search.
func (p *Press) OpenSearch() ([]byte, error) {
	type address struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
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
			{Type: "application/rss+xml", Template: p.base + "search.rss?q={searchTerms}&size={count?}&page={startPage?}"},
			{Type: "application/atom+xml", Template: p.base + "search.atom?q={searchTerms}&size={count?}&page={startPage?}"},
			{Type: "application/feed+json", Template: p.base + "search.json?q={searchTerms}&size={count?}&page={startPage?}"},
			{Type: "text/csv", Template: p.base + "search.csv?q={searchTerms}"},
			{Type: "application/json", Template: p.base + "api/v1/search?q={searchTerms}&size={count?}&page={startPage?}"},
			{Type: "application/x-suggestions+json", Rel: "suggestions", Template: p.base + "search/suggestions?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: p.base + "opensearch.xml"},
		},
	})
}
