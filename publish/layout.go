package publish

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"path"
	"strings"

	"vestnik/pipeline"
)

//go:embed templates/*.html
var templateFiles embed.FS

// parseTemplates parses every embedded template into one set; "layout" is the page.
func parseTemplates() (*template.Template, error) {
	return template.New("").ParseFS(templateFiles, "templates/*.html")
}

// layoutView is what templates/layout.html may use.
type layoutView struct {
	Short, Lead string // the title, cut where it is long
	SiteTitle   string
	Root        string // "../../": the relative way to the site's root
	Canonical   string // absolute; empty on signed pages
	Office      Office
	Banner      string
	Class       string
	Hidden      bool
	Nav         []navItem
	Crumbs      []Crumb
	Search      *SearchBox
	Status      *StatusBox
	Follow      *SubscribeBox
	Button      *ButtonBox
	Body, Aside template.HTML
	Feeds       []alternate
	Forms       []alternate
	Notice      template.HTML
	Paging      *Paging
	LD          any
	Hash        *pageHash
	About       []navItem // pages about the site
}

// pageHash is the SHA-256 of the page's Markdown and where that stands: what is
// read here can be compared with what was printed, quoted or kept elsewhere.
type pageHash struct{ Digest, Path, File, Verify string }

type navItem struct {
	Title, Path string
	Current     bool
}

type alternate struct{ Title, Path, Type string }

// RenderHTML returns the page as HTML.
func (p *Press) RenderHTML(page Page) ([]byte, error) {
	view, err := p.viewOf(page)
	if err != nil {
		return nil, &pipeline.Error{Op: "render page", Doc: page.Path, Kind: pipeline.Internal, Err: err}
	}
	var b bytes.Buffer
	b.Grow(8<<10 + len(view.Body))
	if err := p.layout.ExecuteTemplate(&b, "layout.html", view); err != nil {
		return nil, &pipeline.Error{Op: "render page", Doc: page.Path, Kind: pipeline.Internal, Err: err}
	}
	return b.Bytes(), nil
}

func (p *Press) viewOf(page Page) (layoutView, error) {
	root := upFrom(page.Path)
	body, err := p.renderMarkdown(rooted(page.Markdown, root))
	if err != nil {
		return layoutView{}, err
	}
	aside, err := p.renderMarkdown(rooted(page.Aside, root))
	if err != nil {
		return layoutView{}, err
	}
	notice, err := p.renderMarkdown(rooted(page.Notice, root))
	if err != nil {
		return layoutView{}, err
	}
	if root == "" {
		root = "./"
	}
	view := layoutView{
		Short: shortTitle(page.Title), Lead: Clean(page.Lead), SiteTitle: siteTitle, Root: root,
		Office: p.config.Office, Banner: Clean(p.config.Banner), Class: classOf(page), Hidden: page.Hidden,
		Nav: p.navigation(page.Path), Crumbs: shortCrumbs(page.Crumbs),
		Body:   template.HTML(finished(body, page.Class)), // goldmark's, with raw HTML dropped
		Aside:  template.HTML(typeset(aside)),
		Notice: template.HTML(typeset(notice)), About: p.aboutLinks(),
	}
	if page.Paging.shown() {
		view.Paging = page.Paging
	}
	if page.Search != nil {
		box := *page.Search
		box.Action = root + "search"
		view.Search = &box
	}
	if page.Status != nil {
		box := *page.Status
		box.Action = root + "status/"
		view.Status = &box
	}
	view.Button = page.Button
	if page.Follow != nil {
		box := *page.Follow
		box.Root, box.Action, box.Help = root, SubscribePath, SearchHelpPath+"#follow"
		view.Follow = &box
	}
	if !page.Sealed && !page.Hidden {
		view.Canonical = p.base + page.Path
		view.LD, view.Hash = embedded(page.LD), p.hashOf(page)
	}
	view.Feeds, view.Forms = alternatesOf(page)
	return view, nil
}

// finished is the text of a page as it is read: tables that scroll, phrases with
// their language, lines that are not parted where they must not be.
func finished(body []byte, class string) []byte {
	if class == "act" {
		body = keepPointFragments(body)
	}
	return typeset(markEnglish(scrollTables(body)))
}

// embedded is linked data as the page itself holds it: none where it is so long, by
// hundreds of authors, that the page would be heavy. Its own file is named all the same.
func embedded(ld any) any {
	const most = 16 << 10 // bytes
	if b, err := json.Marshal(ld); err != nil || len(b) > most {
		return nil
	}
	return ld
}

// hashOf returns the hash of a page that stands under one lasting address.
func (p *Press) hashOf(page Page) *pageHash {
	file := PathOf(page.Path, Markdown)
	digest := DigestOf(p.RenderMarkdown(page, upFrom(file)))
	return &pageHash{Digest: string(digest), Path: file, File: path.Base(file), Verify: verifyPath}
}

// siteTitle names the whole.
const siteTitle = "Официальный бюллетень"

// navigation lists the site's departments, the current one marked.
func (p *Press) navigation(path string) []navItem {
	items := []navItem{
		{Title: "Бюллетень", Path: "bulletin/"},
		{Title: "Реестры", Path: "register/"},
		{Title: "Поиск", Path: "search/"},
		{Title: "Состояние заявки", Path: "status/"},
	}
	if p.config.Regulations != nil {
		items = append(items, navItem{Title: "Как подать", Path: howToPath}, navItem{Title: "Регламенты", Path: "regulations/"})
	}
	for i := range items {
		items[i].Current = strings.HasPrefix(path+"/", items[i].Path)
	}
	return items
}

// alternatesOf returns the page's feeds, for link elements, and all its other
// forms, for readers.
func alternatesOf(page Page) (feeds, forms []alternate) {
	for _, f := range page.Forms {
		forms = append(forms, alternate{Title: f.Title, Path: f.Path})
	}
	if page.Sealed || page.Alone {
		return nil, forms
	}
	titles := map[Form]string{Markdown: "Markdown", RSS: "RSS", Atom: "Atom", JSON: "JSON", CSV: "CSV", JSONLD: "JSON-LD", ST96: "ВОИС ST.96", BibTeX: "BibTeX"}
	for _, form := range FormsOf(page)[1:] {
		path := PathOf(page.Path, form)
		query := page.Query
		if page.List != nil && form != Markdown {
			query = wholeQuery(query)
		}
		if query != "" {
			path += "?" + query
		}
		mediaType, _, _ := strings.Cut(MediaType(form), ";")
		if form == JSON && page.List != nil {
			mediaType = "application/feed+json"
		}
		a := alternate{Title: titles[form], Path: path, Type: mediaType}
		forms = append(forms, a)
		feeds = append(feeds, a)
	}
	return feeds, forms
}
