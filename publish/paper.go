package publish

import (
	"encoding/json"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// Names of the files that an issue on paper makes.
const (
	IssuePDF   = "issue.pdf"
	IssuePages = "pages.json" // where in it each entry and record stands
)

// Paper prints an issue for those who read on paper.
type Paper interface {
	// Issue prints an issue; the same issue gives the same bytes.
	Issue(issue PaperIssue) (Printed, error)
}

// PaperIssue is an issue made ready for paper: the matter of its text in the order
// of the text. Its Markdown leads nowhere: paper cannot be clicked.
type PaperIssue struct {
	Edition  Edition
	Whole    bool // in one volume, however long
	Masthead string
	Pieces   []PaperPiece
	Words    string // official messages and numbers without entries
	Indexes  []PaperIndex
	Seal     string // how the issue is checked
}

// PaperPiece is one entry or record under the headings of its section.
type PaperPiece struct {
	Key            string // "programs/2026610031"; that of a record ends with "#1", its number
	Section, Group string // titles
	Number         string // of the object
	Title          string
	Markdown       string // with its heading
}

// PaperIndex is an index of the issue.
type PaperIndex struct {
	Title string
	Name  string // what its rows are found by
	Rows  []PaperRow
}

// PaperRow is what an index finds. One that leads to a single place tells its title.
type PaperRow struct {
	Name, Title string
	Places      []PaperPlace
}

// PaperPlace names a piece within an index by its number.
type PaperPlace struct{ Key, Number string }

// Printed is an issue on paper: volumes, of which a short issue has one, and where
// in them each piece begins.
type Printed struct {
	Volumes []Volume
	Places  map[string]PrintedPlace // by the key of the piece
}

// Volume is one PDF file.
type Volume struct {
	Body  []byte
	Pages int
}

// PrintedPlace is a page of a volume, both counted from 1.
type PrintedPlace struct{ Volume, Page int }

// PagesFile is pages.json: on which page of which file of the issue each entry and
// record begins.
type PagesFile struct {
	Files  []PaperFile          `json:"files"`
	Places map[string]PaperPage `json:"places"` // by key: "programs/2026610031", "programs/2026610031#1"
}

// PaperFile is a PDF file of an issue.
type PaperFile struct {
	Path  string `json:"path"`
	Pages int    `json:"pages"`
}

// PaperPage is a page of a file, counted from 1.
type PaperPage struct {
	File string `json:"file"`
	Page int    `json:"page"`
}

// importedOnPaper is how many entries and records an imported issue has at most to
// be printed: nobody signed it, so that it is printed anew for each reader.
const importedOnPaper = 500

// volumesOf is how many PDF files an issue of so many entries and records has.
func (p *Press) volumesOf(issue pipeline.Issue, count int) int {
	switch {
	case issue.Manifest != nil:
		return issue.Manifest.Volumes
	case issue.Imported && p.config.Paper != nil && count <= importedOnPaper:
		return 1
	}
	return 0
}

// PaperPaths are the PDF files of a signed issue, relative to the site's root.
func (p *Press) PaperPaths(issue pipeline.Issue) []string {
	if issue.Manifest == nil {
		return nil
	}
	return paperPaths(issue.IssueRef, issue.Manifest.Volumes)
}

func paperPaths(ref pipeline.IssueRef, volumes int) []string {
	var paths []string
	for i := range volumes {
		paths = append(paths, issuePath(ref)+volumeName(i+1, volumes))
	}
	return paths
}

// paperForms leads to the PDF files of an issue.
func paperForms(ref pipeline.IssueRef, volumes int) []FormLink {
	var forms []FormLink
	for i, path := range paperPaths(ref, volumes) {
		title := "Выпуск в PDF"
		if volumes > 1 {
			title += ", том " + decimal(i+1) + " из " + decimal(volumes)
		}
		forms = append(forms, FormLink{Title: title, Path: path})
	}
	return forms
}

// paperLine leads to the PDF files in a line of their own; empty without any.
func paperLine(ref pipeline.IssueRef, volumes int) string {
	var links []string
	for _, form := range paperForms(ref, volumes) {
		links = append(links, link(form.Title, form.Path))
	}
	if len(links) == 0 {
		return ""
	}
	return strings.Join(links, " · ") + "\n\n"
}

// volumeName is the name of a volume, counted from 1, of so many.
func volumeName(number, of int) string {
	if of == 1 {
		return IssuePDF
	}
	return "issue-" + decimal(number) + ".pdf"
}

// paperOf prints an issue: its volumes and pages.json. Without a printer there
// are none.
func (p *Press) paperOf(e Edition) ([]pipeline.File, error) {
	if p.config.Paper == nil || e.Imported && e.count() > importedOnPaper {
		return nil, nil
	}
	printed, err := p.config.Paper.Issue(p.paperIssue(e))
	if err != nil {
		return nil, err
	}
	pages := PagesFile{Places: make(map[string]PaperPage, len(printed.Places))}
	var files []pipeline.File
	for i, v := range printed.Volumes {
		name := volumeName(i+1, len(printed.Volumes))
		files = append(files, pipeline.File{Path: name, Body: v.Body})
		pages.Files = append(pages.Files, PaperFile{Path: name, Pages: v.Pages})
	}
	for key, at := range printed.Places {
		pages.Places[key] = PaperPage{File: volumeName(at.Volume, len(printed.Volumes)), Page: at.Page}
	}
	body, err := json.Marshal(pages)
	if err != nil {
		return nil, &pipeline.Error{Op: "print issue", Doc: issuePath(e.ref()), Kind: pipeline.Internal, Err: err}
	}
	return append(files, pipeline.File{Path: IssuePages, Body: append(body, '\n')}), nil
}

// paperIssue makes an issue ready for paper.
func (p *Press) paperIssue(e Edition) PaperIssue {
	var masthead, seal strings.Builder
	p.writeMasthead(&masthead, e)
	writeSignedColophon(&seal, e)
	issue := PaperIssue{Edition: e, Whole: e.Imported, Masthead: rooted(masthead.String(), ""), Words: rooted(p.wordsText(e), ""), Seal: rooted(seal.String(), "")}
	for _, one := range p.piecesOf(e) {
		issue.Pieces = append(issue.Pieces, PaperPiece{
			Key: one.key, Section: one.section.title, Group: one.group.title, Number: one.number, Title: one.title, Markdown: rooted(one.body, ""),
		})
	}
	if e.count() > 0 {
		issue.Indexes = paperIndexes(p.placesOf(e, func(Record, string) string { return "" }))
	}
	return issue
}

// paperIndexes are the indexes of indexesOf without their Markdown.
func paperIndexes(places []place) []PaperIndex {
	numbers := PaperIndex{Title: numberIndex, Name: "Номер"}
	for _, at := range places {
		numbers.Rows = append(numbers.Rows, PaperRow{Name: at.record.Number, Title: at.title, Places: []PaperPlace{at.onPaper()}})
	}
	all := []PaperIndex{numbers}
	for _, kind := range nameIndexes {
		x := PaperIndex{Title: kind.title, Name: kind.column}
		for _, found := range namedPlaces(places, kind.names) {
			row := PaperRow{Name: found.name}
			for _, at := range found.places {
				row.Places = append(row.Places, at.onPaper())
			}
			row.Places = slices.Compact(row.Places) // a holder may be named twice
			x.Rows = append(x.Rows, row)
		}
		if len(x.Rows) > 0 {
			all = append(all, x)
		}
	}
	return all
}

func (at place) onPaper() PaperPlace { return PaperPlace{Key: at.key, Number: at.record.Number} }
