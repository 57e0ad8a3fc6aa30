package publish

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Stats counts what WriteSite wrote or found unchanged.
type Stats struct {
	Files  int   `json:"files"`
	Bytes  int64 `json:"bytes"`
	Issues int   `json:"issues"`
}

// WriteSite writes the whole public site as static files into the folder out:
// byte-identical on every run over the same catalogue, unchanged files untouched,
// files of a former run that nothing makes any more removed. What is made of the
// same as before, by the same program, is not made again. A folder that holds
// anything else is refused as Exists.
//
// With a public key every signed issue is verified before it is first written, and
// one that does not hold ends the run as Corrupt; the key is published beside the
// bulletin. Without a key (nil) neither is done. A closed issue that the folder
// holds with another manifest is refused as Corrupt too, before anything is
// written: what is closed never changes.
func (p *Press) WriteSite(ctx context.Context, catalogue pipeline.Catalogue, public ed25519.PublicKey, out string, options ...WriteOption) (stats Stats, err error) {
	stamp, err := p.stamp()
	if err != nil {
		return Stats{}, err
	}
	packed := slices.Contains(options, Precompressed)
	if packed {
		stamp += packedMark
	}
	folder, err := openFolder(out, stamp, packed)
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, folder.close()) }()
	survey, err := p.surveyIssues(ctx, catalogue)
	if err != nil {
		return Stats{}, err
	}
	spool, remove, err := folder.spool()
	if err != nil {
		return Stats{}, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	w := siteWriter{press: p, stamp: stamp, folder: folder, spool: spool, site: &Site{Survey: survey, press: p, catalogue: catalogue, public: public, papers: NewPaperPlaces(catalogue)}}
	for _, step := range []func(context.Context) error{w.refuseChanged, w.entries, w.files, w.pages, w.issues, w.years, w.days, w.sitemaps} {
		if err := step(ctx); err != nil {
			return Stats{}, err
		}
	}
	if err := folder.finish(); err != nil {
		return Stats{}, err
	}
	return Stats{Files: len(folder.kept), Bytes: folder.bytes, Issues: len(survey.Issues)}, nil
}

// WriteOption changes what a run of WriteSite writes.
type WriteOption int

// Precompressed lays beside each file that shrinks by it the same file packed, as
// NAME.gz and NAME.br, for a server that sends such files as they are.
const Precompressed WriteOption = 1

// packedMark tells in inputs that the files lie packed too.
const packedMark = "+packed"

// siteWriter is one run of WriteSite.
type siteWriter struct {
	press    *Press
	stamp    string
	folder   *folder
	spool    *os.File
	snapshot *snapshot // from the walk over the entries on
	site     *Site
}

// refuseChanged refuses a catalogue in which a closed issue that the folder holds
// has another manifest.
func (w *siteWriter) refuseChanged(context.Context) error {
	for _, issue := range w.site.Survey.Issues {
		former, ok := w.folder.former[signedKey(issue.IssueRef)]
		if ok && issue.Manifest != nil && strings.TrimSuffix(former.input, packedMark) != string(issue.Manifest.SHA256) {
			return &pipeline.Error{Op: "write site", Doc: issuePath(issue.IssueRef), Kind: pipeline.Corrupt,
				Advice: "Закрытый выпуск «" + issueName(issue.IssueRef) + "» отличается от того, что уже опубликован в этой папке: закрытое не меняется. Ничего не записано. Проверьте журнал командой vestnik verify; другой бюллетень пишите в другую папку."}
		}
	}
	return nil
}

// signedKey is the key of an issue's signed files, whose input is the manifest's
// digest alone: no other program and no other look may change them.
func signedKey(ref pipeline.IssueRef) string { return "signed " + issuePath(ref) }

// entries walks the catalogue once, writing the pages of every public entry on
// all processors; all that is made of entries together rests on what it found.
func (w *siteWriter) entries(ctx context.Context) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	snapshot, err := takeSnapshot(groupCtx, w.site.catalogue, w.spool, func(e pipeline.Entry, r Record, digest string) error {
		w.site.Survey.count(r)
		group.Go(func() error {
			return w.folder.unit(r.URL, w.input(digest), func(u *unit) error {
				return w.site.eachPageOfEntry(groupCtx, e, w.to(u))
			})
		})
		return nil
	})
	if groupErr := group.Wait(); groupErr != nil {
		return groupErr
	}
	if err != nil {
		return err
	}
	w.site.Survey.finish()
	w.snapshot, w.site.catalogue = snapshot, snapshot
	return w.sameIssues(ctx)
}

// sameIssues refuses to go on when an issue was closed during the walk: the lists
// would name entries of an issue that has no page.
func (w *siteWriter) sameIssues(ctx context.Context) error {
	issues, err := w.snapshot.Issues(ctx, "")
	if err != nil || len(dated(issues)) == len(w.site.Survey.Issues) {
		return err
	}
	return &pipeline.Error{Op: "write site", Kind: pipeline.Transient,
		Advice: "Пока писался сайт, закрыт новый выпуск. Запустите публикацию ещё раз."}
}

