package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"
	"sync"

	"vestnik/pipeline"
)

// to returns what writes pages among the files of a unit.
func (w *siteWriter) to(u *unit) yieldPage {
	return func(page Page) error {
		listed := sync.OnceValue(func() feed { return w.press.feedOf(page) }) // three forms are of one feed
		for _, form := range FormsOf(page) {
			if err := w.form(u, page, form, listed); err != nil {
				return err
			}
		}
		if page.Path == "" || page.Composed {
			return nil // index.md stands already
		}
		return u.put(page.Path+"index.md", w.press.RenderMarkdown(page, upFrom(page.Path)))
	}
}

// form writes one form of a page under its address; listed is what the page lists.
func (w *siteWriter) form(u *unit, page Page, form Form, listed func() feed) error {
	switch {
	case page.List != nil && (form == RSS || form == Atom || form == JSON):
		body, err := w.press.renderFeed(listed(), form)
		if err != nil {
			return err
		}
		return u.put(PathOf(page.Path, form), body)
	case form == HTML && page.Composed:
		return nil
	case form == CSV && page.List.Table != nil:
		return u.putStream(PathOf(page.Path, CSV), page.List.Table)
	}
	body, err := w.press.Render(page, form)
	if err != nil {
		return err
	}
	if form == HTML {
		return u.put(page.Path+"index.html", body)
	}
	return u.put(PathOf(page.Path, form), body)
}

// input is a digest of what something is made of: the parts, and the program and
// configuration that make it.
func (w *siteWriter) input(parts ...string) string {
	sum := sha256.Sum256([]byte(w.stamp + "\n" + strings.Join(parts, "\n")))
	return hex.EncodeToString(sum[:16])
}

// inputOf is the same of a page at hand, which is its own source. A table that is
// written from elsewhere must tell what of, or the page has no input.
func (w *siteWriter) inputOf(page Page) (string, error) {
	if page.List != nil && page.List.Table != nil && page.List.TableInput == "" {
		return "", nil
	}
	body, err := json.Marshal(page)
	if err != nil {
		return "", &pipeline.Error{Op: "write page", Doc: page.Path, Kind: pipeline.Internal, Err: err}
	}
	return w.input(string(body)), nil
}

// issueText is an issue's own part of what is made of it; its entries come by
// their digest.
func issueText(issue pipeline.Issue) string {
	manifest := ""
	if issue.Manifest != nil {
		manifest = string(issue.Manifest.SHA256)
	}
	return issuePath(issue.IssueRef) + " " + issue.Date.String() + " " + yesNo(issue.Imported) + " " + manifest
}

// neighbours names the issues before and after one.
func (w *siteWriter) neighbours(ref pipeline.IssueRef) string {
	before, after := w.site.Survey.neighbours(ref)
	text := ""
	for _, issue := range []*pipeline.Issue{before, after} {
		if issue != nil {
			text += issueText(*issue)
		}
		text += "\n"
	}
	return text
}

// issueList tells of all issues.
func (w *siteWriter) issueList() string {
	var b strings.Builder
	for _, issue := range w.site.Survey.Issues {
		b.WriteString(issueText(issue) + "\n")
	}
	return b.String()
}

// stamp is a digest of what makes the pages: this program, with the templates in
// it, and the configuration.
func (p *Press) stamp() (string, error) {
	program, err := programDigest()
	if err != nil {
		return "", err
	}
	config := p.config
	config.Regulations, config.Paper, config.Figures, config.Location = nil, nil, nil, nil // their pages are their own source
	body, err := json.Marshal(config)
	if err != nil {
		return "", &pipeline.Error{Op: "write site", Kind: pipeline.Internal, Err: err}
	}
	sum := sha256.Sum256([]byte(program + p.location.String() + yesNo(p.config.Paper != nil) + string(body)))
	return hex.EncodeToString(sum[:]), nil
}

// programDigest is the SHA-256 of the program that runs: a version that somebody
// has to raise would one day be forgotten.
var programDigest = sync.OnceValues(func() (string, error) {
	fail := func(err error) (string, error) {
		return "", &pipeline.Error{Op: "write site", Kind: pipeline.Unavailable, Err: err, Advice: "Не удаётся прочесть файл самой программы."}
	}
	path, err := os.Executable()
	if err != nil {
		return fail(err)
	}
	file, err := os.Open(path)
	if err != nil {
		return fail(err)
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return fail(err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
})
