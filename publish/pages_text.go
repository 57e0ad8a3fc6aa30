package publish

import (
	"embed"
	"strings"
)

//go:embed texts/*.md
var textFiles embed.FS

// Where the pages about the site stand.
const (
	aboutPath         = "about/"
	accessibilityPath = "accessibility/"
	dataPath          = "data/"
)

var (
	aboutRoom = single(aboutPath, func(s *Site) Page {
		return s.press.textPage(aboutPath, "О сайте", "Что публикуется на сайте и чего на нём нет", nil)
	})
	accessibilityRoom = single(accessibilityPath, func(s *Site) Page {
		return s.press.textPage(accessibilityPath, "Доступность", "Как сделано, чтобы сайтом мог пользоваться каждый", nil)
	})
	dataRoom = single(dataPath, func(s *Site) Page { return s.press.DataPage() })
)

// textPage is a page whose words we wrote: texts/{path}.md with its places filled.
// Values come as Markdown.
func (p *Press) textPage(path, title, lead string, values map[string]string) Page {
	return Page{Path: path, Title: title, Lead: lead, Class: "text", Markdown: p.fillText(strings.TrimSuffix(path, "/"), values)}
}

// fillText fills the places of an embedded text and makes its links lead to the
// site's root: "](/register/)".
func (p *Press) fillText(name string, values map[string]string) string {
	source, err := textFiles.ReadFile("texts/" + name + ".md")
	if err != nil {
		panic(err) // embedded files that cannot be read
	}
	office := p.config.Office
	pairs := []string{
		"](/", "](" + rootMark,
		"{{office}}", Text(office.Name), "{{address}}", Text(office.Address),
		"{{contact}}", joinNonEmpty(", ", Text(office.Address), Text(office.Email)),
	}
	for place, value := range values {
		pairs = append(pairs, "{{"+place+"}}", value)
	}
	return strings.NewReplacer(pairs...).Replace(string(source))
}

// DataPage tells where everything published can be taken whole.
func (p *Press) DataPage() Page {
	var registers, feeds strings.Builder
	registers.WriteString("| Реестр | Файлы |\n|:--|:--|\n")
	for _, r := range p.config.Registers {
		path := registerPath(r.ID)
		registers.WriteString("| " + link(r.Title, path) + " | " + dataLinks(r.ID) + " |\n")
	}
	for _, s := range p.config.Series {
		feeds.WriteString("- " + Text(s.Title) + ": " + feedLinks(feedPath(s.ID)) + "\n")
	}
	return p.textPage(dataPath, "Открытые данные", "Реестры и бюллетень целиком, в форматах для программ", map[string]string{
		"registers": strings.TrimSpace(registers.String()), "feeds": strings.TrimSpace(feeds.String()),
	})
}

// aboutLinks are the pages about the site, for the foot of every page.
func (p *Press) aboutLinks() []navItem {
	items := []navItem{{Title: "О сайте", Path: aboutPath}}
	if p.config.Figures != nil {
		items = append(items, navItem{Title: "Показатели работы", Path: figuresPath})
	}
	return append(items,
		navItem{Title: "Открытые данные", Path: dataPath}, navItem{Title: "Программный доступ", Path: apiDocsPath},
		navItem{Title: "Проверка подлинности", Path: verifyPath}, navItem{Title: "Доступность", Path: accessibilityPath})
}
