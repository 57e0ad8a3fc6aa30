package publish

import "strings"

// longTitle is from how many characters on a title is long: it is set smaller,
// and cut where it only leads to its page. Registered titles run to thousands.
const longTitle = 120

// shortTitle returns a title for a tab of the browser, a crumb or a label: cut at
// a word where it is long. The page itself always has it whole.
func shortTitle(title string) string {
	title = Clean(title)
	runes := []rune(title)
	if len(runes) <= longTitle {
		return title
	}
	cut := string(runes[:longTitle])
	if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,.;:–—-") + "…"
}

func shortCrumbs(crumbs []Crumb) []Crumb {
	short := make([]Crumb, len(crumbs))
	for i, c := range crumbs {
		short[i] = Crumb{Title: shortTitle(c.Title), Path: c.Path}
	}
	return short
}

// classOf is what the stylesheet calls a page.
func classOf(page Page) string {
	if len([]rune(page.Title)) > longTitle {
		return strings.TrimSpace(page.Class + " long")
	}
	return page.Class
}
