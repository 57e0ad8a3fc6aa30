package desk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// fieldRow is one value that can be corrected.
type fieldRow struct {
	Path, ID, Title string
	Group           string // heading of the list element it belongs to
	Value           string // as it is typed
	Shown           string // as people say it
	Raw             string // as it stands on the paper
	Confidence      float64
	Sure            bool
	By              string // login of who corrected it last
	Where           string // link to its place on the page; empty when it has none
	Page            int
	Long            bool
	Choices         []choice
	Current         bool // asked for by the address
	OnSheet         bool // drawn on the page that is shown
	Crop            *crop
	Proposed        *proposedRow
	Doubt           string // what on the page keeps it from being sure
	Cited           bool   // an open finding rests on it
	Changes         []change
	Locked          bool // the person signed in may only read
	CaseID          pipeline.CaseID
	SheetDoc        pipeline.Digest
	SheetPage       int
}

// change is one step in the history of a field: what the machine read, then
// what each person put in its place.
type change struct {
	Value, By  string
	When       string
	Machine    bool
	Unreadable bool // the person could not read it either
	Confidence float64
}

type choice struct {
	Value, Title string
	Chosen       bool
}

// crop is the piece of a page image on which a value stands; in points.
type crop struct {
	Image                 string // address of the page
	PageWidth, PageHeight float64
	X, Y, Width, Height   float64   // of the piece
	Mark                  rectangle // of the value itself
	Shown                 float64   // width on the screen, in CSS pixels
}

// rectangle is a place on a page, in points.
type rectangle struct{ X, Y, Width, Height float64 }

// fieldList gathers the rows of a case.
type fieldList struct {
	desk    *Desk
	ctx     context.Context
	view    *caseView
	current string
	sizes   map[string][2]float64 // of pages, in points
	public  map[string]bool       // paths that may be published; nil when everything may be seen
	rows    []fieldRow
}

// listFields lays every reading of the case out as rows, in the order of the
// statement, and draws those of the shown page on its image.
func (d *Desk) listFields(ctx context.Context, v *caseView, current string) error {
	l := &fieldList{desk: d, ctx: ctx, view: v, current: current, sizes: map[string][2]float64{}}
	if v.Private {
		l.public = d.publicPaths(v.Case)
	}
	for _, name := range v.Words.sorted(v.Case.Fields) {
		f := v.Case.Fields[name]
		if !f.IsList() {
			l.reading(name, v.Words.title(name), "", f.Reading)
			continue
		}
		for i, r := range f.Values {
			path := fmt.Sprintf("%s[%d]", name, i)
			l.reading(path, v.Words.title(name), v.Words.pathTitle(path), r)
		}
	}
	for _, row := range l.rows {
		if row.Sure {
			v.Fields = append(v.Fields, row)
		} else {
			v.Doubtful = append(v.Doubtful, row)
		}
	}
	v.orderDoubts()
	if !v.Private {
		v.Missing = v.Words.missing(v.Case.Fields)
	}
	return l.readSheet()
}

// publicPaths are what the pack publishes, without indexes: "holders.name".
func (d *Desk) publicPaths(c *pipeline.CaseFile) map[string]bool {
	paths := map[string]bool{}
	pack, err := d.Office.Engine().Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return paths
	}
	for _, p := range pack.Publishing {
		for _, f := range p.Fields {
			paths[strings.ReplaceAll(f, "[]", "")] = true
		}
	}
	return paths
}

// reading adds the rows of one reading: itself, or each of its parts.
func (l *fieldList) reading(path, title, group string, r pipeline.Reading) {
	_, composite := r.Value.(map[string]any)
	if len(r.Parts) == 0 || !composite && text(r.Value) != "" {
		l.row(path, title, group, r, r)
	}
	if group == "" {
		group = title
	}
	for _, part := range partsOf(r) {
		l.row(path+"."+part, l.view.Words.partTitle(path, part), group, r.Parts[part], r)
	}
}

// partsOf returns the names of a reading's parts as the forms order them.
func partsOf(r pipeline.Reading) []string {
	parts := make([]string, 0, len(r.Parts))
	for part := range r.Parts {
		parts = append(parts, part)
	}
	sort.Slice(parts, func(i, j int) bool {
		a, b := slices.Index(partOrder, parts[i]), slices.Index(partOrder, parts[j])
		switch {
		case a >= 0 && b >= 0:
			return a < b
		case a >= 0 || b >= 0:
			return a >= 0
		}
		return parts[i] < parts[j]
	})
	return parts
}

