package desk

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strconv"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// findingRow is a finding with links to the places that it rests on.
type findingRow struct {
	pipeline.Finding
	Links []evidenceLink
}

type evidenceLink struct{ Text, Where string }

// termRow is a term in words.
type termRow struct {
	pipeline.RunningTerm
	Standing string // "идёт, осталось 5 дней"
	Mark     string // "met", "broken", "soon", "overdue", "stopped" or nothing
	Bar      termBar
}

// timelineRow is an event of the case.
type timelineRow struct {
	pipeline.Event
	Title string
}

// listFindings puts what is broken first, then what needs a person. They quote
// the papers, so that only those who see the papers see them.
func (v *caseView) listFindings() {
	if v.Private {
		return
	}
	for _, f := range v.Case.Findings {
		row := findingRow{Finding: f}
		for _, e := range f.Evidence {
			if e.Document == "" || e.Page == 0 || e.Text == "" {
				continue
			}
			link := evidenceLink{Text: e.Text, Where: where(pipeline.Digest(e.Document), e.Page, e.Field)}
			if !slices.Contains(row.Links, link) {
				row.Links = append(row.Links, link)
			}
		}
		if f.Verdict == regulation.Fail || f.Verdict == regulation.NeedsPerson {
			v.Findings = append(v.Findings, row)
		} else {
			v.Quiet = append(v.Quiet, row)
		}
	}
	sort.SliceStable(v.Findings, func(i, j int) bool {
		return v.Findings[i].Verdict == regulation.Fail && v.Findings[j].Verdict != regulation.Fail
	})
}

// where links to a place on a page.
func where(doc pipeline.Digest, page int, path string) string {
	q := url.Values{"doc": {string(doc)}, "page": {strconv.Itoa(page)}}
	if path != "" {
		q.Set("field", path)
	}
	return "?" + q.Encode() + "#page"
}

// listTerms tells the terms, the running ones first, and which falls due next.
func (d *Desk) listTerms(ctx context.Context, v *caseView) error {
	terms, err := d.Office.Terms(ctx, v.Case)
	if err != nil {
		return err
	}
	v.Chart = newTermChart(terms, d.Clock(), d.Office.Zone())
	for _, t := range terms {
		row := v.termRow(t, d)
		row.Bar = v.Chart.bar(t)
		v.Terms = append(v.Terms, row)
	}
	sort.SliceStable(v.Terms, func(i, j int) bool {
		a, b := v.Terms[i], v.Terms[j]
		if (a.Met == nil) != (b.Met == nil) {
			return a.Met == nil
		}
		return a.Due.Before(b.Due)
	})
	for i := range v.Terms {
		if t := &v.Terms[i]; t.Met == nil && t.Status != statusStopped && !v.Standing.Terminal {
			v.Nearest = t
			break
		}
	}
	return nil
}

// statusStopped is the status of a term that stands still: the case is in a state
// that stops terms.
const statusStopped = "stopped"

// soonDays is from how many days before its end a term is shown as pressing.
const soonDays = 3

func (v *caseView) termRow(t pipeline.RunningTerm, d *Desk) termRow {
	row := termRow{RunningTerm: t, Mark: t.Status}
	left := v.Today.DaysUntil(t.Due)
	switch {
	case t.Met != nil && t.Status == "broken":
		row.Standing = "исполнен с опозданием " + t.Met.In(d.Office.Zone()).Format("02.01.2006")
	case t.Met != nil:
		row.Standing = "исполнен " + t.Met.In(d.Office.Zone()).Format("02.01.2006")
	case t.Status == statusStopped:
		row.Standing = "приостановлен"
	case left < 0:
		row.Mark, row.Standing = "overdue", "просрочен на "+plural(-left, "день", "дня", "дней")
	case t.Status == "overdue":
		row.Standing = "просрочен"
	case left == 0:
		row.Mark, row.Standing = "soon", "истекает сегодня"
	default:
		row.Mark, row.Standing = "", "идёт, осталось "+plural(left, "день", "дня", "дней")
		if left <= soonDays {
			row.Mark = "soon"
		}
	}
	return row
}

// listCommands parts what may be done from what may not; signing stands with the
// draft. What the act gives a term to comes first, what ends the case last.
func (d *Desk) listCommands(ctx context.Context, v *caseView) error {
	commands, err := d.Office.Commands(ctx, v.Case.ID, person(v.Me))
	if err != nil {
		return err
	}
	pack, err := d.Office.Engine().Edition(v.Case.Pack.ID, v.Case.Pack.Edition)
	if err != nil {
		return err
	}
	sort.SliceStable(commands, func(i, j int) bool { return urgency(pack, commands[i]) < urgency(pack, commands[j]) })
	for i := range commands {
		c := &commands[i]
		switch {
		case len(v.Drafts) > 0 && c.Name == regulation.CommandSign:
			v.eachDraft(func(p *proposal) { p.Sign = c })
		case len(v.Drafts) > 0 && c.Name == regulation.CommandSendBack:
			v.eachDraft(func(p *proposal) { p.Back = c })
		case c.Open && c.Term != "":
			v.Commands = append(v.Commands, *c)
		case c.Open:
			v.Others = append(v.Others, *c)
		default:
			v.Closed = append(v.Closed, *c)
		}
	}
	return nil
}

func (v *caseView) eachDraft(do func(*proposal)) {
	for _, p := range v.Drafts {
		do(p)
	}
}

// urgency orders commands: 0 what moves the case on within a term, 1 what may be
// noted beside it, 2 what ends the case without a registration.
func urgency(pack *regulation.Pack, c pipeline.Command) int {
	for _, t := range pack.Procedure.Transitions {
		if t.Command != c.Name {
			continue
		}
		for _, s := range pack.Procedure.States {
			if slices.Contains(t.To, s.ID) && (s.Terminal || s.TerminalWhen != "") {
				return 2
			}
		}
	}
	if c.Term == "" {
		return 1
	}
	return 0
}

// listTimeline tells the history, the latest on top.
func (d *Desk) listTimeline(ctx context.Context, v *caseView) error {
	events, err := d.Office.Events(ctx, v.Case.ID)
	if err != nil {
		return err
	}
	for i := len(events) - 1; i >= 0; i-- {
		v.Timeline = append(v.Timeline, timelineRow{Event: events[i], Title: d.eventTitle(v, events[i])})
	}
	return nil
}

// leftOf says how long the reading of a document still takes.
func leftOf(p pipeline.Progress) string {
	seconds := int(p.Left + 0.5)
	switch {
	case seconds <= 0:
		return ""
	case seconds < 60:
		return fmt.Sprintf("ещё около %s", plural(seconds, "секунды", "секунд", "секунд"))
	}
	return fmt.Sprintf("ещё около %s", plural((seconds+30)/60, "минуты", "минут", "минут"))
}
