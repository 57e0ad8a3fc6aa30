package desk

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// sheet is the page that the case page shows, with the fields drawn on it.
type sheet struct {
	Document *pipeline.Document
	Page     int
	Pages    []pageLink
	Previous int // page before; 0 when there is none
	Next     int
	Marks    []mark
	Notes    []pipeline.Problem
	Text     string // what was read off the page
	Source   pipeline.PageSource
	Reader   string // how the page was read
	Regions  []regionMark
	Legend   []pipeline.RegionKind // of the regions on the page
	Unread   []string              // what of the file a person has to read, by page
	Papers   []paperRow
	Run      *pipeline.Progress // how the file was read
}

// pageLink is one page in the pager.
type pageLink struct {
	Number   int
	Kind     pipeline.DocumentKind // of the paper that it belongs to
	Troubled bool
	Current  bool
}

// paperRow is one paper of the shown file, as the form for naming them lists it.
type paperRow struct {
	Kind       pipeline.DocumentKind // empty in a spare line
	Kinds      []choice
	Pages      string
	Confidence float64
	Signals    []string
}

// mark is a field drawn on the page image. Its box is in thousandths of the page.
type mark struct {
	Path, ID, Title     string
	X, Y, Width, Height float64
	Sure                bool
	Current             bool
}

// How far outside its value a mark is drawn, in thousandths of the page.
const (
	markAside = 3
	markAbove = 1
)

// newMark draws a reading.
func newMark(row fieldRow, r pipeline.Reading) mark {
	b := r.Box
	return mark{
		Path: row.Path, ID: row.ID, Title: row.FullTitle(), Sure: row.Sure, Current: row.Current,
		X: 1000*b[0] - markAside, Y: 1000*b[1] - markAbove,
		Width: 1000*(b[2]-b[0]) + 2*markAside, Height: 1000*(b[3]-b[1]) + 2*markAbove,
	}
}

// choose finds the document and page to show: those asked for, else the first
// page of the statement, else of anything readable.
func (s *sheet) choose(c *pipeline.CaseFile, words vocabulary, at url.Values) {
	s.Document = c.Document(pipeline.Digest(at.Get("doc")))
	for i := range c.Documents {
		doc := &c.Documents[i]
		if at.Get("doc") != "" && s.Document != nil {
			break
		}
		if doc.Pages > 0 && (s.Document == nil || doc.Kind == pipeline.Statement && s.Document.Kind != pipeline.Statement) {
			s.Document = doc
		}
	}
	if s.Document == nil {
		return
	}
	asked, _ := strconv.Atoi(at.Get("page"))
	s.Page = max(1, min(asked, s.Document.Pages))
	s.listPages()
	s.listPapers(words)
	for _, u := range s.Document.Unread {
		s.Unread = append(s.Unread, unreadText(u))
	}
}

func (s *sheet) listPages() {
	kinds := map[int]pipeline.DocumentKind{}
	for _, segment := range s.Document.Segments {
		for _, n := range segment.Pages {
			kinds[n] = segment.Kind
		}
	}
	troubled := map[int]bool{}
	for _, p := range s.Document.PageProblems {
		troubled[p.Page] = true
		if p.Page == s.Page || p.Page == 0 {
			s.Notes = append(s.Notes, p)
		}
	}
	for n := 1; n <= s.Document.Pages; n++ {
		s.Pages = append(s.Pages, pageLink{Number: n, Kind: kinds[n], Troubled: troubled[n], Current: n == s.Page})
	}
	if s.Page > 1 {
		s.Previous = s.Page - 1
	}
	if s.Page < s.Document.Pages {
		s.Next = s.Page + 1
	}
}

// spareRows is how many empty lines the form for naming papers offers.
const spareRows = 2

// listPapers fills the form for naming the papers of the file.
func (s *sheet) listPapers(words vocabulary) {
	segments := s.Document.Segments
	if len(segments) == 0 {
		segments = []pipeline.Segment{{Kind: s.Document.Kind, Confidence: s.Document.Confidence}}
	}
	for _, segment := range segments {
		s.Papers = append(s.Papers, paperRow{
			Kind: segment.Kind, Kinds: words.kindChoices(segment.Kind), Pages: pageList(segment.Pages), Confidence: segment.Confidence, Signals: segment.Signals,
		})
	}
	if s.Document.Pages > 1 {
		for range spareRows {
			s.Papers = append(s.Papers, paperRow{Kinds: words.kindChoices("")})
		}
	}
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
	img, err := d.Office.PageImage(r.Context(), doc.Digest, page, pipeline.PageDPI)
	if err != nil {
		return err
	}
	// The bytes under this address never change: the document is named by its digest.
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	return send(w, "image/png", img)
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
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Security-Policy", "sandbox")
	h.Set("Content-Disposition", attachment(doc.Name))
	h.Set("Content-Length", strconv.FormatInt(doc.Size, 10))
	if _, err := io.Copy(w, body); err != nil {
		d.Logger.WarnContext(r.Context(), "original not sent whole", "document", doc.Digest, "error", err)
	}
	return nil
}

// attachment names a download.
func attachment(name string) string { return disposition("attachment", name) }

// inline names something that the browser shows, should it be kept.
func inline(name string) string { return disposition("inline", name) }

// disposition leaves out a name that no header can carry.
func disposition(how, name string) string {
	if v := mime.FormatMediaType(how, map[string]string{"filename": name}); v != "" {
		return v
	}
	return how
}

func send(w http.ResponseWriter, mediaType string, body []byte) error {
	if mediaType == pdfType {
		w.Header().Set("Content-Security-Policy", paperPolicy)
	}
	w.Header().Set("Content-Type", mediaType)
	_, _ = w.Write(body) // the browser may go away
	return nil
}
