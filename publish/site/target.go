package site

import (
	"bytes"
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// target is an address taken apart: which page, in which form.
type target struct {
	page  string // the page's folder, with a trailing slash; "" for the first page
	form  publish.Form
	index bool // asked as index.md within the folder
	bare  bool // a folder asked for without its slash
}

var forms = publish.AllForms()

// parseTarget reads an address by the rule of the contract: a page is a folder,
// its other forms are the folder's name with an extension, or "index" with one
// inside it; "feed" inside a series is the series' own.
func parseTarget(p string) target {
	if p == "" || strings.HasSuffix(p, "/") {
		return target{page: p, form: publish.HTML}
	}
	dir, name := path.Split(p)
	extension := strings.TrimPrefix(path.Ext(name), ".")
	form := publish.Form(extension)
	if extension == "" || !slices.Contains(forms, form) {
		return target{page: p + "/", form: publish.HTML, bare: true}
	}
	stem := strings.TrimSuffix(name, "."+extension)
	switch {
	case stem == "index":
		return target{page: dir, form: form, index: true}
	case stem == "feed" && strings.Count(dir, "/") == 2 && strings.HasPrefix(dir, "bulletin/"):
		return target{page: dir, form: form}
	case form == publish.HTML:
		return target{page: p + "/", form: publish.HTML, bare: true}
	}
	return target{page: dir + stem + "/", form: form}
}

// page returns the page of a folder, or a NotExist error.
func (s *server) page(ctx context.Context, g *generation, folder string) (publish.Page, error) {
	parts := strings.Split(strings.TrimSuffix(folder, "/"), "/")
	switch {
	case folder == "":
		return s.Press.HomePage(g.survey), nil
	case folder == "bulletin/":
		return s.Press.BulletinPage(g.survey), nil
	case folder == "bulletin/verify/":
		return s.Press.VerifyPage(), nil
	case folder == "register/":
		return s.Press.RegistersPage(g.survey), nil
	case parts[0] == "bulletin":
		return s.bulletinPage(ctx, g, folder, parts[1:])
	case parts[0] == "register":
		return s.registerPage(ctx, g, folder, parts[1:])
	case parts[0] == "regulations" && s.Regulations != nil:
		return s.regulationPage(ctx, folder, parts[1:])
	}
	return publish.Page{}, notFound(folder)
}

// bulletinPage returns the page of a series, a year or an issue as a list.
func (s *server) bulletinPage(ctx context.Context, g *generation, folder string, parts []string) (publish.Page, error) {
	series, ok := publish.FromSegment(parts[0])
	if !ok || len(parts) > 3 {
		return publish.Page{}, notFound(folder)
	}
	if len(parts) == 1 {
		if page, ok := s.Press.SeriesPage(g.survey, series); ok {
			return page, nil
		}
		return publish.Page{}, notFound(folder)
	}
	year, ok := ordinal(parts[1])
	if !ok {
		return publish.Page{}, notFound(folder)
	}
	if len(parts) == 2 {
		if page, ok := s.Press.YearPage(g.survey, series, year); ok {
			return page, nil
		}
		return publish.Page{}, notFound(folder)
	}
	number, ok := ordinal(parts[2])
	if !ok {
		return publish.Page{}, notFound(folder)
	}
	issue, err := s.Catalogue.Issue(ctx, pipeline.IssueRef{Series: series, Year: year, Number: number})
	if err != nil {
		return publish.Page{}, err
	}
	return s.Press.ArchivePage(g.survey, issue)
}

// ordinal reads a number as the press writes it: one address, one page.
func ordinal(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == s
}

func (s *server) registerPage(ctx context.Context, g *generation, folder string, parts []string) (publish.Page, error) {
	register, ok := publish.FromSegment(parts[0])
	if !ok {
		return publish.Page{}, notFound(folder)
	}
	id := pipeline.RegisterID(register)
	switch {
	case len(parts) == 1:
		if page, ok := s.Press.RegisterPage(g.survey, id); ok {
			return page, nil
		}
	case len(parts) == 2:
		number, ok := publish.FromSegment(parts[1])
		if !ok {
			break
		}
		entry, err := s.Catalogue.Entry(ctx, id, number)
		if err != nil {
			return publish.Page{}, err
		}
		return s.Press.EntryPage(entry)
	case len(parts) == 3 && parts[1] == "years":
		year, ok := ordinal(parts[2])
		if survey := g.survey.Registers[id]; !ok || survey == nil || survey.Years[year] == 0 {
			break
		}
		records, err := publish.RecordsOfYear(ctx, s.Catalogue, id, year)
		if err != nil {
			return publish.Page{}, err
		}
		return s.Press.RegisterYearPage(id, year, records), nil
	}
	return publish.Page{}, notFound(folder)
}

func (s *server) regulationPage(ctx context.Context, folder string, parts []string) (publish.Page, error) {
	if len(parts) == 0 {
		acts, err := s.Regulations.Acts(ctx)
		if err != nil {
			return publish.Page{}, err
		}
		return s.Press.RegulationsPage(acts), nil
	}
	id, ok := publish.FromSegment(parts[0])
	if !ok {
		return publish.Page{}, notFound(folder)
	}
	act, err := s.Regulations.Act(ctx, id)
	if err != nil {
		return publish.Page{}, err
	}
	for _, page := range s.Press.ActPages(act) {
		if page.Path == folder {
			return page, nil
		}
	}
	return publish.Page{}, notFound(folder)
}

// machineFile answers what stands at the root for machines; nil for other addresses.
func (s *server) machineFile(ctx context.Context, g *generation, p string) (*answer, error) {
	switch {
	case p == "robots.txt":
		return &answer{body: s.Press.Robots(), mediaType: "text/plain; charset=utf-8", cache: cacheDay}, nil
	case p == "opensearch.xml":
		body, err := s.Press.OpenSearch()
		return &answer{body: body, mediaType: "application/opensearchdescription+xml", cache: cacheDay}, err
	case p == publish.PublicKeyFile && s.PublicKey != nil:
		body, err := publish.PublicKeyPEM(s.PublicKey)
		return &answer{body: body, mediaType: "application/x-pem-file", cache: cacheDay}, err
	case strings.HasPrefix(p, "sitemap") && strings.HasSuffix(p, ".xml"):
		files, err := s.Press.Sitemaps(ctx, s.Catalogue, g.survey)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if f.Path == p {
				return &answer{body: f.Body, mediaType: "application/xml; charset=utf-8", modified: g.seen, cache: cacheMinute}, nil
			}
		}
		return nil, notFound(p)
	}
	return nil, nil
}

