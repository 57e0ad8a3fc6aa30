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

// Facet names as the search page prints them.
var facetTitles = map[string]string{"register": "Реестр", "year": "Год регистрации", "holder": "Правообладатель", "record": "Записи в реестре"}

// SearchValues returns a query as the parameters of the search's address, without
// what is left at its default.
func SearchValues(q pipeline.SearchQuery) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("q", q.Text)
	set("register", string(q.Register))
	set("from", q.From.String())
	set("to", q.To.String())
	if q.Sort != "relevance" {
		set("sort", q.Sort)
	}
	if q.Size > 0 && q.Size != DefaultSearchSize {
		v.Set("size", decimal(q.Size))
	}
	if q.Page > 1 {
		v.Set("page", decimal(q.Page))
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		v.Add("facet", name+"="+q.Facets[name])
	}
	return v
}

// DefaultSearchSize is how many hits a page shows when not asked otherwise.
const DefaultSearchSize = 20

// SearchPage shows the answer to a question. Every form of it states the total.
func (p *Press) SearchPage(q pipeline.SearchQuery, result pipeline.SearchResult) Page {
	query := SearchValues(q).Encode()
	page := Page{
		Path: SearchPath, Query: query, Title: "Поиск", Lead: "Поиск по реестрам и бюллетеню", Class: "results", Hidden: true,
		Search: &SearchBox{
			Text: Clean(q.Text), Register: string(q.Register), From: q.From.String(), To: q.To.String(),
			Sort: cmp.Or(q.Sort, "relevance"), Registers: p.config.Registers, Wide: true,
		},
		List: &List{Total: result.Total, Columns: []string{"register", "number", "title", "date", "holders", "authors", "url"}},
	}
	if text := Clean(q.Text); text != "" {
		page.Title = "Поиск: " + text
	}
	var b strings.Builder
	b.WriteString("# " + Text(page.Title) + "\n\nНайдено: **" + decimal(result.Total) + "**.\n\n")
	if suggestion := Clean(result.Suggestion); suggestion != "" {
		again := q
		again.Text, again.Page = suggestion, 0
		b.WriteString("Может быть, вы искали: " + p.searchLink(suggestion, again) + "?\n\n")
	}
	for _, hit := range result.Hits {
		p.writeHit(&b, hit)
		page.List.Items = append(page.List.Items, hitItem(hit))
		page.List.Rows = append(page.List.Rows, []string{
			string(hit.Register), Clean(hit.Number), Clean(hit.Title), hit.Date.String(),
			strings.Join(cleanAll(hit.Holders), "; "), strings.Join(cleanAll(hit.Authors), "; "), hitPath(hit),
		})
	}
	if result.Total == 0 {
		b.WriteString("Ничего не нашлось. Попробуйте меньше слов, другие окончания со звёздочкой (`програм*`) или уберите условия.\n\n")
	}
	p.writePager(&b, q, result.Total)
	page.Markdown, page.Aside = b.String(), p.facetsAside(q, result.Facets)
	return page
}

