package publish

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish/plot"
)

const figuresPath = "figures/"

// figuresRoom is figures/, where the press has a board of figures.
var figuresRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 1 || parts[0]+"/" != figuresPath || s.press.config.Figures == nil {
			return Page{}, false, nil
		}
		page, err := s.figuresPage(ctx)
		return page, err == nil, err
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		if s.press.config.Figures == nil {
			return nil
		}
		page, err := s.figuresPage(ctx)
		if err != nil {
			return err
		}
		return yield(page)
	},
}

// figuresDay is the day as of which the figures are told: that of the newest issue
// closed here. So the page changes when an issue comes out and not by itself.
func (s *Survey) figuresDay() workday.Date {
	var day workday.Date
	for _, issue := range s.Issues {
		if !issue.Imported && issue.Date.After(day) {
			day = issue.Date
		}
	}
	return day
}

// keptFigures holds the figures of a site once they are counted: they read every
// case.
type keptFigures struct {
	mu   sync.Mutex
	done *pipeline.PublicFigures
}

func (s *Site) figures(ctx context.Context) (pipeline.PublicFigures, error) {
	day := s.Survey.figuresDay()
	if day.IsZero() {
		return pipeline.PublicFigures{}, nil
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if s.kept.done != nil {
		return *s.kept.done, nil
	}
	figures, err := s.press.config.Figures.PublicFigures(ctx, workday.Date{}, day)
	if err == nil {
		s.kept.done = &figures
	}
	return figures, err
}

// figuresPage tells of each service how many filings came, what became of them and
// how long that took.
func (s *Site) figuresPage(ctx context.Context) (Page, error) {
	figures, err := s.figures(ctx)
	if err != nil {
		return Page{}, err
	}
	var b strings.Builder
	b.WriteString("# Показатели работы\n\n")
	if len(figures.Services) == 0 {
		b.WriteString("Показатели появятся, когда выйдет первый выпуск бюллетеня.\n")
	} else {
		b.WriteString("Сколько заявок поступило, что с ними стало и сколько это заняло: с начала работы по " + LongDate(figures.To) + ", день последнего выпуска. Месяцы, в которые поступило меньше пяти заявок, соединены с соседними.\n\n")
	}
	for _, service := range figures.Services {
		if service.Received != service.Published+service.Refused+service.Pending {
			return Page{}, &pipeline.Error{Op: "tell figures", Doc: service.Pack, Kind: pipeline.Corrupt,
				Advice: "Показатели не сходятся: поступило не столько, сколько опубликовано, окончено иначе и рассматривается вместе."}
		}
		writeServiceFigures(&b, service)
	}
	return Page{Path: figuresPath, Title: "Показатели работы", Lead: "Сколько заявок поступает, чем они кончаются и сколько это занимает", Class: "text", Markdown: b.String(), Updated: figures.To, Data: figures}, nil
}

func writeServiceFigures(b *strings.Builder, f pipeline.ServiceFigures) {
	id := Segment(f.Pack)
	b.WriteString("## " + Text(f.Title) + " {#" + id + "}\n\n")
	fmt.Fprintf(b, "Поступило **%d** = опубликовано **%d** + окончено иначе **%d** + рассматривается **%d**.\n\n", f.Received, f.Published, f.Refused, f.Pending)
	b.WriteString("Окончено иначе — это отказы, отзывы и признание заявки неподанной.")
	if f.Over > 0 {
		fmt.Fprintf(b, " Сроков соблюдено: %d из %d.", f.Kept, f.Over)
	}
	b.WriteString("\n\n![" + Text(chartOf(f).Title) + "; числа — в таблице ниже](" + rootMark + chartPath(f) + ")\n\n")
	b.WriteString("| Месяцы | Поступило | Опубликовано | Окончено иначе | Рассматривается на конец | От поступления до публикации, дней (медиана) |\n|:--|--:|--:|--:|--:|--:|\n")
	for _, m := range f.Months {
		median := "—"
		if m.Median > 0 {
			median = strings.ReplaceAll(strconv.FormatFloat(m.Median, 'f', -1, 64), ".", ",")
		}
		b.WriteString(tableRow([]string{monthsName(m), decimal(m.Received), decimal(m.Published), decimal(m.Refused), decimal(m.Pending), median}))
	}
	b.WriteString("\n")
}

// monthsName is "03.2026", or "01.2026–03.2026".
func monthsName(m pipeline.MonthFigures) string {
	name := func(d workday.Date) string { return fmt.Sprintf("%02d.%04d", int(d.Month), d.Year) }
	if name(m.From) == name(m.To) {
		return name(m.From)
	}
	return name(m.From) + "–" + name(m.To)
}

func chartPath(f pipeline.ServiceFigures) string { return figuresPath + Segment(f.Pack) + ".svg" }

// chartOf shows what came, what was published and what was left, by month.
func chartOf(f pipeline.ServiceFigures) plot.Chart {
	chart := plot.Chart{
		Title:       f.Title + ": поступило, опубликовано, рассматривается",
		Description: "Столбцы по месяцам. Те же числа стоят в таблице на странице показателей.",
		Series:      []plot.Series{{Name: "Поступило"}, {Name: "Опубликовано"}, {Name: "Рассматривается"}},
	}
	for _, m := range f.Months {
		chart.Groups = append(chart.Groups, monthsName(m))
		for i, n := range []int{m.Received, m.Published, m.Pending} {
			chart.Series[i].Values = append(chart.Series[i].Values, float64(n))
		}
	}
	return chart
}

// chartFiles are the charts of the page.
func chartFiles(s *Site) ([]SiteFile, error) {
	if s.press.config.Figures == nil {
		return nil, nil
	}
	figures, err := s.figures(context.Background()) // what files there are is asked without one
	if err != nil {
		return nil, err
	}
	var files []SiteFile
	for _, service := range figures.Services {
		files = append(files, wholeFile(chartPath(service), "image/svg+xml", plot.Bars(chartOf(service))))
	}
	return files, nil
}
