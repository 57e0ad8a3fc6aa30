package publish

import (
	"context"
	"io"
	"strconv"
	"strings"
)

// How many issues and entries the first page shows.
const (
	homeIssues  = 5
	homeRecords = 12
)

// homeRoom is the first page, its table every entry of every register.
var homeRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 1 || parts[0] != "" {
			return Page{}, false, nil
		}
		page, err := s.homePage(ctx)
		return page, err == nil, err
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		page, err := s.homePage(ctx)
		if err != nil {
			return err
		}
		return yield(page)
	},
}

// homePage leads to what people come for, under the search box, and shows what was
// published lately.
func (s *Site) homePage(ctx context.Context) (Page, error) {
	p := s.press
	var b strings.Builder
	b.WriteString("# " + Text(siteTitle) + "\n\n" + Text(p.config.Office.Name) + " публикует здесь сведения о зарегистрированных результатах интеллектуальной деятельности. Вышедший выпуск бюллетеня не меняется никогда.\n\n")
	if err := s.writeHomeFigures(ctx, &b); err != nil {
		return Page{}, err
	}
	p.writeErrands(&b)
	b.WriteString("## Последние выпуски {#issues}\n\n")
	issues := newestIssues(s.Survey.Issues, homeIssues)
	if len(issues) == 0 {
		b.WriteString("Ни одного выпуска ещё не вышло.\n\n")
	}
	for _, issue := range issues {
		b.WriteString("- " + p.issueLink(issue) + "\n")
	}
	b.WriteString("\n## Последние публикации {#latest}\n\n")
	writeRecordTable(&b, p, s.Survey.latest(homeRecords))
	return Page{
		Path: "", Title: p.config.Office.ShortName, Class: "home", Updated: s.Survey.updated(),
		Lead:     "Официальный бюллетень: " + p.config.Office.Name,
		Markdown: b.String(), Aside: s.homeAside(), Search: &SearchBox{},
		List: s.homeList(),
	}, nil
}

// writeHomeFigures tells in a line how much came and how long it takes; nothing
// where no figures are kept or no issue has come out.
func (s *Site) writeHomeFigures(ctx context.Context, b *strings.Builder) error {
	if s.press.config.Figures == nil {
		return nil
	}
	figures, err := s.figures(ctx)
	if err != nil || len(figures.Services) == 0 {
		return err
	}
	received, published, pending := 0, 0, 0
	for _, service := range figures.Services {
		received += service.Received
		published += service.Published
		pending += service.Pending
	}
	b.WriteString("На " + LongDate(figures.To) + " поступило " + plural(received, "заявка", "заявки", "заявок") + ", опубликовано " + decimal(published) + ", рассматривается " + decimal(pending) + ".")
	if figures.Median > 0 {
		b.WriteString(" От поступления до публикации в половине случаев прошло не больше " + daysGenitive(figures.Median) + ".")
	}
	b.WriteString(" " + link("Показатели работы", figuresPath) + "\n\n")
	return nil
}

// daysGenitive is "21 дня", "40,5 дня" or "40 дней": behind "не больше".
func daysGenitive(days float64) string {
	number := strings.ReplaceAll(strconv.FormatFloat(days, 'f', -1, 64), ".", ",")
	whole := int(days)
	if float64(whole) != days || whole%10 == 1 && whole%100 != 11 {
		return number + " дня"
	}
	return number + " дней"
}

// writeErrands leads to what a person comes for who does not look for an entry.
func (p *Press) writeErrands(b *strings.Builder) {
	var d definitions
	if p.config.Regulations != nil {
		d.add("", link("Подать документы", howToPath), "Что нужно, сколько стоит, бланки и образцы заполнения")
	}
	d.add("", link("Узнать состояние заявки", "status/"), "По входящему номеру из расписки или по номеру заявки")
	if p.config.Regulations != nil {
		d.add("", link("Прочитать регламент", "regulations/"), "Порядок, сроки, основания отказа, документы")
	}
	d.add("", link("Проверить подлинность", verifyPath), "Что выпуск или запись не изменены после публикации")
	b.WriteString(d.String() + "\n")
}

// homeAside leads to the registers and to the feeds.
func (s *Site) homeAside() string {
	p := s.press
	var b strings.Builder
	b.WriteString("## Реестры {#registers}\n\n")
	for _, id := range p.registerIDs(s.Survey) {
		if register := s.Survey.Registers[id]; register != nil {
			b.WriteString("- " + link(p.registerOf(id).Title, registerPath(id)) + ": " + plural(register.Count, "запись", "записи", "записей") + "\n")
		}
	}
	b.WriteString("\n## Подписка {#feeds}\n\n")
	for _, id := range p.seriesIDs(s.Survey) {
		b.WriteString("- " + Text(p.seriesOf(id).Title) + ": " + feedLinks(feedPath(id)) + "\n")
	}
	return b.String()
}

// homeList is what was published lately as a feed, and every entry as a table.
func (s *Site) homeList() *List {
	list := s.press.recordList(s.Survey.latest(latestKept))
	list.Total = s.Survey.entries()
	list.Archive = &Archive{Current: "", Prev: s.Survey.lastArchive("")}
	list.Table = func(w io.Writer) error {
		return writeTable(recordColumns, w, func(write func(row []string) error) error {
			return s.eachRecord(context.Background(), w, func(r Record) error { return write(recordRow(r)) })
		})
	}
	list.TableInput = s.wholeInput()
	return list
}
