package desk

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// pageDPI is the resolution of page images at the desk: small type stays legible
// on a large screen, and a page stays under a megabyte.
const pageDPI = 130

type caseView struct {
	Frame
	Case      *pipeline.CaseFile
	Standing  regulation.State
	Document  *pipeline.Document // the one shown
	Page      int
	Pages     []int
	Marks     []mark
	Fields    []fieldRow
	Doubtful  int
	Findings  []findingRow
	Quiet     []findingRow // passed or not applicable
	Terms     []termRow
	Commands  []pipeline.Command
	Closed    []pipeline.Command
	Timeline  []timelineRow
	Kinds     []pipeline.DocumentKind
	Progress  *pipeline.Progress
	Reading   bool // the machine is not done yet
	Today     workday.Date
	PageNotes []pipeline.Problem
}

// mark is a field drawn on the page image. Its box is in thousandths.
type mark struct {
	Path, Title         string
	X, Y, Width, Height float64
	Sure                bool
	Current             bool
}

// fieldRow is one value that can be corrected.
type fieldRow struct {
	Path, Title string
	Value       string // as text
	Shown       string // as people say it
	Raw         string
	Confidence  float64
	Sure        bool
	By          string
	Where       string // link to its place on the page; empty when it has none
	Page        int
	Group       string // heading of the list element it belongs to
	Long        bool
	Choices     []choice
	Current     bool
}

type choice struct {
	Value, Title string
	Chosen       bool
}

type findingRow struct {
	pipeline.Finding
	Links []evidenceLink
}

type evidenceLink struct{ Text, Where string }

type termRow struct {
	pipeline.RunningTerm
	Overdue bool
}

type timelineRow struct {
	Title, Actor string
	At           string
	Seq          int
	Hash         string
}

func (d *Desk) casePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCase(r.Context(), pipeline.CaseID(r.PathValue("id")), me, r.URL.Query())
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "case", v)
}

func (d *Desk) viewCase(ctx context.Context, id pipeline.CaseID, me pipeline.Account, at url.Values) (caseView, error) {
	c, err := d.Office.CaseByNumber(ctx, string(id))
	if err != nil {
		return caseView{}, err
	}
	v := caseView{Frame: d.frame(me, "Дело "+string(c.ID), "queue"), Case: c, Kinds: documentKinds, Today: workday.DateOf(d.Clock())}
	v.Notice = noticeText(at.Get("done"))
	if v.Standing, err = d.Office.State(ctx, c); err != nil {
		return v, err
	}
	v.Reading = c.NextStage() != pipeline.StageDone
	if p, running := d.Office.Progress(c.ID); running {
		v.Progress = &p
	}
	v.choosePage(at)
	v.listFields(at.Get("field"))
	v.listFindings()
	if err := d.listTerms(ctx, &v); err != nil {
		return v, err
	}
	if err := d.listCommands(ctx, &v); err != nil {
		return v, err
	}
	return v, d.listTimeline(ctx, &v)
}

// choosePage finds the document and page to show: those asked for, else the
// first page of the statement, else of anything readable.
func (v *caseView) choosePage(at url.Values) {
	v.Document = v.Case.Document(pipeline.Digest(at.Get("doc")))
	if v.Document == nil {
		for i := range v.Case.Documents {
			doc := &v.Case.Documents[i]
			if doc.Pages > 0 && (v.Document == nil || doc.Kind == pipeline.Statement && v.Document.Kind != pipeline.Statement) {
				v.Document = doc
			}
		}
	}
	if v.Document == nil {
		return
	}
	v.Page, _ = strconv.Atoi(at.Get("page"))
	v.Page = max(1, min(v.Page, v.Document.Pages))
	for n := 1; n <= v.Document.Pages; n++ {
		v.Pages = append(v.Pages, n)
	}
	for _, p := range v.Document.PageProblems {
		if p.Page == v.Page || p.Page == 0 {
			v.PageNotes = append(v.PageNotes, p)
		}
	}
}

// listFields lays every reading of the case out as rows, in the order of the
// statement, and draws those of the shown page on its image.
func (v *caseView) listFields(current string) {
	names := append([]string(nil), fieldOrder...)
	var rest []string
	for name := range v.Case.Fields {
		if !contains(names, name) {
			rest = append(rest, name)
		}
	}
	sort.Strings(rest)
	for _, name := range append(names, rest...) {
		f, ok := v.Case.Fields[name]
		if !ok {
			continue
		}
		if !f.IsList() {
			v.addReading(name, fieldTitle(name), "", f.Reading, current)
			continue
		}
		for i, r := range f.Values {
			v.addReading(fmt.Sprintf("%s[%d]", name, i), fieldTitle(name), fmt.Sprintf("%s %d", fieldTitle(name), i+1), r, current)
		}
	}
}

func (v *caseView) addReading(path, title, group string, r pipeline.Reading, current string) {
	if len(r.Parts) == 0 {
		v.addRow(path, title, group, r, current)
		return
	}
	if group == "" {
		group = title
	}
	parts := make([]string, 0, len(r.Parts))
	for part := range r.Parts {
		parts = append(parts, part)
	}
	sort.Slice(parts, func(i, j int) bool {
		if (parts[i] == "name") != (parts[j] == "name") {
			return parts[i] == "name"
		}
		return parts[i] < parts[j]
	})
	for _, part := range parts {
		v.addRow(path+"."+part, partTitle(part), group, r.Parts[part], current)
	}
}

