package pipeline_test

import (
	"errors"
	"slices"
	"testing"

	"vestnik/pipeline"
)

func TestACorrectionStandsBesideTheReadingAndIsCheckedAtOnce(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	c, err := r.office.Correct(t.Context(), c.ID, registrar, "title", "Учёт ульев и пасек")
	must(t, err)
	if c.Title() != "Учёт ульев и пасек" || c.Fields["title"].By != "petrova" || c.Fields["title"].Raw != "Учёт ульев" {
		t.Errorf("title is %+v", c.Fields["title"])
	}
	if k := c.Corrections[0]; k.Was.Value != "Учёт ульев" || k.By != "petrova" {
		t.Errorf("correction is %+v", k)
	}
	if c.NextStage() != pipeline.StageDone || c.CheckedAt <= c.FactsAt {
		t.Errorf("checked at %d, facts of %d", c.CheckedAt, c.FactsAt)
	}
	if got := r.types(c.ID); !slices.Equal(got[4:], []string{"field-corrected", "checked"}) {
		t.Errorf("events are %v", got)
	}
}

func TestACorrectionChangesTheFindings(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	verdict := func(c *pipeline.CaseFile) string {
		for _, f := range c.Findings {
			if f.Rule == "R210-2-2" { // the power of attorney of a representative
				return string(f.Verdict)
			}
		}
		return ""
	}
	if got := verdict(c); got != "not-applicable" {
		t.Fatalf("without a representative: %q", got)
	}
	c, err := r.office.Correct(t.Context(), c.ID, examiner, "representative", "Юнкер А. Н.")
	must(t, err)
	if got := verdict(c); got != "needs-person" {
		t.Errorf("with a representative: %q", got)
	}
}

func TestAFilingStillBeingReadIsCorrectedWithoutWaiting(t *testing.T) {
	r := newRig(t)
	receipt := r.receive("a.pdf", "b.pdf")
	c, err := r.office.NameKind(t.Context(), receipt.Number, registrar, receipt.SHA256[1], pipeline.Abstract)
	must(t, err)
	if len(r.reader.read) != 0 || c.NextStage() != pipeline.StageExtract {
		t.Errorf("naming a kind read pages %v", r.reader.read)
	}
	c, err = r.office.Advance(t.Context(), c.ID)
	must(t, err)
	if d := c.Documents[1]; d.Kind != pipeline.Abstract || d.NamedBy != "petrova" {
		t.Errorf("the machine overruled the person: %s", d.Kind)
	}
}

func TestWrongCorrectionsAreRefused(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	for _, k := range []struct {
		path  string
		value any
	}{
		{"Title", "x"}, {"titel", "x"}, {"title[0]", "x"}, {"holders", "x"}, {"holders[0]", "x"}, {"holders[2].name", "x"},
		{"fee", "4500"}, {"creation_year", "позапрошлый"}, {"fee.amount", "много"}, {"authors[0].birth_date", "31.02.1980"},
	} {
		_, err := r.office.Correct(t.Context(), c.ID, registrar, k.path, k.value)
		if !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%s = %v: %v", k.path, k.value, err)
		}
	}
	if got := r.load(c.ID).Version; got != c.Version {
		t.Errorf("a refused correction left %d events", got-c.Version)
	}
	_, err := r.office.Correct(t.Context(), c.ID, editor, "title", "x")
	wantKind(t, err, pipeline.Permission)
	_, err = r.office.Correct(t.Context(), "2026-999999", registrar, "title", "x")
	wantKind(t, err, pipeline.NotExist)
}

func TestTextBecomesWhatTheFieldHolds(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	for path, k := range map[string]struct{ in, want any }{
		"creation_year":          {"2024", 2024.0},
		"fee.amount":             {"4500,50", 4500.5},
		"fee.paid_on":            {"2026-03-27", "2026-03-27"},
		"authors[3].name":        {"Новый Автор", "Новый Автор"},
		"authors[0].citizenship": {"RU", "RU"}, // the form's own, which the act's list of fields does not name
	} {
		got, err := r.office.Correct(t.Context(), c.ID, registrar, path, k.in)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if v := got.Fields.Reading(path).Value; v != k.want {
			t.Errorf("%s is %v (%T), want %v", path, v, v, k.want)
		}
	}
}