func (p *Press) searchLink(text string, q pipeline.SearchQuery) string {
	return link(text, SearchPath+"?"+SearchValues(q).Encode())
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

func (p *Press) writeHit(b *strings.Builder, hit pipeline.SearchHit) {
	title := cmp.Or(Clean(hit.Title), unnamed)
	b.WriteString("## " + link(title, hitPath(hit)) + "\n\n")
	b.WriteString(joinNonEmpty(" · ", "№ "+Text(hit.Number), shortDate(hit.Date), Text(strings.Join(cleanAll(hit.Holders), "; "))) + "\n\n")
	for _, snippet := range hit.Snippets {
		if text := snippetMarkdown(snippet.HTML); text != "" {
			b.WriteString("… " + text + " …\n\n")
		}
	}
}

// snippetMarkdown turns a snippet into Markdown with the found words strong. The
// index escapes the rest, but the page does not rest on that.
func snippetMarkdown(snippet string) string {
	var parts []string
	for i, part := range strings.Split(snippet, "<mark>") {
		found, rest, marked := strings.Cut(part, "</mark>")
		if i == 0 || !marked {
			parts = append(parts, Text(html.UnescapeString(part)))
			continue
		}
		if word := Text(html.UnescapeString(found)); word != "" {
			parts = append(parts, "**"+word+"**")
		}
		parts = append(parts, Text(html.UnescapeString(rest)))
	}
	return joinNonEmpty(" ", parts...)
}

func hitItem(hit pipeline.SearchHit) Item {
	path := hitPath(hit)
	return Item{
		ID: strings.TrimSuffix(path, "/"), Path: path, Date: hit.Date,
		Title:   "№ " + hit.Number + ". " + cmp.Or(Clean(hit.Title), unnamed),
		Summary: joinNonEmpty(". ", strings.Join(cleanAll(hit.Holders), "; "), "Дата регистрации "+shortDate(hit.Date)),
	}
}

func (p *Press) writePager(b *strings.Builder, q pipeline.SearchQuery, total int) {
	size, current := q.Size, max(q.Page, 1)
	if size <= 0 {
		size = DefaultSearchSize
	}
	pages := (total + size - 1) / size
	if pages <= 1 {
		return
	}
	var links []string
	if current > 1 {
		before := q
		before.Page = current - 1
		links = append(links, p.searchLink("← предыдущая", before))
	}
	links = append(links, "страница "+decimal(current)+" из "+decimal(pages))
	if current < pages {
		after := q
		after.Page = current + 1
		links = append(links, p.searchLink("следующая →", after))
	}
	b.WriteString(strings.Join(links, " · ") + "\n")
}

// facetsAside offers to narrow the answer, and to widen it where it is narrowed.
func (p *Press) facetsAside(q pipeline.SearchQuery, facets map[string][]pipeline.FacetCount) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(facets)) {
		counts := facets[name]
		if len(counts) == 0 {
			continue
		}
		b.WriteString("## " + Text(cmp.Or(facetTitles[name], name)) + " {#facet-" + Segment(name) + "}\n\n")
		if chosen, narrowed := q.Facets[name]; narrowed {
			b.WriteString("- **" + Text(p.facetValue(name, chosen)) + "** (" + p.searchLink("убрать условие", without(q, name)) + ")\n")
		}
		for _, c := range counts {
			if Clean(c.Value) == "" || q.Facets[name] == c.Value {
				continue
			}
			narrower := without(q, name)
			narrower.Facets[name] = c.Value
			b.WriteString("- " + p.searchLink(p.facetValue(name, c.Value), narrower) + ": " + decimal(c.Count) + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// without is q with one facet open again, from its first page; its facets are a copy.
func without(q pipeline.SearchQuery, facet string) pipeline.SearchQuery {
	facets := make(map[string]string, len(q.Facets))
	maps.Copy(facets, q.Facets)
	delete(facets, facet)
	q.Facets, q.Page = facets, 0
	return q
}

func (p *Press) facetValue(name, value string) string {
	if name == "register" {
		return p.registerOf(pipeline.RegisterID(value)).Title
	}
	return value
}

// StatusFormPage asks for the number of a case.
func (p *Press) StatusFormPage() Page {
	return Page{
		Path: "status/", Title: "Состояние заявки", Lead: "Узнать, на каком этапе рассмотрение", Class: "text", Hidden: true, Status: &StatusBox{},
		Markdown: "# Состояние заявки\n\nПо номеру любой может узнать, на каком этапе находится рассмотрение. Показываются только состояние и даты.\n",
	}
}

// StatusPage shows how far a case is, states and dates only (order 210 пп. 5, 126).
func (p *Press) StatusPage(s pipeline.PublicStatus) Page {
	var b strings.Builder
	b.WriteString("# Заявка № " + Text(s.Number) + "\n\n")
	var d definitions
	d.text("", "Услуга", s.Procedure)
	d.text("", "Состояние", s.State)
	if !s.Since.IsZero() {
		d.text("", "С какого дня", s.Since.In(p.location).Format("02.01.2006"))
	}
	b.WriteString(d.String() + "\n## Что сделано {#steps}\n\n")
	if len(s.Steps) == 0 {
		b.WriteString("Сведений ещё нет.\n")
	}
	for _, step := range s.Steps {
		b.WriteString("- " + step.At.In(p.location).Format("02.01.2006") + ": " + Text(step.Title) + "\n")
	}
	return Page{
		Path: "status/" + Segment(Clean(s.Number)), Title: "Заявка № " + s.Number, Class: "text", Hidden: true, Data: s,
		Markdown: b.String(), Crumbs: []Crumb{{"Состояние заявки", "status/"}},
	}
}

// ErrorPage says what went wrong, in the words of the error's advice.
func (p *Press) ErrorPage(title, advice string) Page {
	return Page{
		Path: "", Title: title, Class: "text", Hidden: true,
		Markdown: "# " + Text(title) + "\n\n" + Text(advice) + "\n\nНачать можно с [главной страницы](" + rootMark + ").\n",
	}
}

// IssuePath returns where an issue's folder stands, relative to the site's root.
func IssuePath(ref pipeline.IssueRef) string { return issuePath(ref) }

// EntryPath returns where an entry's page stands, relative to the site's root.
func EntryPath(register pipeline.RegisterID, number string) string {
	return entryPath(register, number)
}
