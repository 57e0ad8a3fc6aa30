package publish

import (
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// ldNode is a node of JSON-LD in the words of schema.org. Its keys are marshalled
// in one order, so that the same matter gives the same bytes.
type ldNode map[string]any

// node begins a node; values that are empty are left out.
func node(kind string, pairs ...any) ldNode {
	n := ldNode{"@type": kind}
	return n.with(pairs...)
}

func (n ldNode) with(pairs ...any) ldNode {
	for i := 0; i+1 < len(pairs); i += 2 {
		switch value := pairs[i+1].(type) {
		case nil:
		case string:
			if value != "" {
				n[pairs[i].(string)] = value
			}
		case []ldNode:
			if len(value) > 0 {
				n[pairs[i].(string)] = value
			}
		case workday.Date:
			if !value.IsZero() {
				n[pairs[i].(string)] = value.String()
			}
		default:
			n[pairs[i].(string)] = value
		}
	}
	return n
}

// linked returns the page with its linked data and legal status events, and with
// data as JSON where it has none of its own: every page is readable by machines. What a page is about
// is told by its Data; a page that knows better has LD set already.
func (p *Press) linked(page Page) Page {
	if page.LD == nil {
		page.LD = p.pageLD(page)
	}
	if r, ok := page.Data.(Record); ok {
		page.Legal = r.legalEvents()
	}
	if page.List == nil && page.Data == nil {
		page.Data = textData{
			Title: Clean(page.Title), Lead: Clean(page.Lead), URL: page.Path, Updated: page.Updated,
			Markdown: string(p.RenderMarkdown(page, p.base)),
		}
	}
	return page
}

// textData is a page of text as JSON; its links are absolute.
type textData struct {
	Title    string       `json:"title"`
	Lead     string       `json:"lead,omitempty"`
	URL      string       `json:"url"` // relative to the site's root
	Updated  workday.Date `json:"updated"`
	Markdown string       `json:"markdown"`
}

func (p *Press) pageLD(page Page) ldNode {
	var main ldNode
	switch data := page.Data.(type) {
	case Record:
		main = p.entryLD(data)
	case Act:
		main = node("Legislation", "name", Clean(data.Title), "legislationIdentifier", Clean(data.Act), "version", Clean(data.Edition),
			"legislationDateVersion", data.From, "sameAs", httpAddress(data.Source), "url", p.base+page.Path, "inLanguage", "ru")
	}
	switch {
	case main != nil:
	case page.Path == "":
		main = p.siteLD()
	case page.List != nil:
		main = node("CollectionPage", "url", p.base+page.Path, "name", Clean(page.Title), "description", Clean(page.Lead), "inLanguage", "ru", "dateModified", page.Updated)
	default:
		main = node("WebPage", "url", p.base+page.Path, "name", Clean(page.Title), "description", Clean(page.Lead), "inLanguage", "ru", "dateModified", page.Updated)
	}
	return p.document(page, main)
}

// document makes a node the document of a page: with its context, and with the
// way from the first page to this one.
func (p *Press) document(page Page, main ldNode) ldNode {
	main["@context"] = "https://schema.org"
	if len(page.Crumbs) == 0 {
		return main
	}
	var steps []ldNode
	for _, c := range append([]Crumb{{siteTitle, ""}}, page.Crumbs...) {
		steps = append(steps, node("ListItem", "position", len(steps)+1, "name", Clean(c.Title), "item", p.base+c.Path))
	}
	steps = append(steps, node("ListItem", "position", len(steps)+1, "name", Clean(page.Title), "item", p.base+page.Path))
	way := node("BreadcrumbList", "itemListElement", steps)
	switch main["@type"] {
	case "WebPage", "CollectionPage":
		main["breadcrumb"] = way
	default:
		main["mainEntityOfPage"] = node("WebPage", "@id", p.base+page.Path, "breadcrumb", way)
	}
	return main
}

func (p *Press) siteLD() ldNode {
	return node("WebSite", "url", p.base, "name", siteTitle, "inLanguage", "ru", "publisher", p.officeLD(),
		"potentialAction", node("SearchAction", "target", node("EntryPoint", "urlTemplate", p.base+"search?q={search_term}"), "query-input", "required name=search_term"))
}

func (p *Press) officeLD() ldNode {
	return node("GovernmentOrganization", "name", Clean(p.config.Office.Name), "alternateName", Clean(p.config.Office.ShortName))
}

// issueLD is an issue as a member of its year and its series.
func (p *Press) issueLD(ref pipeline.IssueRef, date workday.Date, title string) ldNode {
	series := node("Periodical", "@id", p.eli(seriesPath(ref.Series)), "name", title, "publisher", p.officeLD())
	year := node("PublicationVolume", "volumeNumber", decimal(ref.Year), "datePublished", decimal(ref.Year), "isPartOf", series)
	return node("PublicationIssue", "@id", p.eli(issuePath(ref)), "url", p.base+issuePath(ref), "name", title+", "+issueName(ref), "inLanguage", "ru",
		"issueNumber", decimal(ref.Number), "datePublished", date, "isPartOf", year, "publisher", p.officeLD(),
		"identifier", p.eliOf(issuePath(ref)))
}

// paperLD are the PDF files of an issue.
func (p *Press) paperLD(ref pipeline.IssueRef, volumes int) []ldNode {
	var files []ldNode
	for _, form := range paperForms(ref, volumes) {
		files = append(files, node("MediaObject", "encodingFormat", "application/pdf", "name", form.Title, "contentUrl", p.base+form.Path))
	}
	return files
}

// entryLD is what an entry tells of: a program, a database, or another object.
// Authors who declined to be named are not made up by anybody else.
func (p *Press) entryLD(r Record) ldNode {
	kind := "CreativeWork"
	switch {
	case r.Kind == "program":
		kind = "SoftwareApplication"
	case strings.HasPrefix(r.Kind, "database") || r.Register == "databases":
		kind = "Dataset"
	}
	n := node(kind, "@id", p.eli(r.URL), "url", p.base+r.URL, "name", r.heading(), "description", r.Abstract,
		"creator", partiesLD(r.Authors, "person"), "copyrightHolder", partiesLD(r.Holders, ""),
		"dateCreated", yearText(r.CreationYear), "datePublished", yearText(r.PublicationYear),
		"identifier", []ldNode{
			node("PropertyValue", "propertyID", p.registerOf(r.Register).numberLabel(), "value", r.Number),
			p.eliOf(r.URL),
		},
		"subjectOf", p.publicationLD(r))
	if kind == "SoftwareApplication" {
		n.with("operatingSystem", r.OS, "processorRequirements", r.ComputerType, "fileSize", r.Size)
	} else {
		n.with("size", r.Size)
	}
	if r.Elsewhere {
		delete(n, "copyrightHolder") // the holder of a patent is none, and schema.org has no word for one
		n.with("creditText", prefixed(p.registerOf(r.Register).holderLabel(len(r.Holders))+": ", strings.Join(r.holderNames(), "; ")))
	}
	return n
}

// publicationLD is the official notice of an entry; nil where it has none.
func (p *Press) publicationLD(r Record) any {
	if r.PublishedOn.IsZero() {
		return nil
	}
	notice := node("Report", "name", "Сведения о государственной регистрации № "+r.Number, "datePublished", r.PublishedOn, "publisher", p.officeLD())
	if r.Issue != nil {
		title := p.seriesOf(r.Issue.Series).Title
		notice.with("isPartOf", node("PublicationIssue", "@id", p.eli(issuePath(*r.Issue)), "url", p.base+issuePath(*r.Issue), "issueNumber", decimal(r.Issue.Number), "name", title+", "+issueName(*r.Issue), "datePublished", r.PublishedOn))
	}
	return notice
}

// registerLD is a register as a set of data that can be had whole.
func (p *Press) registerLD(page Page, entries int) ldNode {
	stem := feedName(page.Path)
	return p.document(page, node("Dataset", "@id", p.eli(page.Path), "url", p.base+page.Path, "name", Clean(page.Title),
		"description", Clean(page.Lead)+". "+plural(entries, "запись", "записи", "записей")+".", "inLanguage", "ru", "isAccessibleForFree", true,
		"creator", p.officeLD(), "publisher", p.officeLD(), "dateModified", page.Updated, "identifier", p.eliOf(page.Path),
		"distribution", []ldNode{
			node("DataDownload", "encodingFormat", "text/csv", "contentUrl", p.base+stem+".csv"),
		}))
}

// partiesLD are persons and organisations; of a kind that is not known, neither is
// claimed.
func partiesLD(parties []pipeline.Party, otherwise string) []ldNode {
	var nodes []ldNode
	for _, party := range parties {
		kind := party.Kind
		if kind == "" {
			kind = otherwise
		}
		n := ldNode{"name": party.Name}
		switch kind {
		case "person":
			n["@type"] = "Person"
		case "organisation":
			n["@type"] = "Organization"
		}
		if party.Country != "" {
			n["address"] = node("PostalAddress", "addressCountry", party.Country)
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// httpAddress is s where it is an address on the web, else empty.
func httpAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
