package publish

import (
	"context"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline"
)

func registerPath(id pipeline.RegisterID) string { return "register/" + Segment(string(id)) + "/" }

// registerYearPath cannot clash with an entry: no register number is a word.
func registerYearPath(id pipeline.RegisterID, year int) string {
	return registerPath(id) + "years/" + decimal(year) + "/"
}

// RegistersPage lists the registers.
func (p *Press) RegistersPage(s *Survey) Page {
	var b strings.Builder
	b.WriteString("# Реестры\n\n| Реестр | Записей | Открытые данные |\n|:--|--:|:--|\n")
	list := &List{Columns: []string{"register", "title", "entries", "url"}}
	for _, id := range p.registerIDs(s) {
		register, count := p.registerOf(id), 0
		if survey := s.Registers[id]; survey != nil {
			count = survey.Count
		}
		path := registerPath(id)
		b.WriteString("| " + link(register.Title, path) + " | " + decimal(count) + " | " + link("CSV", strings.TrimSuffix(path, "/")+".csv") + " |\n")
		list.Rows = append(list.Rows, []string{string(id), register.Title, decimal(count), path})
		list.Items = append(list.Items, Item{ID: strings.TrimSuffix(path, "/"), Path: path, Title: register.Title, Summary: plural(count, "запись", "записи", "записей"), Date: s.updated(), Order: time.Duration(len(list.Items)) * time.Microsecond})
	}
	list.Total = len(list.Rows)
	return Page{Path: "register/", Title: "Реестры", Lead: "Государственные реестры", Class: "index", Markdown: b.String(), Updated: s.updated(), List: list}
}

// RegisterPage shows the newest entries of a register and its years; false when
// there is no such register. Older ones are reached by the lists of days.
func (p *Press) RegisterPage(s *Survey, id pipeline.RegisterID) (Page, bool) {
	if !slices.Contains(p.registerIDs(s), id) {
		return Page{}, false
	}
	register, survey := p.registerOf(id), s.Registers[id]
	if survey == nil {
		survey = &RegisterSurvey{}
	}
	var b, aside strings.Builder
	b.WriteString("# " + Text(register.Title) + "\n\nВ реестре " + plural(survey.Count, "опубликованная запись", "опубликованные записи", "опубликованных записей") + ".\n\n## Последние публикации {#latest}\n\n")
	writeRecordTable(&b, p, survey.Latest)
	aside.WriteString("## По годам регистрации {#years}\n\n")
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(survey.Years))) {
		aside.WriteString("- " + link(yearName(year), registerYearPath(id, year)) + ": " + decimal(survey.Years[year]) + "\n")
	}
	if survey.Count == 0 {
		aside.WriteString("Записей ещё нет.\n")
	}
	list := p.recordList(survey.Latest)
	list.Total = survey.Count
	list.Archive = &Archive{Current: registerPath(id), Prev: s.lastArchive(id)}
	page := Page{
		Path: registerPath(id), Title: register.Title, Lead: register.Title + ": последние публикации", Class: "index",
		Markdown: b.String(), Aside: aside.String(), Crumbs: []Crumb{{"Реестры", "register/"}}, Updated: s.updated(), List: list,
	}
	page.LD = p.registerLD(page, survey.Count)
	return page, true
}

func yearName(year int) string {
	if year == 0 {
		return "год не указан"
	}
	return decimal(year)
}

// RegisterYearPages lists the entries registered in a year, the newest number
// first. Records come as the catalogue gives them, by number.
func (p *Press) RegisterYearPages(id pipeline.RegisterID, year int, records []Record) []Page {
	register := p.registerOf(id)
	title := register.Title + ": " + yearName(year)
	count := plural(len(records), "запись", "записи", "записей")
	records = slices.Clone(records)
	slices.Reverse(records)
	return p.inParts(Page{
		Path: registerYearPath(id, year), Title: title, Lead: title + ", " + count, Class: "index",
		Markdown: "# " + Text(title) + "\n\n" + count + ".\n\n", Crumbs: []Crumb{{"Реестры", "register/"}, {register.Title, registerPath(id)}},
	}, records)
}

// RecordsOfYear reads the public entries of a register registered in a year.
func RecordsOfYear(ctx context.Context, catalogue pipeline.Catalogue, id pipeline.RegisterID, year int) ([]Record, error) {
	var records []Record
	err := walkInto(ctx, catalogue, id, nil, func(e pipeline.Entry) error {
		if r := RecordOf(e); r.year() == year {
			records = append(records, r)
		}
		return nil
	})
	return records, err
}

// writeRegisterTable writes every public entry of a register as CSV, row by row.
func writeRegisterTable(ctx context.Context, catalogue pipeline.Catalogue, id pipeline.RegisterID, w io.Writer) error {
	return writeTable(recordColumns, w, func(write func(row []string) error) error {
		return walkInto(ctx, catalogue, id, w, func(e pipeline.Entry) error { return write(recordRow(RecordOf(e))) })
	})
}

// writeRecordTable writes entries as a table of number, title, holder and date.
func writeRecordTable(b *strings.Builder, p *Press, records []Record) {
	if len(records) == 0 {
		b.WriteString("Публикаций ещё нет.\n\n")
		return
	}
	b.WriteString("| Номер | Название | Правообладатель | Опубликовано |\n|:--|:--|:--|:--|\n")
	for _, r := range records {
		b.WriteString("| " + link(r.Number, r.URL) + " | " + Text(abridged(r.heading())) + newestNotification(r) + " | " + Text(abridged(strings.Join(r.holderNames(), "; "))) + " | " + shortDate(r.lastPublished()) + " |\n")
	}
	b.WriteString("\n")
}

// newestNotification names what was published last of an entry, where that is not
// the entry itself.
func newestNotification(r Record) string {
	if len(r.Records) == 0 {
		return ""
	}
	return " — *" + Text(r.Records[len(r.Records)-1].Title) + "*"
}

// inTable is how many characters of a title or of names a table prints; the
// entry's page has the whole.
const inTable = 160

// abridged cuts a text that is too long for a table, after a word where it can.
func abridged(text string) string {
	runes := []rune(text)
	if len(runes) <= inTable {
		return text
	}
	cut := string(runes[:inTable])
	if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
		cut = cut[:space]
	}
	return strings.TrimRight(cut, " ,;.—–-") + "…"
}

// recordList is a list whose feeds hold the whole of each entry.
func (p *Press) recordList(records []Record) *List {
	list := &List{Columns: recordColumns, Total: len(records)}
	for _, r := range records {
		list.Rows = append(list.Rows, recordRow(r))
		list.Items = append(list.Items, p.recordItem(r))
	}
	return list
}

// briefList is a list whose feeds hold the heads of entries, and lead to the rest.
func (p *Press) briefList(records []Record) *List {
	list := &List{Total: len(records)}
	for _, r := range records {
		list.Items = append(list.Items, p.briefItem(r))
	}
	return list
}

// recordItem tells all of one entry.
func (p *Press) recordItem(r Record) Item {
	item := p.briefItem(r)
	item.Markdown = p.noticeLine(r) + "\n\n" + p.entryFields(r)
	return item
}

func (p *Press) briefItem(r Record) Item {
	return Item{
		ID: strings.TrimSuffix(r.URL, "/"), Path: r.URL, Date: r.firstPublished(), Updated: r.lastPublished(), Order: numberOrder(r.Number),
		Title:   "№ " + r.Number + ". " + r.heading(),
		Summary: joinNonEmpty(". ", p.registerOf(r.Register).Title, strings.Join(r.holderNames(), "; ")),
	}
}
