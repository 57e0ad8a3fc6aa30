package publish

import "strings"

// Identifiers in the manner of the European Legislation Identifier name what the
// office publishes by jurisdiction, agent, kind and number, apart from where the
// site keeps it: eli/ru/{agent}/bulletin/{series}/{year}/{number} and
// eli/ru/{agent}/register/{register}/{number}. They are the paths of the pages
// under a prefix that says whose they are; the site leads from one to the other.

func (p *Press) eliPrefix() string { return "eli/ru/" + p.config.Office.agent() + "/" }

// eli is the identifier of the matter of a page, apart from the page itself.
func (p *Press) eli(page string) string {
	return p.base + p.eliPrefix() + strings.TrimSuffix(page, "/")
}

// eliOf is the same as a property.
func (p *Press) eliOf(page string) ldNode {
	return node("PropertyValue", "propertyID", "ELI", "value", p.eli(page))
}

// ELIPage returns the page that an identifier, relative to the site's root, leads
// to; false when it is none of this office's.
func (p *Press) ELIPage(identifier string) (page string, ok bool) {
	page, ok = strings.CutPrefix(strings.TrimSuffix(identifier, "/"), p.eliPrefix())
	if !ok || !strings.HasPrefix(page, "bulletin/") && !strings.HasPrefix(page, "register/") {
		return "", false
	}
	return page + "/", true
}
