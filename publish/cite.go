package publish

import (
	"strings"

	"vestnik/pipeline"
)

// citedAuthors is up to how many authors a reference names all; of more it names
// the first three (ГОСТ Р 7.0.100-2018).
const (
	citedAuthors = 4
	citedFirst   = 3
	// bibAuthors is up to how many BibTeX gets; styles cut such lists anyway.
	bibAuthors = 20
)

// accessed stands where a reader writes the day: the clock of the press would make
// the same page differ from one day to the next.
const accessed = "(дата обращения: ДД.ММ.ГГГГ)"

// Citation is a reference to an issue or an entry: as ГОСТ Р 7.0.100-2018 has it,
// and as BibTeX.
type Citation struct {
	Text   string
	BibTeX string
}

// citeIssue is the reference to an issue of the bulletin as a whole.
func (p *Press) citeIssue(e Edition) Citation {
	address := p.base + issuePath(e.ref())
	city := Clean(p.config.Office.City)
	text := e.Title + " : официальный бюллетень / " + e.Publisher + ". – " + joinNonEmpty(", ", city, decimal(e.Year)) +
		". – № " + decimal(e.Number) + " (" + dayAndMonth(LongDate(e.Date)) + "). – URL: " + address + " " + accessed + ". – Текст : электронный."
	return Citation{text, bibTeX("periodical", "bulletin-"+Segment(e.Series)+"-"+decimal(e.Year)+"-"+decimal(e.Number), [][2]string{
		{"title", e.Title}, {"organization", e.Publisher}, {"address", city}, {"year", decimal(e.Year)}, {"number", decimal(e.Number)},
		{"date", e.Date.String()}, {"url", address}, {"language", "russian"},
	})}
}

// dayAndMonth cuts the year off a long date, which the reference has named.
func dayAndMonth(date string) string {
	parts := strings.Fields(date)
	return strings.Join(parts[:min(2, len(parts))], " ")
}

// citeEntry is the reference to an entry, as to a document of a patent kind.
// Authors who declined to be named are not named here either.
func (p *Press) citeEntry(r Record) Citation {
	register := p.registerOf(r.Register)
	address := p.base + r.URL
	facts := []string{"№ " + r.ApplicationNo, "заявл. " + shortDate(r.ApplicationDate), "опубл. " + shortDate(r.PublishedOn)}
	if r.ApplicationNo == "" {
		facts = facts[1:]
	}
	if r.ApplicationDate.IsZero() {
		facts = facts[len(facts)-1:]
	}
	if r.Issue != nil {
		facts[len(facts)-1] += ", Бюл. № " + decimal(r.Issue.Number)
	}
	responsible := joinNonEmpty(" ; ", citedNames(r.Authors), holdersCited(r.Holders))
	if responsible != "" {
		responsible = " / " + responsible
	}
	text := "Свидетельство о государственной регистрации " + register.Object + " № " + r.Number + " Российская Федерация. " +
		r.heading() + " : " + strings.Join(facts, " : ") + responsible + ". – URL: " + address + " " + accessed + ". – Текст : электронный."
	return Citation{text, bibTeX("misc", Segment(string(r.Register))+"-"+Segment(r.Number), [][2]string{
		{"author", strings.Join(surnamesApart(r.Authors), " and ")}, {"title", r.heading()}, {"number", r.Number}, {"holder", strings.Join(r.holderNames(), " and ")},
		{"howpublished", "Свидетельство о государственной регистрации " + register.Object}, {"year", yearText(r.PublishedOn.Year)},
		{"date", r.PublishedOn.String()}, {"url", address}, {"language", "russian"},
	})}
}

// citedNames names authors with their initials before the surname.
func citedNames(authors []pipeline.Party) string {
	var names []string
	for _, author := range authors {
		surname, initials := initialsOf(author.Name)
		names = append(names, joinNonEmpty(" ", initials, surname))
	}
	if len(names) > citedAuthors {
		return strings.Join(names[:citedFirst], ", ") + " [и др.]"
	}
	return strings.Join(names, ", ")
}

func holdersCited(holders []pipeline.Party) string {
	if len(holders) == 0 {
		return ""
	}
	var names []string
	for _, holder := range holders {
		names = append(names, holder.Name)
	}
	label := "правообладатель "
	if len(names) > 1 {
		label = "правообладатели: "
	}
	return label + strings.Join(names, ", ")
}

// initialsOf takes "Иванов Иван Иванович" apart into the surname and "И. И.". A
// name of another make, or one that has initials already, stays whole.
func initialsOf(name string) (surname, initials string) {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 3 || strings.ContainsAny(name, ".,()«»\"") {
		return name, ""
	}
	var letters []string
	for _, word := range words[1:] {
		letters = append(letters, string([]rune(word)[:1])+".")
	}
	return words[0], strings.Join(letters, " ")
}

// surnamesApart writes names as BibTeX reads them: "Иванов, Иван Иванович"; "others"
// stands for the rest of many.
func surnamesApart(authors []pipeline.Party) []string {
	var names []string
	for i, author := range authors {
		if i == bibAuthors {
			return append(names, "others")
		}
		if surname, initials := initialsOf(author.Name); initials != "" {
			names = append(names, surname+", "+strings.TrimSpace(strings.TrimPrefix(Clean(author.Name), surname)))
			continue
		}
		names = append(names, author.Name)
	}
	return names
}

// bibTeX writes an entry of BibTeX; fields without a value are left out.
func bibTeX(kind, key string, fields [][2]string) string {
	var b strings.Builder
	b.WriteString("@" + kind + "{" + key + ",\n")
	for _, field := range fields {
		if field[1] != "" {
			b.WriteString("  " + field[0] + " = {" + escapeTeX(field[1]) + "},\n")
		}
	}
	return b.String() + "}\n"
}

// escapeTeX makes text that TeX sets as it reads, and that cannot end a field.
func escapeTeX(text string) string {
	return teX.Replace(strings.Join(strings.Fields(Clean(text)), " "))
}

var teX = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `$`, `\$`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

// markdown is the reference as a section of a page, which has it as a file too.
func (c Citation) markdown(page string) string {
	return "## Как сослаться {#cite}\n\nПо ГОСТ Р 7.0.100-2018:\n\n> " + Text(c.Text) + "\n\n" + link("BibTeX", PathOf(page, BibTeX)) + ":\n\n```\n" + strings.TrimSpace(strings.ReplaceAll(c.BibTeX, "`", "'")) + "\n```\n\n"
}
