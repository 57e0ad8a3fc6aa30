package desk

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// caseView is one case as the desk shows it: its papers on one side, the work
// to be done with them on the other.
type caseView struct {
	Frame
	Case     *pipeline.CaseFile
	Names    names
	Words    vocabulary
	Standing regulation.State
	Regions  []string // titles of what has begun beside the main line
	Act      string   // title of the regulation and of its act
	Service  string   // title of the regulation alone
	Nearest  *termRow // what falls due first
	Today    workday.Date
	Zone     *time.Location

	Sheet    sheet
	Doubtful []fieldRow // what a person should look at, in order of doubt
	Fields   []fieldRow // the rest
	Missing  []missingGroup
	Private  bool // fields that are not for publication are left out

	Findings []findingRow
	Quiet    []findingRow          // passed or not applicable
	Compared []pipeline.Comparison // beside what other offices tell
	Terms    []termRow
	Chart    *termChart
	Commands []pipeline.Command // open, and within a term of the act
	Others   []pipeline.Command // open as well
	Closed   []pipeline.Command
	Drafts   []*proposal // decisions that wait for their second person, oldest first
	Links    []linkRow
	Papers   papersForm
	Routes   []choice            // regulations that may take the case over
	Belongs  *pipeline.Belonging // the case to which the papers seem to belong
	Timeline []timelineRow

	Progress *pipeline.Progress
	Reading  bool // the machine is not done yet
}

// proposal is a decision that waits for its second person.
type proposal struct {
	regulation.Proposal
	Title  string // of the drafted command
	Papers []draftPaper
	Sign   *pipeline.Command // open or closed for the person signed in
	Back   *pipeline.Command
}

// draftPaper is an outgoing document as it will read when signed.
type draftPaper struct {
	Title, Point string
	Addressee    []string // lines
	Body         template.HTML
}

func (d *Desk) casePage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewCase(r.Context(), pipeline.CaseID(r.PathValue("id")), me, r.URL.Query())
	if err != nil {
		return err
	}
	return d.render(w, http.StatusOK, "case", v)
}

// findCase leads from any number of a case to its page.
func (d *Desk) findCase(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	number := trimmed(r.FormValue("number"))
	c, err := d.Office.CaseByNumber(r.Context(), number)
	if pipeline.KindOf(err) == pipeline.NotExist { // an entry of the past has no case
		if entries, _ := d.Office.EntriesNumbered(r.Context(), number); len(entries) > 0 {
			http.Redirect(w, r, "/registers?"+url.Values{"q": {number}}.Encode(), http.StatusSeeOther)
			return nil
		}
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, caseAddress(c.ID), http.StatusSeeOther)
	return nil
}

func caseAddress(id pipeline.CaseID) string { return "/cases/" + url.PathEscape(string(id)) }

func (d *Desk) viewCase(ctx context.Context, id pipeline.CaseID, me pipeline.Account, at url.Values) (caseView, error) {
	c, err := d.Office.CaseByNumber(ctx, string(id))
	if err != nil {
		return caseView{}, err
	}
	v := caseView{Frame: d.frame(me, "Дело "+string(c.ID), "queue"), Case: c, Today: d.today(), Zone: d.Office.Zone(), Reading: c.NextStage() != pipeline.StageDone}
	v.Notice = noticeText(at.Get("done"))
	v.Private = !v.SeesPapers()
	v.Words = d.vocabularyOf(c)
	if v.Progress, err = d.Office.Progress(ctx, c); err != nil {
		return v, err
	}
	if v.Names, err = d.staffNames(ctx); err != nil {
		return v, err
	}
	for _, step := range []func(context.Context, *caseView) error{
		d.listStanding, d.listTerms, d.listCommands, d.listComparisons, d.listLinks, d.listRoutes, d.listBelonging, d.listTimeline,
	} {
		if err := step(ctx, &v); err != nil {
			return v, err
		}
	}
	v.listFindings()
	v.Papers = papersForm{Shown: v.Receives(), Channels: channels}
	v.Sheet.choose(c, v.Words, at)
	if v.Sheet.Document != nil && !v.Private {
		run, err := d.Office.ReadingOf(ctx, v.Sheet.Document)
		if err != nil {
			return v, err
		}
		if run != nil && !run.Ended.IsZero() { // while it goes on the page tells of it elsewhere
			v.Sheet.Run = run
		}
	}
	return v, d.listFields(ctx, &v, at.Get("field"))
}

// today is the office's civil date.
func (d *Desk) today() workday.Date { return workday.DateOf(d.Clock().In(d.Office.Zone())) }

// listStanding says where the case stands, and by which act.
func (d *Desk) listStanding(ctx context.Context, v *caseView) (err error) {
	if v.Standing, err = d.Office.State(ctx, v.Case); err != nil {
		return err
	}
	pack, err := d.Office.Engine().Edition(v.Case.Pack.ID, v.Case.Pack.Edition)
	if err != nil {
		return err
	}
	v.Act, v.Service = pack.Title+": "+pack.Act, pack.Title
	for _, region := range pack.Procedure.Regions {
		for _, s := range pack.Procedure.States {
			if at := v.Standing.Regions[region.ID]; at == s.ID && (at != region.Initial || region.Within != "") {
				v.Regions = append(v.Regions, s.Title)
			}
		}
	}
	return d.listDrafts(v, pack)
}

// listDrafts shows what waits for a signature, each with its own papers.
func (d *Desk) listDrafts(v *caseView, pack *regulation.Pack) error {
	for _, waiting := range v.Standing.Proposals {
		p := &proposal{Proposal: waiting, Title: commandTitle(pack, waiting.Command)}
		for _, n := range v.Case.Notices {
			if !n.Draft || v.Private || !slices.Contains(waiting.Notices, n.ID) {
				continue
			}
			paper, err := draftOf(n.Notice)
			if err != nil {
				return err
			}
			p.Papers = append(p.Papers, paper)
		}
		v.Drafts = append(v.Drafts, p)
	}
	return nil
}

func commandTitle(pack *regulation.Pack, id string) string {
	for _, cmd := range pack.Procedure.Commands {
		if cmd.ID == id {
			return cmd.Title
		}
	}
	return id
}

func draftOf(n pipeline.Notice) (draftPaper, error) {
	body, err := paperHTML(n.Markdown)
	return draftPaper{Title: n.Title, Point: n.Point, Addressee: strings.Split(n.Addressee, "\n"), Body: body}, err
}
