package pipeline_test

import (
	"testing"

	"vestnik/pipeline"
)

// petition has a file be a petition that names an application.
func (r *rig) petition(name, application string) {
	r.reader.fields[name] = pipeline.Fields{"application_number": {Reading: sure(application)}}
	r.reader.segments[name] = []pipeline.Segment{{Kind: pipeline.WithdrawalStatement, Pages: []int{1, 2}, Confidence: .9}}
}

func TestAPetitionThatCameAloneIsProposedToTheCaseThatItNames(t *testing.T) {
	r := newRig(t)
	named := r.filed("a.pdf")
	r.do(named.ID, registrar, "accept", answer)
	number := r.load(named.ID).Numbers["application"]
	if number == "" {
		number = r.load(named.ID).Numbers["incoming"]
	}
	r.petition("отзыв.pdf", " "+number)
	r.petition("чужой.pdf", "1999000000")

	got, err := r.office.BelongsTo(t.Context(), r.filed("отзыв.pdf"))
	must(t, err)
	if got == nil || got.Case.ID != named.ID || got.Number != number || got.Field != "application_number" {
		t.Errorf("proposed %+v for the application %s", got, number)
	}
	for name, c := range map[string]*pipeline.CaseFile{
		"a number that nobody bears": r.filed("чужой.pdf"), "a statement": r.filed("b.pdf"), "the case itself": r.load(named.ID),
	} {
		if got, err := r.office.BelongsTo(t.Context(), c); got != nil || err != nil {
			t.Errorf("%s: proposed %+v, %v", name, got, err)
		}
	}
}