func TestPapersAreNamedByPages(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	d := c.Documents[0].Digest
	named := func(papers ...pipeline.Segment) error {
		_, err := r.office.NamePapers(t.Context(), c.ID, examiner, d, papers)
		return err
	}
	for name, papers := range map[string][]pipeline.Segment{
		"none":           nil,
		"no pages":       {{Kind: pipeline.Statement}},
		"no such page":   {{Kind: pipeline.Statement, Pages: []int{3}}},
		"page twice":     {{Kind: pipeline.Statement, Pages: []int{1, 1}}},
		"unknown kind":   {{Kind: "love-letter", Pages: []int{1}}},
		"page of nobody": {{Kind: pipeline.Statement, Pages: []int{0}}},
	} {
		t.Run(name, func(t *testing.T) { wantKind(t, named(papers...), pipeline.Invalid) })
	}
	must(t, named(pipeline.Segment{Kind: pipeline.DepositedMaterials, Pages: []int{2}}, pipeline.Segment{Kind: pipeline.Statement, Pages: []int{1}}))
	got := r.load(c.ID).Documents[0]
	if got.Kind != pipeline.Statement || len(got.Papers) != 2 || got.Papers[0].Kind != "deposited-materials" || !got.Papers[1].Legible {
		t.Errorf("document is %s with %+v", got.Kind, got.Papers)
	}
	if f := r.load(c.ID).Fields[pipeline.FieldDepositPages]; f.Value != 1.0 {
		t.Errorf("deposited pages: %v", f.Value)
	}
	_, err := r.office.NameKind(t.Context(), c.ID, examiner, d, "love-letter")
	wantKind(t, err, pipeline.Invalid)
	_, err = r.office.NameKind(t.Context(), c.ID, examiner, "0000", pipeline.Statement)
	wantKind(t, err, pipeline.NotExist)
	archive := r.filed("1+2.zip")
	_, err = r.office.NameKind(t.Context(), archive.ID, examiner, archive.Documents[0].Digest, pipeline.Statement)
	wantKind(t, err, pipeline.Invalid)
}

func TestAPaperNamedByAPersonIsReadAsThatKind(t *testing.T) {
	r := newRig(t)
	r.reader.as[pipeline.Abstract] = pipeline.Fields{"abstract": {Reading: sure("Что делает программа.")}}
	r.reader.as[pipeline.Statement] = pipeline.Fields{"title": {Reading: sure("Пасека")}}
	c := r.filed("a.pdf", "b.pdf")
	must(t, errOf(r.office.Correct(t.Context(), c.ID, examiner, "creation_year", "2024")))
	c, err := r.office.NameKind(t.Context(), c.ID, examiner, c.Documents[1].Digest, pipeline.Abstract)
	must(t, err)
	if got := c.Fields.Reading("abstract"); got.Value != "Что делает программа." || got.Document != c.Documents[1].Digest {
		t.Errorf("the abstract is %+v", got)
	}
	c, err = r.office.NamePapers(t.Context(), c.ID, examiner, c.Documents[0].Digest, []pipeline.Segment{
		{Kind: pipeline.Abstract, Pages: []int{2}}, {Kind: pipeline.Statement, Pages: []int{1}},
	})
	must(t, err)
	if c.Title() != "Пасека" || c.Fields.Reading("creation_year").Value != 2024.0 {
		t.Errorf("title %q, year %v", c.Title(), c.Fields.Reading("creation_year").Value)
	}
	c, err = r.office.NameKind(t.Context(), c.ID, examiner, c.Documents[0].Digest, pipeline.UnknownKind)
	must(t, err)
	if c.Title() != "" {
		t.Errorf("a paper of no kind still names the program %q", c.Title())
	}
}

func TestAPaperNamedBeforeItIsReadIsReadAsNamed(t *testing.T) {
	r := newRig(t)
	r.reader.as[pipeline.Abstract] = pipeline.Fields{"abstract": {Reading: sure("Что делает программа.")}}
	id := r.receive("a.pdf").Number
	must(t, errOf(r.office.NameKind(t.Context(), id, examiner, r.load(id).Documents[0].Digest, pipeline.Abstract)))
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if c.Documents[0].Kind != pipeline.Abstract || c.Title() != "" || c.Fields.Reading("abstract").Value != "Что делает программа." {
		t.Errorf("read as %s: %v", c.Documents[0].Kind, c.Fields)
	}
}

func TestPageImagesAreMadeOnce(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	for range 2 {
		img, err := r.office.PageImage(t.Context(), c.Documents[0].Digest, 1, 100)
		must(t, err)
		if string(img) != "png of page 1 at 100" {
			t.Errorf("image is %q", img)
		}
	}
	for _, d := range []pipeline.Digest{"", "a", "ab"} {
		if _, err := r.office.Original(t.Context(), d); err == nil || errors.Is(err, pipeline.Internal) {
			t.Errorf("original %q: %v", d, err)
		}
	}
}