// files writes what is no page: assets, and what machines look for.
func (w *siteWriter) files(ctx context.Context) error {
	assets, err := Assets()
	if err != nil {
		return err
	}
	for _, f := range assets {
		if err := w.folder.unit(f.Path, "", func(u *unit) error { return u.put(f.Path, f.Body) }); err != nil {
			return err
		}
	}
	files, err := w.site.Files()
	if err != nil {
		return err
	}
	whole := w.input(w.snapshot.whole.of(struct{}{}), w.issueList())
	for _, f := range files {
		input := whole
		if f.Input != "" {
			input = w.input(f.Input)
		}
		err := w.folder.unit(f.Path, input, func(u *unit) error {
			return u.putStream(f.Path, func(out io.Writer) error { return f.Write(ctx, out) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pages writes the pages that are of no single issue, entry or year, and those
// that stand only in a static copy.
func (w *siteWriter) pages(ctx context.Context) error {
	missing := w.press.NotFoundPage()
	err := w.folder.unit("404.html", "", func(u *unit) error {
		body, err := w.press.RenderHTML(missing)
		return errors.Join(err, u.put("404.html", body))
	})
	if err != nil {
		return err
	}
	for _, page := range []Page{w.press.SearchAwayPage(), w.press.StatusAwayPage()} {
		if err := w.listed(page); err != nil {
			return err
		}
	}
	return w.site.eachPage(ctx, w.listed)
}

// listed writes a page unless it is the one that was written before.
func (w *siteWriter) listed(page Page) error {
	input, err := w.inputOf(page)
	if err != nil {
		return err
	}
	return w.folder.unit("page "+page.Path, input, func(u *unit) error { return w.to(u)(page) })
}

// issues writes the folder of each issue, as it was signed, and its pages.
func (w *siteWriter) issues(ctx context.Context) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, issue := range w.site.Survey.Issues {
		group.Go(func() error { return w.issue(groupCtx, issue) })
	}
	return group.Wait()
}

// issue writes one issue. Its entries are read only where something changed.
func (w *siteWriter) issue(ctx context.Context, issue pipeline.Issue) error {
	signed := w.input(issueText(issue), w.snapshot.issues.of(issue.IssueRef))
	if issue.Manifest != nil {
		signed = string(issue.Manifest.SHA256)
		if w.folder.packed {
			signed += packedMark
		}
	}
	err := w.folder.unit(signedKey(issue.IssueRef), signed, func(u *unit) error {
		whole, err := w.snapshot.Issue(ctx, issue.IssueRef)
		if err != nil {
			return err
		}
		files, err := w.press.IssueFolder(ctx, w.snapshot, whole, w.site.public)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := u.put(issuePath(issue.IssueRef)+f.Path, f.Body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	input := w.input(issueText(issue), w.neighbours(issue.IssueRef), w.snapshot.issues.of(issue.IssueRef))
	return w.folder.unit(issuePath(issue.IssueRef), input, func(u *unit) error {
		whole, err := w.snapshot.Issue(ctx, issue.IssueRef)
		if err != nil {
			return err
		}
		return w.site.eachPageOfIssue(ctx, whole, w.to(u))
	})
}

// years writes the lists of what each register registered in each year. Only a
// year of which something changed is read, and one at a time is held.
func (w *siteWriter) years(ctx context.Context) error {
	for _, id := range w.press.registerIDs(w.site.Survey) {
		for _, year := range w.site.Survey.yearsOf(id) {
			key := yearKey{id, year}
			err := w.folder.unit(registerYearPath(id, year), w.input(w.snapshot.years.of(key)), func(u *unit) error {
				records, err := w.snapshot.recordsOf(ctx, workday.Date{}, func(l spooled) bool { return l.yearKey == key })
				if err != nil {
					return err
				}
				return w.site.eachPageOfYear(id, year, records, w.to(u))
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// days writes the lists of what was published on each day, one at a time, where
// something of it or the day before it changed.
func (w *siteWriter) days(ctx context.Context) error {
	for _, id := range append([]pipeline.RegisterID{""}, w.press.registerIDs(w.site.Survey)...) {
		for _, day := range w.site.Survey.days[id] {
			key := dayKey{id, day}
			input := w.input(w.snapshot.days.of(key), w.site.Survey.archiveBefore(id, day))
			err := w.folder.unit(publishedPath(id, day), input, func(u *unit) error {
				records, err := w.snapshot.recordsOf(ctx, day, func(l spooled) bool { return l.day == day && (id == "" || l.register == id) })
				if err != nil {
					return err
				}
				return w.site.eachPageOfDay(id, day, records, w.to(u))
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sitemaps writes the sitemap. The parts of a register rest on their entries; the
// others are soon made.
func (w *siteWriter) sitemaps(ctx context.Context) error {
	parts := w.site.sitemapParts()
	for _, part := range parts {
		input := ""
		if part.input != "" {
			input = w.input(part.input)
		}
		err := w.folder.unit(part.path, input, func(u *unit) error {
			body, err := w.site.sitemapOf(ctx, part)
			return errors.Join(err, u.put(part.path, body))
		})
		if err != nil {
			return err
		}
	}
	return w.folder.unit(SitemapFile, "", func(u *unit) error {
		body, err := w.site.sitemapIndex(parts)
		return errors.Join(err, u.put(SitemapFile, body))
	})
}
