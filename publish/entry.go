package publish

import (
	"strconv"
	"strings"
)

func decimal(n int) string { return strconv.Itoa(n) }

// unnamed stands where a source gives no title: a page never has a blank heading.
const unnamed = "Название не указано"

func (r Record) heading() string {
	if r.Title == "" {
		return unnamed
	}
	return r.Title
}

// definitions writes a Markdown definition list of INID-coded fields.
type definitions struct{ b strings.Builder }

// add writes one field with its values; a field without values is left out.
// A code is "(54)" or empty.
func (d *definitions) add(code, name string, values ...string) {
	var kept []string
	for _, v := range values {
		if v != "" {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 {
		return
	}
	if d.b.Len() > 0 {
		d.b.WriteByte('\n')
	}
	if code != "" {
		d.b.WriteString("**" + code + "** ")
	}
	d.b.WriteString(name + "\n")
	for _, v := range kept {
		d.b.WriteString(":   " + v + "\n")
	}
}

func (d *definitions) text(code, name, value string) { d.add(code, name, Text(value)) }

func (d *definitions) String() string { return d.b.String() }

// entryFields writes the fields of an entry in the order of the office's
// published page, with the customary INID codes (ВОИС ST.9).
func (p *Press) entryFields(r Record) string {
	if r.Elsewhere {
		return p.referredFields(r)
	}
	var d definitions
	d.text("(11)", p.registerOf(r.Register).numberLabel(), r.Number)
	d.text("(24)", "Дата регистрации", shortDate(r.Date))
	d.text("(21)(22)", "Номер и дата поступления заявки", joinNonEmpty(", ", r.ApplicationNo, shortDate(r.ApplicationDate)))
	d.add("(45)", "Дата публикации и номер бюллетеня", p.publishedIn(r))
	d.text("(98)", "Контактные реквизиты", r.Contacts)
	d.add("(72)", authorsLabel(r), authorLines(r)...)
	d.add("(73)", p.registerOf(r.Register).holderLabel(len(r.Holders)), holderLines(r)...)
	d.text("", "Создано по государственному или муниципальному контракту", r.StateContract)
	d.text("(54)", "Название "+p.registerOf(r.Register).Object, r.heading())
	d.add("(57)", "Реферат", abstractBody(r.Abstract))
	d.text("", "Тип реализующей ЭВМ", r.ComputerType)
	d.text("", "Язык программирования", r.Language)
	if r.Kind == "program" {
		d.text("", "Вид и версия операционной системы", r.OS)
	} else {
		d.text("", "Вид и версия системы управления базой данных", r.DBMS)
		d.text("", "Вид и версия операционной системы", r.OS)
	}
	d.text("", "Объём "+p.registerOf(r.Register).Object, r.Size)
	d.add("", "Год создания", yearText(r.CreationYear))
	d.add("", "Год обнародования", yearText(r.PublicationYear))
	if r.Source == openData {
		d.add("", "Источник", "исторические открытые данные ведомства")
	}
	d.add("", "Сомнения в источнике", textAll(r.Doubts)...)
	return d.String()
}

// referredFields writes what is known of an object that another register holds.
func (p *Press) referredFields(r Record) string {
	register := p.registerOf(r.Register)
	var d definitions
	d.text("(11)", register.numberLabel(), r.Number)
	d.add("(73)", register.holderLabel(len(r.Holders)), holderLines(r)...)
	d.text("(54)", "Название "+register.Object, r.heading())
	return d.String()
}

// openData is Entry.Source of imported history.
const openData = "open-data"

// publishedIn names the day and the issue, linked, of field (45).
func (p *Press) publishedIn(r Record) string {
	if r.Issue == nil {
		return shortDate(r.PublishedOn)
	}
	issue := link("Бюл. № "+decimal(r.Issue.Number)+", "+decimal(r.Issue.Year), issuePath(*r.Issue))
	return joinNonEmpty(", ", shortDate(r.PublishedOn), issue)
}

func authorsLabel(r Record) string {
	if len(r.Authors) == 1 && !r.AuthorsDeclined {
		return "Автор"
	}
	return "Авторы"
}

// authorLines never comes back empty: an author's refusal of mention, or a
// source's silence, is said in words.
func authorLines(r Record) []string {
	lines := authorNames(r)
	switch {
	case r.AuthorsDeclined && len(lines) > 0:
		lines = append(lines, "*Иные авторы отказались быть упомянутыми в качестве таковых*")
	case r.AuthorsDeclined:
		lines = []string{"*Авторы отказались быть упомянутыми в качестве таковых*"}
	case len(lines) == 0:
		lines = []string{"*Сведения об авторах в источнике отсутствуют*"}
	}
	return lines
}

func authorNames(r Record) []string {
	var lines []string
	for _, a := range r.Authors {
		lines = append(lines, Text(PartyName(a)))
	}
	return lines
}

func holderLines(r Record) []string {
	if len(r.Holders) == 0 {
		return []string{"*Сведения о правообладателе в источнике отсутствуют*"}
	}
	var lines []string
	for _, h := range r.Holders {
		lines = append(lines, Text(PartyName(h)))
	}
	return lines
}

// abstractBody is the abstract as the body of a definition: further paragraphs
// are indented so that they stay inside it.
func abstractBody(abstract string) string {
	paragraphs := textAll(strings.Split(abstract, "\n\n"))
	return strings.Join(paragraphs, "\n\n    ")
}

func textAll(texts []string) []string {
	var escaped []string
	for _, t := range texts {
		if t = Text(t); t != "" {
			escaped = append(escaped, t)
		}
	}
	return escaped
}

func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return decimal(year)
}

func joinNonEmpty(separator string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, separator)
}

// noticeLine is the line of fields (19) and (12) above an entry.
func (p *Press) noticeLine(r Record) string {
	if r.Elsewhere {
		return "**(19)** Российская Федерация · " + Text(p.registerOf(r.Register).Title)
	}
	return "**(19)** Российская Федерация · **(12)** Государственная регистрация " + p.registerOf(r.Register).Object
}
