package publish

import (
	"cmp"
	"html"
	"maps"
	"net/url"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
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
	b.WriteString("# " + Text(page.Title) + "\n\nНайдено: **" + decimal(result.Total) + "**." + p.orders(q, result.Total) + "\n\n" + p.conditions(q))
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
		b.WriteString(p.nothingFound(q))
	}
	if extent.Last > 0 && result.Total > extent.Last {
		b.WriteString("На страницах показаны первые " + decimal(extent.Last) + ". Все найденные записи есть в " + link("таблице CSV", searchFormAt(q, CSV)) + ".\n\n")
	}
	page.Markdown, page.Aside = b.String(), p.facetsAside(q, result)
	return page
}

// searchOrders are the orders of an answer as its page names them.
var searchOrders = []struct{ sort, title string }{
	{"", "по соответствию"}, {"published", "по дате публикации"}, {"date", "по дате регистрации"}, {"number", "по номеру"},
}

// orders offers the other orders of an answer of more than one.
func (p *Press) orders(q pipeline.SearchQuery, total int) string {
	if total < 2 {
		return ""
	}
	var list []string
	for _, o := range searchOrders {
		if o.sort == q.Sort {
			list = append(list, "**"+o.title+"**")
			continue
		}
		other := q
		other.Sort, other.Page = o.sort, 0
		list = append(list, p.searchLink(o.title, other))
	}
	return " Порядок: " + strings.Join(list, ", ") + "."
}

// nothingFound says what may be tried instead.
func (p *Press) nothingFound(q pipeline.SearchQuery) string {
	advice := []string{"наберите меньше слов или одно, самое редкое", "наберите начало слова со звёздочкой: `програм*`", "проверьте раскладку и описки"}
	if len(p.narrowings(q)) > 0 {
		bare := pipeline.SearchQuery{Text: q.Text, Like: q.Like}
		advice = slices.Insert(advice, 0, p.searchLink("уберите все условия", bare))
	}
	return "Ничего не нашлось. Что можно сделать:\n\n- " + strings.Join(advice, "\n- ") + "\n- посмотрите, [как спрашивать](" + rootMark + SearchHelpPath + ")\n\n"
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
	box.Narrowed = box.Register+box.From+box.To+box.PublishedFrom+box.PublishedTo != ""
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
	b.WriteString(joinNonEmpty(" · ", "№ "+Text(hit.Number)+onDay(" от ", hit.Date), onDay("опубликовано ", hit.PublishedOn), Text(shortTitle(strings.Join(cleanAll(hit.Holders), "; "))), paperLink(hit.Document)) + "\n\n")
	for _, snippet := range hit.Snippets {
		if text := snippetMarkdown(snippet.HTML); text != "" && !slices.Contains(shownAnyway, snippet.Field) {
			b.WriteString(snippetLabels[snippet.Field] + text + "\n\n")
		}
	}
}

// onDay is a day after words that say of what, nothing where there is none.
func onDay(words string, day workday.Date) string {
	if day.IsZero() {
		return ""
	}
	return words + shortDate(day)
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