// issueFile answers the files of an issue's folder as they were signed; nil for
// other addresses.
func (s *server) issueFile(ctx context.Context, p string) (*answer, error) {
	parts := strings.Split(p, "/")
	if len(parts) != 5 || parts[0] != "bulletin" {
		return nil, nil
	}
	series, validSeries := publish.FromSegment(parts[1])
	year, validYear := ordinal(parts[2])
	number, validNumber := ordinal(parts[3])
	if !validSeries || !validYear || !validNumber {
		return nil, notFound(p)
	}
	issue, err := s.Catalogue.Issue(ctx, pipeline.IssueRef{Series: series, Year: year, Number: number})
	if err != nil {
		return nil, err
	}
	files, err := s.Press.IssueFolder(ctx, s.Catalogue, issue, nil)
	if err != nil {
		return nil, err
	}
	name := parts[4]
	if name == "" {
		name = publish.IssueHTML
	}
	for _, f := range files {
		if f.Path == name {
			return &answer{body: f.Body, mediaType: mediaTypeOf(name), modified: issue.Date.At(time.UTC), cache: cacheDay}, nil
		}
	}
	return nil, notFound(p)
}

func isRegisterPage(p string) bool {
	return strings.HasPrefix(p, "register/") && strings.Count(p, "/") == 2
}

// registerTable is a whole register as CSV.
func (s *server) registerTable(ctx context.Context, g *generation, folder string) (*answer, error) {
	id, _ := publish.FromSegment(strings.Split(folder, "/")[1])
	var b bytes.Buffer
	if err := s.Press.WriteRegisterCSV(ctx, s.Catalogue, pipeline.RegisterID(id), &b); err != nil {
		return nil, err
	}
	return &answer{body: b.Bytes(), mediaType: publish.MediaType(publish.CSV), modified: g.seen, cache: cacheMinute}, nil
}

// mediaTypeOf is the type of a file by its name.
func mediaTypeOf(name string) string {
	switch extension := strings.TrimPrefix(path.Ext(name), "."); extension {
	case "css":
		return "text/css; charset=utf-8"
	case "svg":
		return "image/svg+xml"
	case "woff2":
		return "font/woff2"
	case "txt", "sig":
		return "text/plain; charset=utf-8"
	default:
		return publish.MediaType(publish.Form(extension))
	}
}
