package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
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
// inside it.
func parseTarget(p string) target {
	if p == "" || strings.HasSuffix(p, "/") {
		return target{page: p, form: publish.HTML}
	}
	dir, name := path.Split(p)
	extension := strings.TrimPrefix(path.Ext(name), ".")
	if strings.HasSuffix(name, "."+string(publish.ST96)) { // the one with two dots
		extension = string(publish.ST96)
	}
	form := publish.Form(extension)
	if extension == "" || !slices.Contains(forms, form) {
		return target{page: p + "/", form: publish.HTML, bare: true}
	}
	stem := strings.TrimSuffix(name, "."+extension)
	switch {
	case stem == "index":
		return target{page: dir, form: form, index: true}
	case form == publish.HTML:
		return target{page: p + "/", form: publish.HTML, bare: true}
	}
	return target{page: dir + stem + "/", form: form}
}

// siteFile answers the files that are no pages; nil for other addresses.
func (s *server) siteFile(ctx context.Context, g *generation, p string) (*answer, error) {
	if strings.HasPrefix(p, "sitemap") && strings.HasSuffix(p, ".xml") {
		return s.sitemap(ctx, g, p)
	}
	files, err := g.site.Files()
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(files, func(f publish.SiteFile) bool { return f.Path == p })
	if at < 0 {
		return nil, nil
	}
	var b bytes.Buffer
	if err := files[at].Write(ctx, &b); err != nil {
		return nil, err
	}
	cache := cacheDay
	if files[at].Fresh {
		cache = cacheMinute
	}
	return &answer{body: b.Bytes(), mediaType: files[at].MediaType, cache: cache}, nil
}

func (s *server) sitemap(ctx context.Context, g *generation, p string) (*answer, error) {
	body, modified, err := g.site.Sitemap(ctx, p)
	return &answer{body: body, mediaType: "application/xml; charset=utf-8", modified: contentDate(modified, g.seen), cache: cacheMinute}, err
}

// issueFile answers the files of an issue's folder as they were signed; nil for
// other addresses, and for those that a page has.
func (s *server) issueFile(ctx context.Context, g *generation, p string) (*answer, error) {
	parts := strings.Split(p, "/")
	if len(parts) != 5 || parts[0] != "bulletin" {
		return nil, nil
	}
	ref, ok := publish.IssueRefAt(parts[1], parts[2], parts[3])
	issue := g.site.Survey.Issue(ref)
	if !ok || issue == nil {
		return nil, nil
	}
	name := cmp.Or(parts[4], publish.IssueHTML)
	body, cache, err := s.signedFile(ctx, ref, name)
	if errors.Is(err, pipeline.NotExist) {
		return nil, nil
	}
	return &answer{body: body, mediaType: mediaTypeOf(name), modified: issue.Date.At(time.UTC), cache: cache}, err
}

// signedFile reads one file of an issue's folder. That of an imported issue,
// which nobody signed, is composed anew and may change with the next import.
func (s *server) signedFile(ctx context.Context, ref pipeline.IssueRef, name string) (body []byte, cache string, err error) {
	if seeker, ok := s.Catalogue.(pipeline.CatalogueSeeker); ok {
		file, err := seeker.SignedFile(ctx, ref, name)
		if err == nil || !errors.Is(err, pipeline.NotExist) {
			return file.Body, cacheForEver, err
		}
	}
	issue, err := s.Catalogue.Issue(ctx, ref)
	if err != nil {
		return nil, "", err
	}
	files, err := s.Press.IssueFolder(ctx, s.Catalogue, issue, nil)
	if err != nil {
		return nil, "", err
	}
	at := slices.IndexFunc(files, func(f pipeline.File) bool { return f.Path == name })
	switch {
	case at < 0:
		return nil, "", notFound(name)
	case issue.Manifest == nil:
		return files[at].Body, cacheMinute, nil
	}
	return files[at].Body, cacheForEver, nil
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
	case "pdf":
		return pdfType
	case "jsonl":
		return "application/jsonl; charset=utf-8"
	case "txt", "sig":
		return "text/plain; charset=utf-8"
	default:
		return publish.MediaType(publish.Form(extension))
	}
}
