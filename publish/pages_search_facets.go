package publish

import (
	"cmp"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Facet names as the search page prints them.
var facetTitles = map[string]string{
	"register": "Реестр", "kind": "Вид объекта", "year": "Год регистрации", "record": "Записи в реестре", HolderFacet: "Правообладатель",
	"author": "Автор", "language": "Язык программирования", "os": "Операционная система", "dbms": "СУБД",
}

// facetKinds are the values of the facet "kind" as people call them.
var facetKinds = map[string]string{
	"program": "Программа для ЭВМ", "database-1259": "База данных (ст. 1259 ГК РФ)", "database-1334": "База данных (ст. 1334 ГК РФ)",
}

// facetRows is how many values of a facet are shown; the others are reached by the
// question.
const facetRows = 12

// conditions says to what the answer is narrowed, each with a way out of it.
func (p *Press) conditions(q pipeline.SearchQuery) string {
	var list []string
	for _, n := range p.narrowings(q) {
		list = append(list, "- "+Text(n.title)+" "+p.searchLink("убрать", n.wider)+"\n")
	}
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "") + "\n"
}

// period says from when to when, where either may be open.
func period(from, to workday.Date) string {
	var s string
	if !from.IsZero() {
		s += " с " + shortDate(from)
	}
	if !to.IsZero() {
		s += " по " + shortDate(to)
	}
	return s
}

// facetsAside offers to narrow the answer.
func (p *Press) facetsAside(q pipeline.SearchQuery, result pipeline.SearchResult) string {
	var b strings.Builder
	for _, name := range append(SearchFacets(), HolderFacet) {
		p.writeFacet(&b, q, name, result)
	}
	if _, there := result.Facets[HolderFacet]; !there && result.Total > 1 && q.Facets[HolderFacet] == "" {
		more := q
		more.Page, more.Count = 0, []string{HolderFacet}
		b.WriteString("## " + facetTitles[HolderFacet] + " {#facet-" + HolderFacet + "}\n\n" + p.searchLink("Посчитать по правообладателям", more) + "\n\n")
	}
	return b.String()
}

// writeFacet lists the values by which the answer can still be narrowed: one that
// every hit has narrows nothing.
func (p *Press) writeFacet(b *strings.Builder, q pipeline.SearchQuery, name string, result pipeline.SearchResult) {
	counts := slices.DeleteFunc(slices.Clone(result.Facets[name]), func(c pipeline.FacetCount) bool {
		return Clean(c.Value) == "" || c.Count == result.Total
	})
	if _, narrowed := q.Facets[name]; narrowed || len(counts) == 0 {
		return
	}
	b.WriteString("## " + Text(facetTitles[name]) + " {#facet-" + Segment(name) + "}\n\n")
	for _, c := range counts[:min(facetRows, len(counts))] {
		narrower := without(q, name)
		narrower.Facets[name] = c.Value
		b.WriteString("- " + p.searchLink(p.facetValue(name, c.Value), narrower) + " (" + decimal(c.Count) + ")\n")
	}
	if rest := len(counts) - facetRows; rest > 0 {
		b.WriteString("- и ещё " + decimal(rest) + "\n")
	}
	b.WriteString("\n")
}

func (p *Press) facetValue(name, value string) string {
	switch name {
	case "register":
		return p.registerOf(pipeline.RegisterID(value)).Title
	case "kind":
		return cmp.Or(facetKinds[value], value)
	}
	return value
}
