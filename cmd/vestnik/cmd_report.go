package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func (a *app) reportCommand() *cobra.Command {
	var days periodFlags
	cmd := &cobra.Command{
		Use: "report", Short: "Figures of control: cases, terms kept and broken, interactions, complaints, spot checks", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			period, err := days.span()
			if err != nil {
				return err
			}
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				figures, err := h.office.Figures(cmd.Context(), period.From, period.To)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(figures)
				}
				a.printFigures(figures)
				return nil
			})
		},
	}
	days.add(cmd)
	return cmd
}

// periodFlags are the first and the last day of a report, as typed.
type periodFlags struct{ from, to string }

func (p *periodFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&p.from, "from", "", "first day, YYYY-MM-DD; from the beginning by default")
	cmd.Flags().StringVar(&p.to, "to", "", "last day, YYYY-MM-DD; today by default")
}

// span reads the days; one that was not given stays zero.
func (p *periodFlags) span() (period pipeline.Span, err error) {
	for _, d := range []struct {
		flag, text string
		date       *workday.Date
	}{{"--from", p.from, &period.From}, {"--to", p.to, &period.To}} {
		if d.text == "" {
			continue
		}
		if *d.date, err = workday.ParseDate(d.text); err != nil {
			return period, usageError{fmt.Errorf("%s: %w", d.flag, err)}
		}
	}
	return period, nil
}

// told says the period in words.
func told(from, to workday.Date) string {
	if from.IsZero() {
		return "по " + to.String()
	}
	return "с " + from.String() + " по " + to.String()
}

func (a *app) printFigures(f pipeline.Figures) {
	fmt.Fprintf(a.out, "Показатели %s, на %s\n", told(f.From, f.To), f.At.Format(time.DateTime))
	a.printProcedures(f.Procedures)
	a.printTermFigures(f.Terms)
	a.printMeasures(f.Measures)
	a.printSamples(f.Samples)
}

func (a *app) printProcedures(list []pipeline.ProcedureFigures) {
	fmt.Fprintln(a.out, "\nДела")
	if len(list) == 0 {
		fmt.Fprintln(a.out, "  за период дел не поступало")
	}
	for _, p := range list {
		fmt.Fprintf(a.out, "  %s: поступило %d, завершено %d, в работе %d\n", p.Title, p.Received, p.Decided, p.Pending)
		for _, o := range p.Outcomes {
			fmt.Fprintf(a.out, "    %s: %d\n", o.Title, o.Count)
		}
		i := p.Interactions
		fmt.Fprintf(a.out, "    взаимодействий с заявителем: %d (документы от заявителя %d, документы заявителю %d, иные %d), на дело в среднем %s, наибольшее %d\n",
			i.Total, i.Papers, i.Notices, i.Other, decimal(i.Mean), i.Most)
	}
}

func (a *app) printTermFigures(list []pipeline.TermFigures) {
	fmt.Fprintln(a.out, "\nСроки")
	if len(list) == 0 {
		fmt.Fprintln(a.out, "  за период сроков не открывалось")
	}
	for _, t := range list {
		fmt.Fprintf(a.out, "  %s п. %s %s: всего %d, соблюдено %d, нарушено %d, идёт %d, просрочено %d", t.Term, t.Point, t.Title, t.Runs, t.Kept, t.Broken, t.Running, t.Overdue)
		if over := t.Kept + t.Broken + t.Overdue; over > 0 {
			fmt.Fprintf(a.out, "; доля соблюдённых %s %%", decimal(100*t.Share))
		}
		if t.Kept+t.Broken > 0 {
			unit := "раб. дн."
			if t.Unit == "minutes" {
				unit = "мин."
			}
			fmt.Fprintf(a.out, "; медиана %s %s, наибольшее %s %s", decimal(t.Median), unit, decimal(t.Most), unit)
		}
		fmt.Fprintln(a.out)
	}
}

func (a *app) printMeasures(list []pipeline.MeasureFigures) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(a.out, "\nИные показатели")
	for _, m := range list {
		fmt.Fprintf(a.out, "  %s (п. %s): %d из %d\n", m.Title, m.Point, m.Count, m.Of)
		for _, s := range m.Missing {
			fmt.Fprintf(a.out, "    не проведено: с %s по %s\n", s.From, s.To)
		}
	}
}

func (a *app) printSamples(list []pipeline.Sample) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(a.out, "\nДела для выборочной проверки")
	for _, s := range list {
		names := make([]string, len(s.Cases))
		for i, id := range s.Cases {
			names[i] = string(id)
		}
		note := ""
		if s.Provisional {
			note = " (квартал не окончен)"
		}
		fmt.Fprintf(a.out, "  %s%s: %d из %d — %s\n", s.Quarter, note, len(s.Cases), s.Of, strings.Join(names, ", "))
	}
}

// decimal writes a number with at most one decimal, as Russian texts do.
func decimal(v float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0"), ".", ",", 1)
}