// row adds one value. What has no place of its own is looked for where the
// whole stands.
func (l *fieldList) row(path, title, group string, r, whole pipeline.Reading) {
	if l.public != nil && !l.public[withoutIndex(path)] {
		return
	}
	v := l.view
	row := fieldRow{
		Path: path, ID: fieldID(path), Title: title, Group: group, Value: text(r.Value), Shown: v.Words.shown(path, r.Value),
		Raw: strings.TrimSpace(r.Raw), Confidence: r.Confidence, Sure: r.Sure, By: r.By, Page: r.Page,
		Current: path == l.current, Changes: l.changes(path), Locked: v.Private, CaseID: v.Case.ID, SheetPage: v.Sheet.Page,
	}
	if !row.Sure && !v.Private {
		row.Proposed, row.Doubt = l.proposal(path, r), r.Doubt
	}
	row.Long, row.Choices = len([]rune(row.Value)) > 60, v.Words.choices(path, row.Value)
	if v.Sheet.Document != nil {
		row.SheetDoc = v.Sheet.Document.Digest
	}
	place := r
	if !placed(r) && placed(whole) {
		place = whole
	}
	if place.Document != "" && place.Page > 0 && !v.Private {
		row.Page, row.Where = place.Page, where(place.Document, place.Page, path)
		if !row.Sure && placed(place) {
			row.Crop = l.crop(place)
		}
	}
	if v.Sheet.Document != nil && r.Document == row.SheetDoc && r.Page == v.Sheet.Page && placed(r) {
		row.OnSheet = true
		v.Sheet.Marks = append(v.Sheet.Marks, newMark(row, r))
	}
	l.rows = append(l.rows, row)
}

// FullTitle names the row without its heading: «Правообладатель 1, ИНН».
func (r fieldRow) FullTitle() string {
	if r.Group == "" || r.Group == r.Title {
		return r.Title
	}
	return r.Group + ", " + r.Title
}

// placed reports whether a reading has a place on a page.
func placed(r pipeline.Reading) bool {
	return r.Page > 0 && r.Box[2] > r.Box[0] && r.Box[3] > r.Box[1]
}

// changes tells the history of a field, oldest first; nothing when nobody touched it.
func (l *fieldList) changes(path string) []change {
	var list []change
	for _, k := range l.view.Case.Corrections {
		if k.Path != path {
			continue
		}
		if len(list) == 0 {
			list = append(list, change{Value: l.view.Words.shown(path, k.Was.Value), Machine: true, Confidence: k.Was.Confidence})
		}
		list = append(list, change{
			Value: l.view.Words.shown(path, k.Value), By: l.view.Names.Of(k.By), When: k.At.In(l.desk.Office.Zone()).Format("02.01.2006, 15:04"),
			Unreadable: k.Unreadable,
		})
	}
	return list
}

// How much of the page a crop shows around a value, in points, and how large.
const (
	cropMargin    = 7.0
	cropMinWidth  = 190.0
	cropMaxHeight = 130.0
	cropScale     = 1.7 // CSS pixels for a point
)

// crop cuts the place of a reading out of its page; nil when the page is gone.
func (l *fieldList) crop(r pipeline.Reading) *crop {
	width, height := l.size(r.Document, r.Page)
	if width <= 0 || height <= 0 {
		return nil
	}
	c := &crop{Image: pageAddress(l.view.Case.ID, r.Document, r.Page), PageWidth: width, PageHeight: height}
	c.Mark = rectangle{r.Box[0] * width, r.Box[1] * height, (r.Box[2] - r.Box[0]) * width, (r.Box[3] - r.Box[1]) * height}
	c.X, c.Y = c.Mark.X-cropMargin, c.Mark.Y-cropMargin
	c.Width, c.Height = c.Mark.Width+2*cropMargin, c.Mark.Height+2*cropMargin
	c.Width, c.Height = math.Max(c.Width, cropMinWidth), math.Min(c.Height, cropMaxHeight)
	c.X = math.Max(0, math.Min(c.X, width-c.Width))
	c.Y = math.Max(0, c.Y)
	c.Shown = math.Round(c.Width * cropScale)
	return c
}

// size returns a page's width and height in points; zeroes when it cannot be told.
func (l *fieldList) size(doc pipeline.Digest, page int) (width, height float64) {
	key := string(doc) + "/" + strconv.Itoa(page)
	if s, ok := l.sizes[key]; ok {
		return s[0], s[1]
	}
	if d := l.view.Case.Document(doc); d != nil {
		if p, err := l.desk.Office.Page(l.ctx, d, page); err == nil {
			width, height = p.Width, p.Height
		}
	}
	l.sizes[key] = [2]float64{width, height}
	return width, height
}

func pageAddress(id pipeline.CaseID, doc pipeline.Digest, page int) string {
	return fmt.Sprintf("%s/pages/%s/%d.png", caseAddress(id), doc, page)
}
