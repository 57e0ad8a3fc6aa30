package publish

import (
	"cmp"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// SearchPath is where the search stands; it has no folder, since what it shows
// depends on the question.
const SearchPath = "search"

// SearchPage shows the answer to a question. Every form of it states the total.
func (p *Press) SearchPage(q pipeline.SearchQuery, result pipeline.SearchResult, extent SearchExtent) Page {
	page := Page{
		Path: SearchPath, Query: SearchValues(q).Encode(), Title: searchTitle(q), Lead: "Поиск по реестрам и бюллетеню", Class: "results", Hidden: true,
		Search: p.searchBox(q), Paging: searchPaging(q, result.Total, extent),
		List: &List{Total: result.Total, Columns: hitColumns}, Follow: subscribeBox(q),
	}
	var b strings.Builder
	b.WriteString("# " + Text(page.Title) + "\n\nНайдено: **" + decimal(result.Total) + "**.\n\n" + p.conditions(q))
	if result.Widened {
		b.WriteString("Всего сразу нет ни в одной записи: показано похожее.\n\n")
	}
	if suggestion := Clean(result.Suggestion); suggestion != "" {
		again := q
		again.Text, again.Page = suggestion, 0
		b.WriteString("Может быть, вы искали: " + p.searchLink(suggestion, again) + "?\n\n")
	}
	for _, hit := range result.Hits {
		writeHit(&b, hit)
		page.List.Items = append(page.List.Items, hitItem(hit))
		page.List.Rows = append(page.List.Rows, HitRow(hit))
	}
	if result.Total == 0 {
		b.WriteString("Ничего не нашлось. Попробуйте меньше слов, начало слова со звёздочкой (`програм*`) или уберите условия. [Как спрашивать](" + rootMark + SearchHelpPath + ")\n\n")
	}
	if extent.Last > 0 && result.Total > extent.Last {
		b.WriteString("На страницах показаны первые " + decimal(extent.Last) + ". Все найденные записи есть в " + link("таблице CSV", searchFormAt(q, CSV)) + ".\n\n")
	}
	page.Markdown, page.Aside = b.String(), p.facetsAside(q, result)
	return page
}

func searchTitle(q pipeline.SearchQuery) string {
	switch text := Clean(q.Text); {
	case text != "":
		return "Поиск: " + text
	case q.Like != "":
		_, number, _ := strings.Cut(Clean(q.Like), "/")
		return "Похожие на запись № " + number
	}
	return "Поиск"
}

// likeLink leads to what resembles an entry, by way of the search's folder: a
// static copy says there that it cannot search.
func likeLink(e pipeline.Entry) string {
	return link("Похожие записи", "search/?"+SearchValues(pipeline.SearchQuery{Like: e.Key()}).Encode())
}

// searchBox is the form filled in with the question. What it has no field for goes
// along unseen, so that a further word does not widen the answer again.
func (p *Press) searchBox(q pipeline.SearchQuery) *SearchBox {
	box := &SearchBox{
		Text: Clean(q.Text), Register: string(q.Register), From: q.From.String(), To: q.To.String(),
		PublishedFrom: q.PublishedFrom.String(), PublishedTo: q.PublishedTo.String(),
		Sort: cmp.Or(q.Sort, "relevance"), Registers: p.config.Registers, Wide: true,
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		box.Kept = append(box.Kept, Clean(name+"="+q.Facets[name]))
	}
	return box
}

// searchPaging is the row of pages of an answer, none when there is one page.
func searchPaging(q pipeline.SearchQuery, total int, extent SearchExtent) *Paging {
	size := cmp.Or(max(q.Size, 0), extent.Size)
	if extent.Last > 0 {
		total = min(total, extent.Last-extent.Last%size)
	}
	return &Paging{
		Name: "Страницы найденного", Number: max(q.Page, 1), Of: (total + size - 1) / size,
		Path: func(n int) string {
			at := q
			at.Page = n
			return searchAddress(at)
		},
	}
}

func (p *Press) searchLink(text string, q pipeline.SearchQuery) string {
	return link(text, searchAddress(q))
}

// hitPath is a hit's page. What the index says is an address is used only when it
// stays within the site.
func hitPath(hit pipeline.SearchHit) string {
	u, err := url.Parse(hit.URL)
	if err != nil || hit.URL == "" || u.IsAbs() || u.Host != "" || strings.HasPrefix(u.Path, "/") || strings.ContainsAny(hit.URL, " ()<>\"\\") || Clean(hit.URL) != hit.URL || slices.Contains(strings.Split(u.Path, "/"), "..") {
		return entryPath(hit.Register, hit.Number)
	}
	return hit.URL
}

// hitColumns are those of a search as CSV.
var hitColumns = []string{"register", "number", "title", "date", "holders", "authors", "url", "published_on", "kind"}

// SearchColumns names the columns of a search as CSV.
func SearchColumns() []string { return slices.Clone(hitColumns) }

// HitRow is a hit as a row of that table.
func HitRow(hit pipeline.SearchHit) []string {
	return []string{
		string(hit.Register), Clean(hit.Number), Clean(hit.Title), hit.Date.String(),
		strings.Join(cleanAll(hit.Holders), "; "), strings.Join(cleanAll(hit.Authors), "; "), hitPath(hit),
		hit.PublishedOn.String(), Clean(hit.Kind),
	}
}

func writeHit(b *strings.Builder, hit pipeline.SearchHit) {
	b.WriteString("## " + link(cmp.Or(Clean(hit.Title), unnamed), hitPath(hit)) + "\n\n")
	b.WriteString(joinNonEmpty(" · ", "№ "+Text(hit.Number), shortDate(hit.Date), Text(strings.Join(cleanAll(hit.Holders), "; ")), paperLink(hit.Document)) + "\n\n")
	for _, snippet := range hit.Snippets {
		if text := snippetMarkdown(snippet.HTML); text != "" && !slices.Contains(shownAnyway, snippet.Field) {
			b.WriteString(snippetLabels[snippet.Field] + text + "\n\n")
		}
	}
}

// shownAnyway are fields that every hit shows whole: a piece of them says nothing new.
var shownAnyway = []string{"title", HolderFacet}

// snippetLabels say where words were found when the piece does not say it by itself.
var snippetLabels = map[string]string{"author": "Автор: "}

// snippetMarkdown turns a snippet into Markdown with the found words strong. The
// index escapes the rest, but the page does not rest on that.
func snippetMarkdown(snippet string) string {
	var b strings.Builder
	for i, part := range strings.Split(snippet, "<mark>") {
		found, rest, marked := strings.Cut(part, "</mark>")
		if i == 0 || !marked {
			writeSpaced(&b, part, "")
			continue
		}
		writeSpaced(&b, found, "**")
		writeSpaced(&b, rest, "")
	}
	return strings.TrimSpace(b.String())
}

// writeSpaced writes a piece of escaped HTML as Markdown within marks, with the
// spaces around it outside of them.
func writeSpaced(b *strings.Builder, escaped, mark string) {
	plain := html.UnescapeString(escaped)
	text := Text(plain)
	if text == "" {
		b.WriteString(plain[:min(len(plain), 1)])
		return
	}
	if strings.HasPrefix(plain, " ") {
		b.WriteByte(' ')
	}
	b.WriteString(mark + text + mark)
	if strings.HasSuffix(plain, " ") {
		b.WriteByte(' ')
	}
}

// hitItem dates a hit by its publication: a reader who follows a question would
// never see what was registered long ago and is published today.
func hitItem(hit pipeline.SearchHit) Item {
	path := hitPath(hit)
	return Item{
		ID: strings.TrimSuffix(path, "/"), Path: path, Date: cmp.Or(hit.PublishedOn, hit.Date), Order: numberOrder(hit.Number),
		Title:   "№ " + hit.Number + ". " + cmp.Or(Clean(hit.Title), unnamed),
		Summary: joinNonEmpty(". ", strings.Join(cleanAll(hit.Holders), "; "), "Дата регистрации "+shortDate(hit.Date)),
	}
}
