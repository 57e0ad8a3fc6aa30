package form_test

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestPapersThatDisagreeAreSaidAndNotResolved(t *testing.T) {
	a := applicants()[0]
	other := a
	other.title, other.author = "Совсем другая программа", "Лес Ян Карлович"
	got := recogniser(t).Recognise("", bound(ruled(a), abstractPaper(other)))
	title := got.Fields[pipeline.FieldTitle]
	if title.Value != a.title || title.Sure || title.Proposed == nil || title.Proposed.Value != other.title {
		t.Errorf("title %v, sure %v, proposed %+v", title.Value, title.Sure, title.Proposed)
	}
	said := strings.Join(got.Segments[1].Signals, "; ")
	for _, want := range []string{"название здесь иное: «Совсем другая программа»", "авторы: «Лес Ян Карлович» есть здесь"} {
		if !strings.Contains(said, want) {
			t.Errorf("signals %q lack %q", said, want)
		}
	}
	agreeing := recogniser(t).Recognise("", bound(ruled(a), abstractPaper(a)))
	if !agreeing.Fields[pipeline.FieldTitle].Sure || agreeing.Fields[pipeline.FieldTitle].Proposed != nil {
		t.Errorf("papers that agree: %+v", agreeing.Fields[pipeline.FieldTitle].Reading)
	}
	if said := strings.Join(agreeing.Segments[1].Signals, "; "); strings.Contains(said, "здесь") {
		t.Errorf("papers that agree say %q", said)
	}
}
