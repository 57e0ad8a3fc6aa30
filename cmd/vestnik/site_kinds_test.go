package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pageKind is one kind of public pages: how their addresses look, and the page of
// the kind that is looked at.
type pageKind struct {
	name    string
	pattern string // {x} is one segment; empty where only the server has such a page
	at      string
}

// pageKinds are all kinds of public pages; some are looked at in several states.
func (site sampleSite) pageKinds() []pageKind {
	entry := "register/programs/" + site.number + "/"
	return []pageKind{
		{"home", "", ""},
		{"bulletin", "bulletin/", "bulletin/"},
		{"verify", "bulletin/verify/", "bulletin/verify/"},
		{"series", "bulletin/{series}/", "bulletin/programs/"},
		{"series-empty", "bulletin/{series}/", "bulletin/designs/"},
		{"feed", "bulletin/{series}/feed/", "bulletin/programs/feed/"},
		{"year", "bulletin/{series}/{year}/", "bulletin/programs/2026/"},
		{"year-indexes", "bulletin/{series}/{year}/indexes/", "bulletin/programs/2001/indexes/"},
		{"year-index", "bulletin/{series}/{year}/indexes/{index}/", "bulletin/programs/2001/indexes/by-holder/"},
		{"year-index-authors", "bulletin/{series}/{year}/indexes/{index}/{part}/", "bulletin/programs/2001/indexes/by-author/2/"},
		{"issue", "bulletin/{series}/{year}/{number}/", "bulletin/programs/2026/1/"},
		{"issue-corrections", "bulletin/{series}/{year}/{number}/", "bulletin/programs/2026/2/"},
		{"issue-empty", "bulletin/{series}/{year}/{number}/", "bulletin/programs/2026/3/"},
		{"issue-imported", "bulletin/{series}/{year}/{number}/", "bulletin/programs/2001/1/"},
		{"issue-licences", "bulletin/{series}/{year}/{number}/", "bulletin/inventions/2026/1/"},
		{"issue-part", "bulletin/{series}/{year}/{number}/pages/{part}/", "bulletin/programs/2001/9/pages/1/"},
		{"issue-index", "bulletin/{series}/{year}/{number}/indexes/{index}/", "bulletin/programs/2001/9/indexes/by-author/"},
		{"registers", "register/", "register/"},
		{"register", "register/{register}/", "register/programs/"},
		{"register-empty", "register/{register}/", "register/designs/"},
		{"register-year", "register/{register}/years/{year}/", "register/programs/years/2001/"},
		{"register-day", "register/{register}/published/{day}/", "register/programs/published/2001-12-20/"},
		{"day", "published/{day}/", "published/2001-12-20/"},
		{"entry", "register/{register}/{number}/", entry},
		{"entry-long", "register/{register}/{number}/", "register/programs/" + longNumber + "/"},
		{"entry-licence", "register/{register}/{number}/", "register/inventions/2798041/"},
		{"notice", "register/{register}/{number}/notice-{seq}/", entry + "notice-1/"},
		{"as-of", "register/{register}/{number}/as-of/{day}/", entry + "as-of/2026-03-02/"},
		{"search", "search/", "search?q=программа"},
		{"search-nothing", "", "search?q=абракадабра"},
		{"search-help", "search/help/", "search/help/"},
		{"status", "status/", "status/"},
		{"status-found", "", "status/" + site.waiting},
		{"status-none", "", "status/1"},
		{"acts", "regulations/", "regulations/"},
		{"act", "regulations/{act}/", "regulations/order-210/"},
		{"act-points", "regulations/{act}/points/{run}/", "regulations/order-210/points/41-60/"},
		{"act-table", "regulations/{act}/{table}/", "regulations/order-210/terms/"},
		{"act-gaps", "regulations/{act}/{table}/", "regulations/order-210/gaps/"},
		{"act-unverified", "regulations/{act}/", "regulations/fees-941/"},
		{"act-forms", "regulations/{act}/forms/", "regulations/order-210/forms/"},
		{"act-form", "regulations/{act}/forms/{form}/", "regulations/order-210/forms/statement/"},
		{"how-to", "how-to-file/", "how-to-file/"},
		{"figures", "figures/", "figures/"},
		{"about", "about/", "about/"},
		{"accessibility", "accessibility/", "accessibility/"},
		{"data", "data/", "data/"},
		{"api", "api-docs/", "api-docs/"},
		{"missing", "", "nothing/here/"},
	}
}

var segment = regexp.MustCompile(`\\\{[a-z]+\\\}`)

// furtherPart ends the address of a list that goes on: it looks as the first part.
var furtherPart = regexp.MustCompile(`p[0-9]+/$`)

// matches reports whether an address is of the kind.
func (k pageKind) matches(address string) bool {
	address = furtherPart.ReplaceAllString(address, "")
	if k.pattern == "" {
		return address == k.at
	}
	pattern := segment.ReplaceAllString(regexp.QuoteMeta(k.pattern), `[^/]+`)
	return regexp.MustCompile("^" + pattern + "$").MatchString(address)
}

// checkKinds fails for a page of the static copy that is of no kind that is looked at,
// and for a kind whose page is not there.
func (site sampleSite) checkKinds(t *testing.T) {
	kinds := site.pageKinds()
	unknown := 0
	for _, address := range site.addresses(t) {
		if !slices.ContainsFunc(kinds, func(k pageKind) bool { return k.matches(address) }) {
			if unknown++; unknown < 10 {
				t.Errorf("%s is of no kind that is looked at: list it", address)
			}
		}
	}
	for _, kind := range kinds {
		want := 200
		if kind.name == "missing" || strings.HasSuffix(kind.name, "-none") {
			want = 404
		}
		if _, status := get(t, site.public+kind.at); status != want {
			t.Errorf("%s: %s answers %d, want %d", kind.name, kind.at, status, want)
		}
	}
}
