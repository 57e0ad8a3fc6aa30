package publish

import (
	"bytes"
	"encoding/json"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Page is one page of the public site before it is rendered. Its Markdown is the
// one source of its text, and links to the site through rootMark.
type Page struct {
	Path     string // of its folder, relative to the site's root: "bulletin/programs/", "" for the first page
	Title    string // plain text
	Lead     string // one plain sentence, for search engines and feeds
	Markdown string
	Aside    string // Markdown beside the text on a wide screen, after it elsewhere
	Class    string // what the stylesheet calls it
	Crumbs   []Crumb
	Forms    []FormLink           // other forms of the page that stand under addresses of their own
	Updated  workday.Date         // of what it shows; zero when nothing is dated
	List     *List                // what it lists, when it is a list
	Data     any                  // what its .json holds, when it is not a list
	Search   *SearchBox           // a search form above the text
	Status   *StatusBox           // a form asking for a number
	Follow   *SubscribeBox        // an offer to follow the search, below the text
	Button   *ButtonBox           // a form of one button below the text
	Alone    bool                 // it has no other form than HTML
	Hidden   bool                 // kept out of search engines and the sitemap
	Sealed   bool                 // bytes are signed: nothing in them may depend on the address
	Composed bool                 // HTML and Markdown within its folder are composed apart
	Query    string               // what follows "?" in the addresses of its forms
	Asked    string               // the query as the reader wrote it, when not as Query: a feed's address is the asked one
	Notice   string               // Markdown of one paragraph above the text: "В запись внесены исправления…"
	Paging   *Paging              // its place in a row of pages
	Legal    []ObjectNotification // legal status events of patents, what its .st96.xml holds
	Cite     string               // what its .bib holds
	LD       any                  // what its .jsonld holds, a JSON-LD document; the HTML holds it too
}

// Crumb is a step from the first page to this one.
type Crumb struct {
	Title string
	Path  string
}

// FormLink leads to the same matter in another form.
type FormLink struct {
	Title string
	Path  string
}

// SearchBox is the search form with what was asked.
type SearchBox struct {
	Text, Register, From, To, Sort string
	PublishedFrom, PublishedTo     string
	Kept                           []string // facets that the question is narrowed to: "year=2026"
	Action                         string   // filled in when the page is rendered
	Registers                      []Register
	Narrowed                       bool // the fields below the words hold something: they are shown at once
	Wide                           bool // with every field, not the words alone
}

// StatusBox is the form that asks for a case's number.
type StatusBox struct {
	Number string
	Action string // filled in when the page is rendered
}

// Form is a form in which a page is published, by its file extension.
type Form string

// The forms of the contract.
const (
	HTML     Form = "html"
	Markdown Form = "md"
	RSS      Form = "rss"
	Atom     Form = "atom"
	JSON     Form = "json" // JSON Feed of a list, data of anything else
	CSV      Form = "csv"
	JSONLD   Form = "jsonld"
	ST96     Form = "st96.xml" // WIPO ST.96, where that has a home for the matter
	BibTeX   Form = "bib"      // how the page is cited
)

// AllForms are the forms in which a page may be published, HTML first.
func AllForms() []Form { return []Form{HTML, Markdown, RSS, Atom, JSON, CSV, JSONLD, ST96, BibTeX} }

// FormsOf returns the forms in which the page exists, HTML first.
func FormsOf(p Page) []Form {
	forms := []Form{HTML, Markdown}
	switch {
	case p.List != nil:
		forms = append(forms, RSS, Atom, JSON)
		if p.List.hasTable() {
			forms = append(forms, CSV)
		}
	case p.Data != nil:
		forms = append(forms, JSON)
	}
	if p.LD != nil {
		forms = append(forms, JSONLD)
	}
	if len(p.Legal) > 0 {
		forms = append(forms, ST96)
	}
	if p.Cite != "" {
		forms = append(forms, BibTeX)
	}
	return forms
}

// MediaType returns the Content-Type of a form.
func MediaType(f Form) string {
	switch f {
	case HTML:
		return "text/html; charset=utf-8"
	case Markdown:
		return "text/markdown; charset=utf-8"
	case RSS:
		return "application/rss+xml; charset=utf-8"
	case Atom:
		return "application/atom+xml; charset=utf-8"
	case JSON:
		return "application/json"
	case CSV:
		return "text/csv; charset=utf-8; header=present"
	case JSONLD:
		return "application/ld+json"
	case ST96:
		return "application/xml"
	case BibTeX:
		return "application/x-bibtex; charset=utf-8"
	}
	return "application/octet-stream"
}

// PathOf returns where a form of a page stands: the page's path without its
// slash and the extension, "index" for the first page. HTML is the folder itself.
func PathOf(page string, f Form) string {
	switch {
	case f == HTML:
		return page
	case page == "":
		return "index." + string(f)
	}
	return strings.TrimSuffix(page, "/") + "." + string(f)
}

// Render returns the page in a form; a form that it does not have is NotExist.
func (p *Press) Render(page Page, form Form) ([]byte, error) {
	switch form {
	case HTML:
		return p.RenderHTML(page)
	case Markdown:
		return p.RenderMarkdown(page, upFrom(PathOf(page.Path, Markdown))), nil
	case JSON:
		if page.List == nil && page.Data != nil {
			return indentedJSON(page.Data)
		}
	case ST96:
		if len(page.Legal) > 0 {
			return st96(page.Legal)
		}
		return nil, &pipeline.Error{Op: "render page", Doc: PathOf(page.Path, form), Kind: pipeline.NotExist}
	case BibTeX:
		if page.Cite != "" {
			return []byte(page.Cite), nil
		}
		return nil, &pipeline.Error{Op: "render page", Doc: PathOf(page.Path, form), Kind: pipeline.NotExist}
	case JSONLD:
		if page.LD != nil {
			return indentedJSON(page.LD)
		}
		return nil, &pipeline.Error{Op: "render page", Doc: PathOf(page.Path, form), Kind: pipeline.NotExist}
	}
	if page.List == nil || form == CSV && !page.List.hasTable() {
		return nil, &pipeline.Error{Op: "render page", Doc: PathOf(page.Path, form), Kind: pipeline.NotExist}
	}
	if form == CSV && page.List.Table != nil {
		var b bytes.Buffer
		err := page.List.Table(&b)
		return b.Bytes(), err
	}
	if form == CSV {
		return tableCSV(page.List.Columns, page.List.rows())
	}
	return p.renderFeed(p.feedOf(page), form)
}

// renderFeed writes a feed in one of its forms.
func (p *Press) renderFeed(feed feed, form Form) ([]byte, error) {
	switch form {
	case RSS:
		return p.rss(feed)
	case Atom:
		return p.atom(feed)
	case JSON:
		return p.jsonFeed(feed)
	}
	return nil, &pipeline.Error{Op: "render page", Doc: PathOf(feed.self, form), Kind: pipeline.NotExist}
}

func indentedJSON(data any) ([]byte, error) {
	b, err := json.MarshalIndent(data, "", "  ")
	return append(b, '\n'), err
}

// RenderMarkdown returns the page as Markdown for an address from which root
// leads to the site's root.
func (p *Press) RenderMarkdown(page Page, root string) []byte {
	parts := []string{page.Markdown}
	if page.Notice != "" {
		parts = []string{"> " + page.Notice + "\n", page.Markdown}
	}
	if page.Aside != "" {
		parts = append(parts, page.Aside)
	}
	if page.Paging.shown() {
		parts = append(parts, page.Paging.markdown())
	}
	return []byte(rooted(strings.Join(parts, "\n"), root))
}
