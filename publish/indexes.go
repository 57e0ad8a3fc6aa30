package publish

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"vestnik/pipeline"
)

// place is where an issue speaks of an object.
type place struct {
	key    string // of the entry or record
	record Record
	title  string
	kind   string // of the notice
	link   string // Markdown
}

// placesOf lists every place that an index may lead to; at gives the link to it.
func (p *Press) placesOf(e Edition, at func(record Record, fragment string) string) []place {
	places := make([]place, 0, e.count())
	for _, r := range e.Entries {
		kind := "Государственная регистрация " + p.registerOf(r.Register).Objects
		places = append(places, place{r.key(), r, r.heading(), kind, at(r, anchor(r))})
	}
	for _, o := range e.Records {
		places = append(places, place{o.key(), o.record(), o.Notification.Title + ": " + o.heading(), o.Notification.Title, at(o.record(), o.anchor())})
	}
	return places
}

// index is an index of an issue or of a year.
type index struct {
	id, title string
	head      string // of its table, in Markdown
	names     bool   // its rows are in alphabetical order
	rows      []indexRow
}

// indexRow is one row; its name is what it is found by.
type indexRow struct{ name, markdown string }

// rowNumbers is how many numbers stand in one row: of a name that has more, the
// next row goes on, so that a row always fits a page.
const rowNumbers = 100

// numberIndex is the title of the index by number.
const numberIndex = "Указатель номеров"

// nameIndex is an index by names.
type nameIndex struct {
	id, title, column string
	sorted            bool // in alphabetical order, letter by letter
	names             func(place) []string
}

var nameIndexes = []nameIndex{
	{"by-holder", "Указатель правообладателей", personColumn, true, func(at place) []string { return at.record.holderNames() }},
	{"by-author", "Указатель авторов", personColumn, true, func(at place) []string { return at.record.authorNames() }},
	{"by-kind", "Указатель видов извещений", "Извещение", false, func(at place) []string { return []string{at.kind} }},
}

const personColumn = "Имя или наименование"

// indexesOf returns the indexes by number, holder, author and kind of notice that
// have anything to tell.
func indexesOf(places []place) []index {
	numbers := index{id: "by-number", title: numberIndex, head: "| Номер | Название |\n|:--|:--|\n"}
	for _, at := range places {
		numbers.rows = append(numbers.rows, indexRow{at.record.Number, "| " + at.link + " | " + Text(at.title) + " |\n"})
	}
	all := []index{numbers}
	for _, x := range nameIndexes {
		all = append(all, index{x.id, x.title, "| " + x.column + " | Номера |\n|:--|:--|\n", x.sorted, nameRows(places, x.names)})
	}
	return slices.DeleteFunc(all, func(x index) bool { return len(x.rows) == 0 })
}

// named is a name with the places that name it.
type named struct {
	name   string
	places []place
}

// namedPlaces lists names in Russian alphabetical order, each with its places.
func namedPlaces(places []place, namesOf func(place) []string) []named {
	var list []named
	known := make(map[string]int)
	for _, at := range places {
		for _, name := range namesOf(at) {
			i, seen := known[name]
			if !seen {
				i = len(list)
				known[name] = i
				list = append(list, named{name: name})
			}
			list[i].places = append(list[i].places, at)
		}
	}
	russian := collate.New(language.Russian, collate.IgnoreCase)
	slices.SortFunc(list, func(a, c named) int {
		return cmp.Or(russian.CompareString(a.name, c.name), cmp.Compare(a.name, c.name))
	})
	return list
}

// nameRows are the rows of an index by names.
func nameRows(places []place, namesOf func(place) []string) []indexRow {
	var rows []indexRow
	for _, found := range namedPlaces(places, namesOf) {
		links := make([]string, len(found.places))
		for i, at := range found.places {
			links[i] = at.link
		}
		shown := Text(found.name)
		for some := range slices.Chunk(slices.Compact(links), rowNumbers) {
			rows = append(rows, indexRow{found.name, "| " + shown + " | " + strings.Join(some, ", ") + " |\n"})
			shown = Text(found.name) + " (продолжение)"
		}
	}
	return rows
}

// markdown is the rows from, but not including, to as a table.
func (x index) markdown(r run) string {
	var b strings.Builder
	b.WriteString(x.head)
	for _, row := range x.rows[r.from:r.to] {
		b.WriteString(row.markdown)
	}
	return b.String() + "\n"
}

// whole is the index as a section of a longer text.
func (x index) whole() string {
	return "## " + x.title + " {#" + x.id + "}\n\n" + x.markdown(run{0, len(x.rows)})
}

func (x index) runs() []run {
	sizes := make([]int, len(x.rows))
	for i, row := range x.rows {
		sizes[i] = htmlSize(row.markdown)
	}
	return runsOf(sizes, pageBudget)
}

// linksTo leads to indexes that stand apart, under a folder.
func linksTo(indexes []index, folder string) string {
	var b strings.Builder
	b.WriteString("## Указатели {#indexes}\n\n")
	for _, x := range indexes {
		b.WriteString("- " + link(x.title, folder+x.id+"/") + "\n")
	}
	return b.String() + "\n"
}

// indexPages returns the pages of an index under a folder, all like the model.
func indexPages(x index, folder string, model Page) []Page {
	path := func(number int) string {
		if number == 1 {
			return folder + x.id + "/"
		}
		return folder + x.id + "/" + decimal(number) + "/"
	}
	runs := x.runs()
	pages := make([]Page, len(runs))
	for i, r := range runs {
		page := model
		title := x.title
		if len(runs) > 1 {
			title += ": " + spanOf(shortened(x.rows[r.from].name), shortened(x.rows[r.to-1].name))
		}
		page.Path, page.Title = path(i+1), title+". "+model.Title
		page.Markdown = "# " + Text(title) + "\n\n" + Text(model.Title) + "\n\n" + x.letters(runs, path) + x.markdown(r)
		page.Paging = &Paging{Name: "Страницы указателя", Number: i + 1, Of: len(runs), Path: path}
		pages[i] = page
	}
	return pages
}

// letters leads from each initial letter to the page where it begins.
func (x index) letters(runs []run, path func(int) string) string {
	if !x.names || len(runs) < 2 {
		return ""
	}
	var links []string
	seen := make(map[rune]bool)
	for i, r := range runs {
		for _, row := range x.rows[r.from:r.to] {
			letter := initial(row.name)
			if letter != 0 && !seen[letter] {
				seen[letter] = true
				links = append(links, link(string(letter), path(i+1)))
			}
		}
	}
	return strings.Join(links, " · ") + "\n\n"
}

// initial is the first letter of a name, as a capital; 0 where it has none.
func initial(name string) rune {
	for _, r := range name {
		if unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
	}
	return 0
}

// shortenedRunes is how long a name in a title may be.
const shortenedRunes = 40

func shortened(name string) string {
	if utf8.RuneCountInString(name) <= shortenedRunes {
		return name
	}
	return strings.TrimSpace(string([]rune(name)[:shortenedRunes-1])) + "…"
}

func (r Record) holderNames() []string { return partyNames(r.Holders) }

func (r Record) authorNames() []string { return partyNames(r.Authors) }

func partyNames(parties []pipeline.Party) []string {
	names := make([]string, len(parties))
	for i, party := range parties {
		names[i] = PartyName(party)
	}
	return names
}
