package notice

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"vestnik/pipeline"
	"vestnik/publish/fonts"
)

// volume is a PDF of an issue under way.
type volume struct {
	*gazette
	pdf   *fpdf.Fpdf
	first int // leaf
	links map[string]int
	shown [2]string // section and group under way, for the outline
}

// draw prints the leaves from first up to, but not including, end as one file.
func (g *gazette) draw(author string, first, end int) ([]byte, error) {
	v := volume{gazette: g, pdf: fpdf.New("P", "mm", "A4", ""), first: first, links: make(map[string]int)}
	at := g.paper.Edition.Date.At(time.UTC)
	v.pdf.SetCatalogSort(true)
	v.pdf.SetCreationDate(at)
	v.pdf.SetModificationDate(at)
	v.pdf.SetProducer("Vestnik", true)
	v.pdf.SetTitle(g.coverage.fit(g.title()), true)
	v.pdf.SetAuthor(g.coverage.fit(author), true)
	v.pdf.SetLang("ru-RU")
	v.pdf.SetMargins(issueLeft, issueTop, issueRight)
	v.pdf.SetAutoPageBreak(false, 0)
	for _, face := range fonts.Paper() {
		v.pdf.AddUTF8FontFromBytes(face.Family, face.Style, face.Body)
	}
	for i := first; i < end; i++ {
		v.page(i, end)
	}
	var b bytes.Buffer
	if err := v.pdf.Output(&b); err != nil {
		return nil, &pipeline.Error{Op: "print issue", Kind: pipeline.Internal, Err: err,
			Advice: "Выпуск не удалось напечатать в PDF. Сообщите администратору."}
	}
	return b.Bytes(), nil
}

// title names the issue: «Программы для ЭВМ, № 2, 2026».
func (g *gazette) title() string {
	e := g.paper.Edition
	return e.Title + ". № " + strconv.Itoa(e.Number) + ", " + strconv.Itoa(e.Year)
}

func (v *volume) page(at, end int) {
	v.pdf.AddPage()
	l := v.leaves[at]
	if at > 0 {
		v.head(l)
	}
	v.foot(at, end)
	y := issueTop
	for i := range l.columns {
		v.band(&l.columns[i], y)
		y += l.columns[i].height
	}
	if at == v.first && at > 0 {
		v.resume(l.from)
	}
	for i := l.from; i < l.to; i++ {
		b := &v.bands[i]
		y += b.room(y)
		v.begin(b, y)
		v.band(b, y)
		y += b.height
	}
}

// band prints one line across the page.
func (v *volume) band(b *band, y float64) {
	switch {
	case b.line == heavy:
		v.stroke(y-2.4, .6, 122, 26, 34)
	case b.line == hairline && y > issueTop+.01:
		v.stroke(y-b.before/2, .15, 150, 150, 150)
	}
	base := y + b.height*.74
	for _, s := range b.segments {
		v.print(s, issueLeft+s.x, base+s.down)
		if s.to != "" {
			v.link(s, y+s.down, b.height)
		}
	}
	if n := len(b.segments); b.leader && n > 1 {
		v.dots(issueLeft+b.segments[n-2].x+b.segments[n-2].width+2, issueLeft+b.segments[n-1].x-2, base)
	}
}

func (v *volume) stroke(y, width float64, r, g, b int) {
	v.pdf.SetDrawColor(r, g, b)
	v.pdf.SetLineWidth(width)
	v.pdf.Line(issueLeft, y, issueLeft+issueWidth, y)
}

// dots leads the eye; it is drawn, so that nobody reads dots aloud.
func (v *volume) dots(from, to, y float64) {
	if to < from {
		return
	}
	v.pdf.SetDrawColor(120, 120, 120)
	v.pdf.SetLineWidth(.25)
	v.pdf.SetDashPattern([]float64{.25, 1.5}, 0)
	v.pdf.Line(from, y, to, y)
	v.pdf.SetDashPattern(nil, 0)
}

func (v *volume) print(s segment, x, base float64) {
	v.face(s.face, s.size)
	if s.accent {
		v.pdf.SetTextColor(122, 26, 34)
		defer v.pdf.SetTextColor(0, 0, 0)
	}
	v.pdf.Text(x, base, s.text)
}

func (v *volume) face(face typeface, size float64) {
	named := fonts.Paper()[face]
	v.pdf.SetFont(named.Family, named.Style, size)
}

// link makes a segment lead to its place, where that is in the same volume.
func (v *volume) link(s segment, y, height float64) {
	to, ok := v.spots[s.to]
	if !ok || v.leaves[to.leaf].volume != v.leaves[v.first].volume {
		return
	}
	id, known := v.links[s.to]
	if !known {
		id = v.pdf.AddLink()
		v.links[s.to] = id
		v.pdf.SetLink(id, max(to.y-4, 0), to.leaf-v.first+1)
	}
	v.pdf.Link(issueLeft+s.x, y, s.width, height, id)
}

// begin notes in the outline what begins with a band.
func (v *volume) begin(b *band, y float64) {
	if b.begins == nil || b.begins.title == "" {
		return
	}
	v.face(sans, 8)
	v.pdf.Bookmark(b.begins.title, b.begins.level, max(y-6, 0))
}

// resume opens the outline of a further volume with the headings that its first
// page goes on under: a piece needs its group above it.
func (v *volume) resume(from int) {
	var open [2]*beginning
	for i := range from {
		if b := v.bands[i].begins; b != nil && b.title != "" && b.level < len(open) {
			open[b.level] = b
			if b.level == 0 {
				open[1] = nil
			}
		}
	}
	v.face(sans, 8)
	for level, b := range open {
		if next := v.bands[from].begins; b != nil && (next == nil || next.title == "" || next.level > level) {
			v.pdf.Bookmark(b.title+" (продолжение)", level, 0)
		}
	}
}

// head names the section of a page and the numbers on it.
func (v *volume) head(l leaf) {
	section, first, last := l.section, l.number, l.number
	for i := l.from; i < l.to; i++ {
		b := v.bands[i].begins
		if b != nil && b.title != "" && b.level == 0 && first != "" {
			break // numbers of another register
		}
		if b != nil && b.number != "" {
			first, last = cmp.Or(first, b.number), b.number
		}
	}
	v.face(sans, 8)
	v.pdf.Text(issueLeft, 15, v.cut(section, 110))
	if first != "" {
		span := "№\u00a0" + first
		if last != first {
			span += "–" + last
		}
		v.right(span, 15)
	}
	v.stroke(17, .15, 150, 150, 150)
}

// foot says what this is and where in it we are.
func (v *volume) foot(at, end int) {
	v.face(sans, 8)
	title := v.title()
	if volumes := v.leaves[len(v.leaves)-1].volume; volumes > 1 {
		title += ", том " + strconv.Itoa(v.leaves[at].volume) + " из " + strconv.Itoa(volumes)
	}
	v.pdf.Text(issueLeft, pageHeight-13, v.cut(title, 125))
	v.right("стр. "+strconv.Itoa(at+1)+" из "+strconv.Itoa(len(v.leaves)), pageHeight-13)
}

func (v *volume) right(text string, y float64) {
	v.pdf.Text(issueLeft+issueWidth-v.widths.of(text, sans, 8), y, text)
}

// cut shortens a line of the head or foot to a width.
func (v *volume) cut(text string, width float64) string {
	text = v.coverage.fit(text)
	if v.widths.of(text, sans, 8) <= width {
		return text
	}
	n := v.widths.fitting(text, sans, 8, width-v.widths.of("…", sans, 8))
	return strings.TrimRight(text[:n], " ,.") + "…"
}
