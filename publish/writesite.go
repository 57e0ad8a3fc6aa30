package publish

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"runtime"

	"golang.org/x/sync/errgroup"

	"vestnik/pipeline"
)

// Stats counts what WriteSite wrote or found unchanged.
type Stats struct {
	Files  int   `json:"files"`
	Bytes  int64 `json:"bytes"`
	Issues int   `json:"issues"`
}

// WriteSite writes the whole public site as static files into the folder out:
// byte-identical on every run over the same catalogue, unchanged files untouched,
// files of a former run that nothing makes any more removed. A folder that holds
// anything else is refused as Exists.
//
// With a public key every signed issue is verified before it is written, and one
// that does not hold ends the run as Corrupt; the key is published beside the
// bulletin. Without a key (nil) neither is done.
func (p *Press) WriteSite(ctx context.Context, catalogue pipeline.Catalogue, public ed25519.PublicKey, out string) (stats Stats, err error) {
	folder, err := openFolder(out)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, folder.close()) }()
	site, err := p.Open(ctx, catalogue, public)
	if err != nil {
		return Stats{}, err
	}
	w := siteWriter{press: p, catalogue: catalogue, public: public, folder: folder, site: site}
	for _, step := range []func(context.Context) error{w.files, w.pages, w.issues, w.entries, w.sitemaps} {
		if err := step(ctx); err != nil {
			return Stats{}, err
		}
	}
	if err := folder.finish(); err != nil {
		return Stats{}, err
	}
	return Stats{Files: len(folder.kept), Bytes: folder.bytes, Issues: len(site.Survey.Issues)}, nil
}

// siteWriter is one run of WriteSite.
type siteWriter struct {
	press     *Press
	catalogue pipeline.Catalogue
	public    ed25519.PublicKey
	folder    *folder
	site      *Site
}

// page writes a page in all its forms.
func (w *siteWriter) page(page Page) error {
	for _, form := range FormsOf(page) {
		if err := w.form(page, form); err != nil {
			return err
		}
	}
	if page.Path == "" || page.Composed {
		return nil // index.md stands already
	}
	return w.folder.put(page.Path+"index.md", w.press.RenderMarkdown(page, upFrom(page.Path)))
}

// form writes one form of a page under its address or addresses.
func (w *siteWriter) form(page Page, form Form) error {
	switch {
	case form == HTML && page.Composed:
		return nil
	case form == CSV && page.List.Table != nil:
		return w.folder.putStream(PathOf(page.Path, CSV), page.List.Table, nil)
	}
	body, err := w.press.Render(page, form)
	if err != nil {
		return err
	}
	if form == HTML {
		return w.folder.put(page.Path+"index.html", body)
	}
	if err := w.folder.put(PathOf(page.Path, form), body); err != nil {
		return err
	}
	if page.Self != "" && form != Markdown && form != CSV {
		return w.folder.put(page.Self+"."+string(form), body)
	}
	return nil
}

// files writes what is no page: assets, and what machines look for.
func (w *siteWriter) files(ctx context.Context) error {
	assets, err := Assets()
	if err != nil {
		return err
	}
	for _, f := range assets {
		if err := w.folder.put(f.Path, f.Body); err != nil {
			return err
		}
	}
	files, err := w.site.Files()
	if err != nil {
		return err
	}
	for _, f := range files {
		err := w.folder.putStream(f.Path, func(out io.Writer) error { return f.Write(ctx, out) }, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// pages writes the pages that are of no single issue, entry or year, and those
// that stand only in a static copy.
func (w *siteWriter) pages(ctx context.Context) error {
	for _, page := range []Page{w.press.SearchAwayPage(), w.press.StatusAwayPage()} {
		if err := w.page(page); err != nil {
			return err
		}
	}
	missing, err := w.press.RenderHTML(w.press.NotFoundPage())
	if err != nil {
		return err
	}
	if err := w.folder.put("404.html", missing); err != nil {
		return err
	}
	return w.site.eachPage(ctx, w.page)
}

// issues writes the folder of each issue, as it was signed, and its pages.
func (w *siteWriter) issues(ctx context.Context) error {
	for _, issue := range w.site.Survey.Issues {
		if err := w.issue(ctx, issue.IssueRef); err != nil {
			return err
		}
	}
	return nil
}

func (w *siteWriter) issue(ctx context.Context, ref pipeline.IssueRef) error {
	issue, err := w.catalogue.Issue(ctx, ref)
	if err != nil {
		return err
	}
	files, err := w.press.IssueFolder(ctx, w.catalogue, issue, w.public)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := w.folder.put(issuePath(ref)+f.Path, f.Body); err != nil {
			return err
		}
	}
	return w.site.eachPageOfIssue(ctx, issue, w.page)
}

// yearKey names the entries of one register registered in one year.
type yearKey struct {
	register pipeline.RegisterID
	year     int
}

// entries writes the pages of every public entry, on all processors, and those of
// each year. The records of a year are gathered as they pass and let go
// as soon as the year is whole, for a register may not fit into memory.
func (w *siteWriter) entries(ctx context.Context) error {
	years, done := make(map[yearKey][]Record), make(map[yearKey]bool)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := w.catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if err := groupCtx.Err(); err != nil || !e.Public() {
			return err
		}
		group.Go(func() error { return w.site.eachPageOfEntry(e, w.page) })
		record := RecordOf(e)
		key := yearKey{e.Register, record.year()}
		if done[key] {
			return changedMeanwhile()
		}
		years[key] = append(years[key], record)
		if len(years[key]) < w.site.Survey.inYear(key.register, key.year) {
			return nil
		}
		whole := years[key]
		delete(years, key)
		done[key] = true
		return w.site.eachPageOfYear(key.register, key.year, whole, w.page)
	})
	if groupErr := group.Wait(); groupErr != nil {
		return groupErr
	}
	if err == nil && len(years) > 0 {
		return changedMeanwhile()
	}
	return err
}

// changedMeanwhile is for a catalogue that another process added to during the
// run: the lists would disagree with one another.
func changedMeanwhile() error {
	return &pipeline.Error{Op: "write site", Kind: pipeline.Transient,
		Advice: "Пока писался сайт, в реестре появились новые записи. Запустите публикацию ещё раз."}
}

func (w *siteWriter) sitemaps(ctx context.Context) error {
	files, err := w.press.Sitemaps(ctx, w.catalogue, w.site.Survey)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := w.folder.put(f.Path, f.Body); err != nil {
			return err
		}
	}
	return nil
}
