package pipeline_test

import (
	"bytes"
	"io"
	"math"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// doubted is a reading of which the machine is not sure.
func doubted(v any, raw string, confidence float64) pipeline.Reading {
	r := sure(v)
	r.Raw, r.Confidence, r.Sure, r.Box = raw, confidence, false, pipeline.Box{.1, .3, .4, .32}
	return r
}

// doubtful has the papers state a doubtful year and ИНН, with a likelier ИНН.
func (r *rig) doubtful() {
	fields := defaultFields()
	fields["creation_year"] = pipeline.Field{Reading: doubted(int64(2023), "2O23", .55)}
	inn := doubted("980130009282", "98013000928Z", .72)
	inn.Proposed = &pipeline.ProposedValue{Value: secretINN, Why: "сходится контрольное число"}
	holder := party("name", "Ольхина Северина Павловна", "kind", "person")
	holder.Parts["inn"] = inn
	holder.Value.(map[string]any)["inn"] = inn.Value
	fields["holders"] = pipeline.Field{Values: []pipeline.Reading{holder}}
	r.reader.fields["a.pdf"] = fields
}

func (r *rig) correct(id pipeline.CaseID, who pipeline.Person, path string, value any) {
	r.t.Helper()
	_, err := r.office.Correct(r.t.Context(), id, who, path, value)
	must(r.t, err)
}

// pairs returns the pairs of the cases by path.
func (r *rig) pairs() map[string]pipeline.Pair {
	r.t.Helper()
	list, err := r.office.Pairs(r.t.Context(), workday.Date{}, workday.Date{})
	must(r.t, err)
	by := map[string]pipeline.Pair{}
	for _, p := range list {
		if _, twice := by[p.Path]; twice {
			r.t.Errorf("two pairs of %s", p.Path)
		}
		by[p.Path] = p
	}
	return by
}

func TestAPersonsWordIsKeptBesideWhatTheMachineRead(t *testing.T) {
	r := newRig(t)
	r.doubtful()
	c := r.filed("a.pdf")
	r.now = r.now.Add(time.Minute)
	r.correct(c.ID, registrar, "holders[0].inn", secretINN)
	r.correct(c.ID, registrar, "creation_year", int64(2023))
	r.correct(c.ID, registrar, "email", "o@example.ru")
	_, err := r.office.MarkUnreadable(t.Context(), c.ID, registrar, "phone")
	must(t, err)

	pairs := r.pairs()
	inn := pairs["holders[0].inn"]
	if inn.Read != "980130009282" || inn.Raw != "98013000928Z" || inn.Corrected != secretINN || inn.Confidence != .72 || inn.Sure || !inn.Accepted ||
		inn.Verdict != pipeline.PairCorrected || inn.Field != "holders.inn" || inn.Form != pipeline.Statement || inn.Engine != "paper reader 1" ||
		inn.Document != c.Documents[0].Digest || inn.Page != 1 || inn.Box != (pipeline.Box{.1, .3, .4, .32}) || inn.By != "petrova" || !inn.At.Equal(monday.Add(time.Minute)) {
		t.Errorf("pair is %+v", inn)
	}
	for path, want := range map[string]pipeline.PairVerdict{
		"creation_year": pipeline.PairConfirmed, "email": pipeline.PairAdded, "phone": pipeline.PairUnreadable,
	} {
		if got := pairs[path].Verdict; got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	after := r.load(c.ID)
	if got := after.Fields.Reading("phone"); got.Value != "" || !got.Sure || got.Raw != secretPhone {
		t.Errorf("what nobody can read states %+v", got)
	}
	if after.Fields.Reading("holders[0].inn").Proposed != nil {
		t.Error("a proposal goes on after a person has decided")
	}
}

func TestTheLastWordCounts(t *testing.T) {
	r := newRig(t)
	r.doubtful()
	c := r.filed("a.pdf")
	r.correct(c.ID, registrar, "creation_year", int64(2023))
	r.correct(c.ID, examiner, "creation_year", int64(2024))
	p := r.pairs()["creation_year"]
	if p.Verdict != pipeline.PairCorrected || p.Corrected != 2024. || p.By != "ivanova" || p.Read != 2023. {
		t.Errorf("pair is %+v", p)
	}
}

func TestAFormsLineEndsCorrectNothing(t *testing.T) {
	r := newRig(t)
	fields := defaultFields()
	fields["abstract"] = pipeline.Field{Reading: sure("Программа ведёт учёт\nульев.")}
	r.reader.fields["a.pdf"] = fields
	c := r.filed("a.pdf")
	r.correct(c.ID, registrar, "abstract", "Программа ведёт учёт\r\nульев. ")
	if got := r.pairs()["abstract"].Verdict; got != pipeline.PairConfirmed {
		t.Errorf("a confirmed text is %q", got)
	}
}

func TestCorrectionsAreReportedByFieldAndForm(t *testing.T) {
	r := newRig(t)
	r.doubtful()
	c := r.filed("a.pdf")
	r.correct(c.ID, registrar, "holders[0].inn", secretINN)
	r.correct(c.ID, registrar, "creation_year", int64(2023))
	r.correct(c.ID, registrar, "title", "Учёт ульёв")

	f, err := r.office.Corrections(t.Context(), workday.Date{}, workday.Date{})
	must(t, err)
	by := map[string]pipeline.FieldCorrections{}
	for _, field := range f.Fields {
		by[string(field.Form)+" "+field.Field] = field
	}
	if got := by["statement holders.inn"]; got.Unsure != (pipeline.Judged{Shown: 1, Decided: 1, Wrong: 1, Share: 1}) || got.Accepted != 1 || got.Sure.Shown != 0 {
		t.Errorf("holders.inn: %+v", got)
	}
	if got := by["statement title"]; got.Sure != (pipeline.Judged{Shown: 1, Decided: 1, Wrong: 1, Share: 1}) || got.Corrected != 1 {
		t.Errorf("title: %+v", got)
	}
	if got := by["statement authors.name"]; got.Sure != (pipeline.Judged{Shown: 3}) {
		t.Errorf("authors.name: %+v", got)
	}
	if f.Fields[0].Corrected != 1 || f.Fields[len(f.Fields)-1].Corrected != 0 {
		t.Error("what is read wrong most often does not come first")
	}
	_, err = r.office.Corrections(t.Context(), workday.Date{Year: 2026, Month: 4, Day: 2}, workday.Date{Year: 2026, Month: 4, Day: 1})
	wantKind(t, err, pipeline.Invalid)
}

func TestConfidenceIsHeldAgainstWhatPeopleFound(t *testing.T) {
	r := newRig(t)
	for i, wrong := range []bool{true, false, false, false} {
		name := string(rune('a'+i)) + ".pdf"
		fields := defaultFields()
		fields["creation_year"] = pipeline.Field{Reading: doubted(int64(2023), "2023", .75)}
		r.reader.fields[name] = fields
		c := r.filed(name)
		year := int64(2023)
		if wrong {
			year = 2024
			r.correct(c.ID, registrar, "title", "Учёт пасек") // of the sure ones
		}
		r.correct(c.ID, registrar, "creation_year", year)
	}
	f, err := r.office.Corrections(t.Context(), workday.Date{}, workday.Date{})
	must(t, err)
	band := func(confidence float64) pipeline.ConfidenceBand {
		for _, b := range f.Bands {
			if confidence >= b.From && (confidence < b.To || b.To == 1) {
				return b
			}
		}
		return pipeline.ConfidenceBand{}
	}
	if b := band(.75); b.Shown != 4 || b.Decided != 4 || b.Wrong != 1 || b.Of != 4 || b.Predicted != .75 || b.Found != .75 ||
		math.Abs(b.Low-.3006) > 1e-3 || math.Abs(b.High-.9544) > 1e-3 {
		t.Errorf("of the doubtful: %+v", b)
	}
	if b := band(.99); b.Wrong != 1 || b.Of != b.Shown || b.Shown < 60 || math.Abs(b.Predicted-.99) > 1e-9 || b.Found != 1-1/float64(b.Shown) {
		t.Errorf("of the sure: %+v", b)
	}
}

func TestACropIsMadeOnceWhenAPersonJudges(t *testing.T) {
	r := newRig(t)
	r.doubtful()
	c := r.filed("a.pdf")
	r.correct(c.ID, registrar, "creation_year", int64(2024))
	if r.reader.crops != 1 {
		t.Fatalf("%d crops were made", r.reader.crops)
	}
	p := r.pairs()["creation_year"]
	img, err := r.another().PairImage(t.Context(), p) // by a process that cannot draw
	must(t, err)
	if want := []byte("[0.1 0.3 0.4 0.32] of png of page 1 at 130"); !bytes.Equal(img, want) {
		t.Errorf("crop is %q", img)
	}
	var key string
	must(t, r.objects.List(t.Context(), "derived/corrections/", func(o pipeline.ObjectInfo) error { key = o.Key; return nil }))
	must(t, r.objects.Delete(t.Context(), key))
	again, err := r.office.PairImage(t.Context(), p)
	must(t, err)
	if !bytes.Equal(again, img) {
		t.Error("the crop made again is another")
	}
	body, err := r.objects.Get(t.Context(), key, 0)
	must(t, err)
	defer body.Close()
	if kept, _ := io.ReadAll(body); !bytes.Equal(kept, img) {
		t.Error("the crop made again is not kept")
	}
	_, err = r.office.PairImage(t.Context(), pipeline.Pair{})
	wantKind(t, err, pipeline.NotExist)
}
