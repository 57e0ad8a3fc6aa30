package publish

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// SearchWords says in plain words what a question asks: its text, and to what it
// is narrowed, a line each: "Реестр: Реестр программ для ЭВМ".
func (p *Press) SearchWords(q pipeline.SearchQuery) (asked string, narrowed []string) {
	for _, n := range p.narrowings(q) {
		narrowed = append(narrowed, n.title)
	}
	switch text := Clean(q.Text); {
	case text != "":
		return text, narrowed
	case q.Like != "":
		return searchTitle(q), narrowed
	}
	return "", narrowed
}

// narrowing is a condition of a question and the question without it.
type narrowing struct {
	title string
	wider pipeline.SearchQuery
}

// narrowings lists the conditions of a question in the order of its form.
func (p *Press) narrowings(q pipeline.SearchQuery) []narrowing {
	var list []narrowing
	add := func(title string, wider pipeline.SearchQuery) {
		wider.Page = 0
		list = append(list, narrowing{Clean(title), wider})
	}
	if q.Register != "" {
		wider := q
		wider.Register = ""
		add("Реестр: "+p.facetValue("register", string(q.Register)), wider)
	}
	for _, name := range slices.Sorted(maps.Keys(q.Facets)) {
		add(cmp.Or(facetTitles[name], name)+": "+p.facetValue(name, q.Facets[name]), without(q, name))
	}
	if !q.From.IsZero() || !q.To.IsZero() {
		wider := q
		wider.From, wider.To = pipeline.SearchQuery{}.From, pipeline.SearchQuery{}.To
		add("Зарегистрировано"+period(q.From, q.To), wider)
	}
	if !q.PublishedFrom.IsZero() || !q.PublishedTo.IsZero() {
		wider := q
		wider.PublishedFrom, wider.PublishedTo = pipeline.SearchQuery{}.From, pipeline.SearchQuery{}.To
		add("Опубликовано"+period(q.PublishedFrom, q.PublishedTo), wider)
	}
	return list
}

// SearchURL is the absolute address at which a question is answered.
func (p *Press) SearchURL(q pipeline.SearchQuery) string { return p.base + searchAddress(q) }

// Headline is a hit as a letter tells it, each field one line of plain text.
type Headline struct{ Number, Date, Title, Holders, URL string }

// Headline returns a hit in a few lines. Titles and lists of holders that run to
// thousands of characters are cut; the address leads to the whole.
func (p *Press) Headline(hit pipeline.SearchHit) Headline {
	return Headline{
		Number: Clean(hit.Number), Date: shortDate(hit.Date), Title: shortTitle(cmp.Or(Clean(hit.Title), unnamed)),
		Holders: shortTitle(strings.Join(cleanAll(hit.Holders), "; ")), URL: p.base + hitPath(hit),
	}
}

// Entries and NewEntries count entries in words.
func Entries(n int) string { return plural(n, "запись", "записи", "записей") }
func NewEntries(n int) string {
	return plural(n, "новая запись", "новые записи", "новых записей")
}
