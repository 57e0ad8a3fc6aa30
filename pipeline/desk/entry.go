package desk

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// entryView is one entry of a register for the staff: what the public is told of
// it now, what waits, and who did what.
type entryView struct {
	Frame
	Key      string
	Entry    pipeline.Entry // as it stands now, with its case and what waits
	Fields   []entryField
	Records  []recordRow // newest first
	Draft    *pipeline.CorrectionDraft
	Steps    []stepRow
	Case     *pipeline.CaseFile // from which it came; nil for an imported past
	Papers   bool               // the case's papers and letters may be seen
	Versions []workday.Date     // days from which the public is told something else
	Names    names
}

// entryField is a public field in words, with where it was printed.
type entryField struct {
	pipeline.CorrectableField
	Lines []string
	Later bool // what printed it is not what printed the entry first
}

// recordRow is a record of the entry, with what it changed in words.
type recordRow struct {
	pipeline.EntryRecord
	Told []pipeline.FieldChange
}

// stepRow is one thing that somebody did about correcting the entry.
type stepRow struct {
	pipeline.CorrectionStep
	Title string
}

func (d *Desk) entryPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := entryView{Frame: d.frame(me, "Запись "+r.PathValue("number"), "registers"), Key: keyOf(r)}
	v.Notice = noticeText(r.FormValue("done"))
	e, err := d.Office.Entry(r.Context(), v.Key)
	if err != nil {
		return err
	}
	v.Entry = e
	v.listFields()
	v.Versions = e.DaysOfChange()
	if v.Names, err = d.staffNames(r.Context()); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *entryView) error{d.listDraft, d.listSteps, d.listCase} {
		if err := step(r.Context(), &v); err != nil {
			return err
		}
	}
	return d.render(w, http.StatusOK, "entry", v)
}

// Drafts reports whether the person may propose a correction of the entry.
func (v entryView) Drafts() bool { return v.Entry.Public() && holdsAny(v.Me, drafts) }

// Heading is what the object is called now.
func (v entryView) Heading() string {
	return v.Entry.AsOf(workday.Date{}).Title
}

// listFields tells the fields as they stand, and the records by which they came to.
func (v *entryView) listFields() {
	shapes := map[string]pipeline.ValueShape{}
	for _, f := range pipeline.CorrectableFields(v.Entry) {
		shapes[f.Name] = f.Shape
		if f.Value != "" {
			later := f.Printed != nil && v.Entry.Issue != nil && f.Printed.Issue != *v.Entry.Issue
			v.Fields = append(v.Fields, entryField{CorrectableField: f, Lines: shownValue(f.Shape, f.Name, f.Value), Later: later})
		}
	}
	for _, r := range slices.Backward(v.Entry.Records) {
		row := recordRow{EntryRecord: r}
		for _, c := range r.Changes {
			c.Before, c.After = toldValue(shapes[c.Field], c.Field, c.Before), toldValue(shapes[c.Field], c.Field, c.After)
			row.Told = append(row.Told, c)
		}
		v.Records = append(v.Records, row)
	}
}

// toldValue is a value of a change in words.
func toldValue(shape pipeline.ValueShape, field, value string) string {
	if value == "" {
		return "не указано"
	}
	return strings.Join(shownValue(shape, field, value), "\n")
}

func (d *Desk) listDraft(ctx context.Context, v *entryView) error {
	draft, err := d.Office.CorrectionDraft(ctx, v.Key)
	if err == nil {
		v.Draft = &draft
	} else if pipeline.KindOf(err) != pipeline.NotExist {
		return err
	}
	return nil
}

func (d *Desk) listSteps(ctx context.Context, v *entryView) error {
	steps, err := d.Office.CorrectionSteps(ctx, v.Key)
	for _, s := range slices.Backward(steps) {
		v.Steps = append(v.Steps, stepRow{CorrectionStep: s, Title: stepTitle(s)})
	}
	return err
}

// stepTitle tells in Russian what was done about correcting an entry.
func stepTitle(s pipeline.CorrectionStep) string {
	switch {
	case s.Stated != nil:
		return "Подготовлен проект: " + lowerFirst(s.Stated.Nature.Title()) + " (" + changedTitles(s.Stated.Changes) + ")"
	case s.Type == pipeline.EvCorrectionSigned:
		return "Проект подписан, извещение ждёт выпуска"
	case s.Reason != "":
		return "Проект отклонён: " + s.Reason
	}
	return "Проект отклонён"
}

func changedTitles(changes []pipeline.FieldChange) string {
	titles := make([]string, len(changes))
	for i, c := range changes {
		titles[i] = lowerFirst(c.Title)
	}
	return strings.Join(titles, ", ")
}

// listCase shows the case from which the entry came, with its papers to those
// alone who may see them.
func (d *Desk) listCase(ctx context.Context, v *entryView) (err error) {
	if v.Entry.Case == "" {
		return nil
	}
	v.Papers = v.SeesPapers()
	v.Case, err = d.Office.Case(ctx, v.Entry.Case)
	if pipeline.KindOf(err) == pipeline.NotExist {
		v.Case, err = nil, nil
	}
	return err
}

// shownValue tells a value of a public field in words, a line each.
func shownValue(shape pipeline.ValueShape, field, value string) []string {
	switch {
	case field == "valid" && value == "true":
		return []string{"действует"}
	case field == "valid":
		return []string{"не действует"}
	case shape == pipeline.BoolValue:
		return []string{yesNo(value == "true")}
	case shape == pipeline.DateValue:
		if day, err := workday.ParseDate(value); err == nil {
			return []string{formatDay(day)}
		}
	}
	return strings.Split(value, "\n")
}
