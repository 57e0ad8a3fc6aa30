package desk

import (
	"context"
	"net/http"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// linkRow is another case that bears on the one shown.
type linkRow struct {
	pipeline.LinkedCase
	Address string
}

// listLinks tells the cases that the regulation links to this one.
func (d *Desk) listLinks(ctx context.Context, v *caseView) error {
	linked, err := d.Office.Linked(ctx, v.Case)
	if err != nil {
		return err
	}
	for _, l := range linked {
		v.Links = append(v.Links, linkRow{LinkedCase: l, Address: caseAddress(l.Case.ID)})
	}
	return nil
}

// listComparisons tells where what the papers state of organisations differs from
// the state registers, for a person to judge (order 210 п. 22).
func (d *Desk) listComparisons(ctx context.Context, v *caseView) error {
	if v.Private {
		return nil
	}
	all, err := d.Office.Compare(ctx, v.Case)
	for _, c := range all {
		if c.Verdict == pipeline.ComparedDiffers || c.Verdict == pipeline.ComparedNotActive {
			v.Compared = append(v.Compared, c)
		}
	}
	return err
}

// listRoutes offers the regulations by which a filing may be judged instead, as
// long as nobody has acted on it.
func (d *Desk) listRoutes(_ context.Context, v *caseView) error {
	if v.Reading || !holdsAny(v.Me, routes) || !v.Case.Untouched() {
		return nil
	}
	on := workday.DateOf(v.Case.ReceivedAt.In(d.Office.Zone()))
	for _, p := range d.Office.Engine().Packs() {
		current, err := d.Office.Engine().InForce(p.ID, on)
		if err != nil || current != p || p.ID == v.Case.Pack.ID || !opensByFiling(p) {
			continue
		}
		v.Routes = append(v.Routes, choice{Value: p.ID, Title: p.Title})
	}
	return nil
}

// listBelonging tells which case a petition that came alone names. Its number may
// have been read wrong: a person looks at both.
func (d *Desk) listBelonging(ctx context.Context, v *caseView) (err error) {
	if !v.Reading && !v.Private {
		v.Belongs, err = d.Office.BelongsTo(ctx, v.Case)
	}
	return err
}

// route puts the case under the regulation that a person chose.
func (d *Desk) route(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	pack := trimmed(r.PostFormValue("pack"))
	if pack == "" {
		return &pipeline.Error{Op: "route", Kind: pipeline.Invalid, Advice: "Выберите услугу, по которой вести дело."}
	}
	c, err := d.Office.Route(r.Context(), pipeline.CaseID(r.PathValue("id")), person(me), pack)
	if err != nil {
		return err
	}
	http.Redirect(w, r, caseAddress(c.ID)+"?done=routed", http.StatusSeeOther)
	return nil
}

// papersForm is the form by which later papers are put into a case.
type papersForm struct {
	Shown    bool
	Channels []choice
}

// addPapers takes later papers into a case: a petition, an answer to a request.
func (d *Desk) addPapers(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxDrop)
	in, err := readDrop(r, d.Office.Zone())
	defer in.discard()
	if err != nil {
		return err
	}
	id := pipeline.CaseID(r.PathValue("id"))
	receipt, err := d.Office.AddPapers(r.Context(), id, pipeline.Submission{
		Channel: pipeline.Channel(in.values["channel"]), ReceivedAt: in.receivedAt, Files: in.files,
		Source: "desk:" + me.Login, By: me.Login, Lane: pipeline.LaneDesk,
	})
	if err != nil {
		return err
	}
	done := "added"
	if receipt.Duplicate {
		done = "held"
	}
	http.Redirect(w, r, caseAddress(id)+"?done="+done, http.StatusSeeOther)
	return nil
}

// Arrival returns the later receipt with which a document came; nil for one of
// the filing itself.
func (v caseView) Arrival(n int) *pipeline.Addition {
	if n < 1 || n > len(v.Case.Additions) {
		return nil
	}
	return &v.Case.Additions[n-1]
}