func (v *caseView) addRow(path, title, group string, r pipeline.Reading, current string) {
	value := text(r.Value)
	row := fieldRow{
		Path: path, Title: title, Group: group, Value: value, Shown: value, Raw: r.Raw, Confidence: r.Confidence,
		Sure: r.Sure, By: r.By, Page: r.Page, Long: len(value) > 90, Choices: choicesFor(path, value), Current: path == current,
	}
	if t, ok := valueTitles[value]; ok {
		row.Shown = t
	}
	if r.Document != "" && r.Page > 0 {
		row.Where = where(r.Document, r.Page, path)
	}
	if !row.Sure {
		v.Doubtful++
	}
	v.Fields = append(v.Fields, row)
	if v.Document != nil && r.Document == v.Document.Digest && r.Page == v.Page && r.Box[2] > r.Box[0] {
		v.Marks = append(v.Marks, mark{
			Path: path, Title: strings.TrimSpace(group + " " + title), Sure: r.Sure, Current: row.Current,
			X: 1000 * r.Box[0], Y: 1000 * r.Box[1], Width: 1000 * (r.Box[2] - r.Box[0]), Height: 1000 * (r.Box[3] - r.Box[1]),
		})
	}
}

// where links to a place on a page.
func where(doc pipeline.Digest, page int, path string) string {
	q := url.Values{"doc": {string(doc)}, "page": {strconv.Itoa(page)}}
	if path != "" {
		q.Set("field", path)
	}
	return "?" + q.Encode() + "#page"
}

// text shows a value as it is typed.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// choicesFor returns the values of a coded field.
func choicesFor(path, value string) []choice {
	var codes []string
	switch {
	case path == "kind":
		codes = []string{"program", "database-1259", "database-1334"}
	case strings.HasSuffix(path, ".kind"):
		codes = []string{"person", "organisation"}
	case strings.HasSuffix(path, ".mention"):
		codes = []string{"named", "pseudonym", "anonymous"}
	}
	var list []choice
	for _, c := range codes {
		list = append(list, choice{Value: c, Title: valueTitles[c], Chosen: c == value})
	}
	return list
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// listFindings puts what needs a person first.
func (v *caseView) listFindings() {
	for _, f := range v.Case.Findings {
		row := findingRow{Finding: f}
		for _, e := range f.Evidence {
			if e.Document == "" || e.Page == 0 {
				continue
			}
			row.Links = append(row.Links, evidenceLink{Text: e.Text, Where: where(pipeline.Digest(e.Document), e.Page, e.Field)})
		}
		if f.Verdict == regulation.Fail || f.Verdict == regulation.NeedsPerson {
			v.Findings = append(v.Findings, row)
		} else {
			v.Quiet = append(v.Quiet, row)
		}
	}
	sort.SliceStable(v.Findings, func(i, j int) bool {
		return v.Findings[i].Verdict == regulation.Fail && v.Findings[j].Verdict != regulation.Fail
	})
}

func (d *Desk) listTerms(ctx context.Context, v *caseView) error {
	terms, err := d.Office.Terms(ctx, v.Case)
	for _, t := range terms {
		v.Terms = append(v.Terms, termRow{RunningTerm: t, Overdue: t.Met == nil && t.Due.Before(v.Today)})
	}
	return err
}

func (d *Desk) listCommands(ctx context.Context, v *caseView) error {
	commands, err := d.Office.Commands(ctx, v.Case.ID, person(v.Me))
	for _, c := range commands {
		if c.Open {
			v.Commands = append(v.Commands, c)
		} else {
			v.Closed = append(v.Closed, c)
		}
	}
	return err
}

func (d *Desk) listTimeline(ctx context.Context, v *caseView) error {
	events, err := d.Office.Events(ctx, v.Case.ID)
	for _, e := range events {
		v.Timeline = append(v.Timeline, timelineRow{
			Title: d.eventTitle(v.Case, e), Actor: e.Actor, At: e.At.Format("02.01.2006 15:04"), Seq: e.Seq, Hash: e.Hash,
		})
	}
	return err
}

func (d *Desk) pageImage(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	doc, err := d.documentOf(r)
	if err != nil {
		return err
	}
	page, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("page"), ".png"))
	if err != nil || page < 1 || page > doc.Pages {
		return &pipeline.Error{Op: "show page", Doc: doc.Name, Kind: pipeline.NotExist, Advice: "Такой страницы в документе нет."}
	}
	img, err := d.Office.PageImage(r.Context(), doc.Digest, page, pageDPI)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	_, _ = w.Write(img)
	return nil
}

// documentOf finds the document that an address names, within its case only.
func (d *Desk) documentOf(r *http.Request) (*pipeline.Document, error) {
	c, err := d.Office.Case(r.Context(), pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	doc := c.Document(pipeline.Digest(r.PathValue("document")))
	if doc == nil {
		return nil, &pipeline.Error{Op: "find document", Doc: r.PathValue("document"), Kind: pipeline.NotExist, Advice: "Такого документа в деле нет."}
	}
	return doc, nil
}

// original hands out a sealed file, never to be shown inside the desk's pages.
func (d *Desk) original(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	doc, err := d.documentOf(r)
	if err != nil {
		return err
	}
	body, err := d.Office.Original(r.Context(), doc.Digest)
	if err != nil {
		return err
	}
	defer body.Close()
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": doc.Name}))
	w.Header().Set("Content-Length", strconv.FormatInt(doc.Size, 10))
	if _, err := io.Copy(w, body); err != nil {
		d.Logger.WarnContext(r.Context(), "original not sent whole", "document", doc.Digest, "error", err)
	}
	return nil
}
