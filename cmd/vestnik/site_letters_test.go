package main

import (
	"net/http"
	"net/url"
	"testing"

	"vestnik/publish/mailing/mailtest"
)

// TestThePublicSiteOffersLettersToEverybody looks at the pages by which a search is
// followed by mail as at those of every other kind.
func TestThePublicSiteOffersLettersToEverybody(t *testing.T) {
	relay := mailtest.Start(t, nil, "", "")
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", sampleRegister)
	c.configure("mail: {smtp: \"" + relay.Addr + "\", security: none, from: bulletin@office.example}\n")
	site := serveProgram(t, c.data, "serve")
	posted(t, site.public+"search/subscribe", url.Values{"query": {"q=учёт&register=programs&from=2001-01-01"}, "address": {follower}}, http.StatusOK)
	token := tokenIn(t, awaitLetter(t, relay, 1), "/search/confirm/")
	axe := readAxe(t)
	b := newBrowser(t, site.public)
	for _, page := range [][2]string{
		{"search-letters", "search?q=программа"}, {"search-narrowed", "search?q=программа&register=programs&from=2001-01-01&facet=year%3D2001"},
		{"letters-sent", "search/subscribe/sent"}, {"letters-confirm", "search/confirm/" + token}, {"letters-end", "search/unsubscribe/" + token},
		{"letters-dead-link", "search/confirm/00000000000000000000000000000000"},
	} {
		b.fitsAll(axe, []string{"light", "dark"}, page[0], page[1])
	}
}
