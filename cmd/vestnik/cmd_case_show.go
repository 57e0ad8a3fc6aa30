package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// shownCase is "case show --json".
type shownCase struct {
	ID        pipeline.CaseID         `json:"id"`
	Pack      pipeline.PackRef        `json:"pack"`
	Procedure string                  `json:"procedure"`
	State     string                  `json:"state"`
	Standing  regulation.State        `json:"standing"`
	Numbers   map[string]string       `json:"numbers"`
	Parties   []shownParty            `json:"parties"`
	Documents []pipeline.Document     `json:"documents"`
	Fields    pipeline.Fields         `json:"fields"`
	Findings  []pipeline.Finding      `json:"findings"`
	Terms     []pipeline.RunningTerm  `json:"terms"`
	Events    []pipeline.Event        `json:"events"`
	Notices   []pipeline.NoticeRecord `json:"notices"`
	Entries   []string                `json:"entries"`
	Failed    *pipeline.StageFailed   `json:"failed,omitempty"`
	Additions []pipeline.Addition     `json:"additions"` // later receipts of papers
	Links     []pipeline.LinkedCase   `json:"links"`     // other cases that bear on this one
	Proposals []regulation.Proposal   `json:"proposals"` // decisions that wait for their second person
	Reading   []pipeline.Progress     `json:"reading"`   // how the reading of each file goes or went
}

type shownParty struct {
	Role  string `json:"role"` // holder | author | representative
	Value any    `json:"value"`
}

func (a *app) caseShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show ID", Short: "One case with its history", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				c, err := h.office.CaseByNumber(ctx, args[0])
				if err != nil {
					return err
				}
				if c, err = h.office.AsOf(ctx, c); err != nil {
					return err
				}
				shown, err := show(ctx, h.office, c)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(shown)
				}
				a.printCase(c, shown)
				return nil
			})
		},
	}
}

func show(ctx context.Context, office *pipeline.Office, c *pipeline.CaseFile) (shownCase, error) {
	events, err := office.Events(ctx, c.ID)
	if err != nil {
		return shownCase{}, err
	}
	terms, err := office.Terms(ctx, c)
	if err != nil {
		return shownCase{}, err
	}
	standing, err := office.State(ctx, c)
	if err != nil {
		return shownCase{}, err
	}
	links, err := office.Linked(ctx, c)
	if err != nil {
		return shownCase{}, err
	}
	reading, err := readings(ctx, office, c)
	if err != nil {
		return shownCase{}, err
	}
	return shownCase{
		ID: c.ID, Pack: c.Pack, Procedure: c.Pack.ID, State: c.State, Standing: standing, Numbers: c.Numbers, Parties: parties(c),
		Documents: orEmpty(c.Documents), Fields: c.Fields, Findings: orEmpty(c.Findings), Terms: orEmpty(terms), Events: events,
		Notices: orEmpty(c.Notices), Entries: orEmpty(c.Entries), Failed: c.Failed,
		Additions: orEmpty(c.Additions), Links: orEmpty(links), Proposals: orEmpty(standing.Proposals), Reading: reading,
	}, nil
}

// readings tells how each file is read that anybody began to read.
func readings(ctx context.Context, office *pipeline.Office, c *pipeline.CaseFile) ([]pipeline.Progress, error) {
	list := []pipeline.Progress{}
	for i := range c.Documents {
		p, err := office.ReadingOf(ctx, &c.Documents[i])
		if err != nil {
			return nil, err
		}
		if p != nil {
			list = append(list, *p)
		}
	}
	return list, nil
}

// orEmpty makes a missing list one without elements, as JSON shows it.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func parties(c *pipeline.CaseFile) []shownParty {
	list := []shownParty{}
	for _, r := range c.Fields[pipeline.FieldHolders].Values {
		list = append(list, shownParty{"holder", r.Value})
	}
	for _, r := range c.Fields[pipeline.FieldAuthors].Values {
		list = append(list, shownParty{"author", r.Value})
	}
	if r := c.Fields[pipeline.FieldRepresentative]; r.Value != nil {
		list = append(list, shownParty{"representative", r.Value})
	}
	return list
}

func (a *app) printCase(c *pipeline.CaseFile, s shownCase) {
	fmt.Fprintf(a.out, "Дело %s — %s\n", c.ID, s.Standing.Title)
	for i := range c.Documents {
		d := &c.Documents[i]
		later := ""
		if came, _ := c.ReceivedOf(d); d.Added > 0 {
			later = ", поступил " + came.Format("02.01.2006")
		}
		fmt.Fprintf(a.out, "  %s — %s, страниц: %d%s\n", d.Name, a.kindTitle(c.Pack.ID, d.Kind), d.Pages, later)
	}
	for _, p := range s.Reading {
		fmt.Fprintf(a.out, "  %s\n", readingLine(p))
	}
	printFields(a.out, c.Fields)
	for _, f := range c.Findings {
		fmt.Fprintf(a.out, "  %-14s %-14s п. %-12s %s\n", f.Verdict, f.Rule, f.Point, f.Message)
	}
	for _, t := range s.Terms {
		fmt.Fprintf(a.out, "  срок %-9s %s до %s (%s, п. %s)\n", t.Rule, t.Title, t.Due, t.Status, t.Point)
	}
	for _, l := range s.Links {
		fmt.Fprintf(a.out, "  связано: %s — %s (%s)\n", l.Case.ID, l.Title, l.Case.StateTitle)
	}
	for _, p := range s.Proposals {
		fmt.Fprintf(a.out, "  ожидает подписи: %s (%s)\n", p.Command, p.By)
	}
	for _, e := range s.Events {
		fmt.Fprintf(a.out, "  %3d %s %-10s %s\n", e.Seq, e.At.Format("02.01.2006 15:04"), e.Actor, e.Type)
	}
}

// readingLine says how far the reading of a file is, or how it went.
func readingLine(p pipeline.Progress) string {
	line := fmt.Sprintf("чтение «%s»: %d из %d с.", p.Document, p.Done, p.Pages)
	if p.Rate > 0 {
		line += fmt.Sprintf(", страниц в секунду: %.2g", p.Rate)
	}
	switch {
	case !p.Ended.IsZero():
		line += ", окончено " + p.Ended.Format("02.01.2006 15:04:05")
	case p.Left > 0:
		line += fmt.Sprintf(", осталось около %.0f с", p.Left)
	}
	if p.Retries > 0 {
		line += fmt.Sprintf(", прервано и продолжено: %d", p.Retries)
	}
	return line
}
