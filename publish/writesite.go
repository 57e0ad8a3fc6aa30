package publish

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"

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
	survey, err := p.Survey(ctx, catalogue)
	if err != nil {
		return Stats{}, err
	}
	w := siteWriter{press: p, catalogue: catalogue, public: public, folder: folder, survey: survey}
	for _, step := range []func(context.Context) error{w.assets, w.frame, w.bulletin, w.registers, w.entries, w.regulations, w.sitemaps} {
		if err := step(ctx); err != nil {
			return Stats{}, err
		}
	}
	if err := folder.finish(); err != nil {
		return Stats{}, err
	}
	return Stats{Files: len(folder.kept), Bytes: folder.bytes, Issues: len(survey.Issues)}, nil
}

// siteWriter is one run of WriteSite.
type siteWriter struct {
	press     *Press
	catalogue pipeline.Catalogue
	public    ed25519.PublicKey
	folder    *folder
	survey    *Survey
}

// page writes a page in all its forms but those excepted.
func (w *siteWriter) page(page Page, except ...Form) error {
	for _, form := range FormsOf(page) {
		if slices.Contains(except, form) {
			continue
		}
		body, err := w.press.Render(page, form)
		if err != nil {
			return err
		}
		if form == HTML {
			if err := w.folder.put(page.Path+"index.html", body); err != nil {
				return err
			}
			continue
		}
		if err := w.folder.put(PathOf(page.Path, form), body); err != nil {
			return err
		}
		if page.Self != "" && form != Markdown && form != CSV {
			if err := w.folder.put(page.Self+"."+string(form), body); err != nil {
				return err
			}
		}
	}
	if page.Path == "" || slices.Contains(except, Markdown) {
		return nil // index.md stands already
	}
	return w.folder.put(page.Path+"index.md", w.press.RenderMarkdown(page, upFrom(page.Path)))
}

func (w *siteWriter) assets(context.Context) error {
	assets, err := Assets()
	if err != nil {
		return err
	}
	for _, f := range assets {
		if err := w.folder.put(f.Path, f.Body); err != nil {
			return err
		}
	}
	if w.public == nil {
		return nil
	}
	key, err := PublicKeyPEM(w.public)
	if err != nil {
		return err
	}
	return w.folder.put(PublicKeyFile, key)
}

// frame writes the pages around the bulletin and what machines look for.
func (w *siteWriter) frame(context.Context) error {
	for _, page := range []Page{w.press.HomePage(w.survey), w.press.VerifyPage(), w.press.SearchAwayPage(), w.press.StatusAwayPage()} {
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
	if err := w.folder.put("robots.txt", w.press.Robots()); err != nil {
		return err
	}
	openSearch, err := w.press.OpenSearch()
	if err != nil {
		return err
	}
	return w.folder.put("opensearch.xml", openSearch)
}

func (w *siteWriter) bulletin(ctx context.Context) error {
	if err := w.page(w.press.BulletinPage(w.survey)); err != nil {
		return err
	}
	for _, id := range w.press.seriesIDs(w.survey) {
		page, _ := w.press.SeriesPage(w.survey, id)
		if err := w.page(page); err != nil {
			return err
		}
		last := 0
		for _, issue := range w.survey.ofSeries(id) {
			if issue.Year != last {
				last = issue.Year
				year, _ := w.press.YearPage(w.survey, id, last)
				if err := w.page(year); err != nil {
					return err
				}
			}
		}
	}
	for _, issue := range w.survey.Issues {
		if err := w.issue(ctx, issue.IssueRef); err != nil {
			return err
		}
	}
	return nil
}

// issue writes an issue's folder, as it was signed, and its archive documents.
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
	archive, err := w.press.ArchivePage(w.survey, issue)
	if err != nil {
		return err
	}
	for _, form := range FormsOf(archive)[1:] {
		body, err := w.press.Render(archive, form)
		if err != nil {
			return err
		}
		if err := w.folder.put(PathOf(archive.Path, form), body); err != nil {
			return err
		}
	}
	return nil
}

func (w *siteWriter) registers(ctx context.Context) error {
	if err := w.page(w.press.RegistersPage(w.survey)); err != nil {
		return err
	}
	for _, id := range w.press.registerIDs(w.survey) {
		page, _ := w.press.RegisterPage(w.survey, id)
		if err := w.page(page, CSV); err != nil {
			return err
		}
		table := strings.TrimSuffix(registerPath(id), "/") + ".csv"
		err := w.folder.putStream(table, func(out io.Writer) error {
			return w.press.WriteRegisterCSV(ctx, w.catalogue, id, out)
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// yearKey names the entries of one register registered in one year.
type yearKey struct {
	register pipeline.RegisterID
	year     int
}

// entries writes the page of every public entry, on all processors, and the
// lists of each year. The records of a year are gathered as they pass and let go
// as soon as the year is whole, for a register may not fit into memory.
func (w *siteWriter) entries(ctx context.Context) error {
	years, done := make(map[yearKey][]Record), make(map[yearKey]bool)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err := w.catalogue.Entries(ctx, func(e pipeline.Entry) error {
		if err := groupCtx.Err(); err != nil || !e.Public() {
			return err
		}
		group.Go(func() error {
			page, err := w.press.EntryPage(e)
			if err != nil {
				return err
			}
			return w.page(page)
		})
		record := RecordOf(e)
		key := yearKey{e.Register, record.year()}
		if done[key] {
			return changedMeanwhile()
		}
		years[key] = append(years[key], record)
		if len(years[key]) < w.survey.inYear(key.register, key.year) {
			return nil
		}
		whole := years[key]
		delete(years, key)
		done[key] = true
		return w.page(w.press.RegisterYearPage(key.register, key.year, whole))
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

func (w *siteWriter) regulations(ctx context.Context) error {
	source := w.press.config.Regulations
	if source == nil {
		return nil
	}
	acts, err := source.Acts(ctx)
	if err != nil {
		return err
	}
	if err := w.page(w.press.RegulationsPage(acts)); err != nil {
		return err
	}
	for _, summary := range acts {
		act, err := source.Act(ctx, summary.ID)
		if err != nil {
			return err
		}
		for _, page := range w.press.ActPages(act) {
			if err := w.page(page); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *siteWriter) sitemaps(ctx context.Context) error {
	files, err := w.press.Sitemaps(ctx, w.catalogue, w.survey)
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
