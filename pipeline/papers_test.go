package pipeline_test

import (
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// later hands papers in to a case, by post and three days after everything else.
func (r *rig) later(id pipeline.CaseID, names ...string) (pipeline.Receipt, error) {
	r.t.Helper()
	s := submission(names...)
	s.Channel, s.ReceivedAt = pipeline.Post, monday.Add(72*time.Hour)
	return r.office.AddPapers(r.t.Context(), id, s)
}

func TestLaterPapersGetAReceiptOfTheirOwnAndAreRead(t *testing.T) {
	r := newRig(t)
	c := r.filed("заявление.pdf")
	r.reader.fields["ходатайство.pdf"] = pipeline.Fields{
		"title": {Reading: sure("Совсем другое")}, "publication_year": {Reading: sure(int64(2024))},
	}
	receipt, err := r.later(c.ID, "ходатайство.pdf")
	must(t, err)
	if receipt.Number != "2026-000001-1" || receipt.Case != c.ID || receipt.Duplicate || len(receipt.SHA256) != 1 {
		t.Errorf("receipt is %+v", receipt)
	}
	c, err = r.office.Advance(t.Context(), c.ID)
	must(t, err)
	d := &c.Documents[1]
	if at, channel := c.ReceivedOf(d); d.Status != pipeline.DocRead || !at.Equal(monday.Add(72*time.Hour)) || channel != pipeline.Post {
		t.Errorf("the paper is %s, came %v by %s", d.Status, at, channel)
	}
	if at, channel := c.ReceivedOf(&c.Documents[0]); !at.Equal(monday) || channel != pipeline.Window {
		t.Errorf("the filing came %v by %s", at, channel)
	}
	if c.Title() != "Учёт ульев" {
		t.Errorf("a later paper renamed the program to %q", c.Title())
	}
	if got := c.Fields.Reading("publication_year").Value; got != 2024.0 {
		t.Errorf("what the filing left unsaid is %v", got)
	}
	if c.CheckedAt != c.Version {
		t.Errorf("checked at %d, the history is %d long", c.CheckedAt, c.Version)
	}
	found, err := r.office.CaseByNumber(t.Context(), "2026-000001-1")
	must(t, err)
	if found.ID != c.ID {
		t.Errorf("the receipt leads to %s", found.ID)
	}
	_, err = r.office.CaseByNumber(t.Context(), "2026-000001-2")
	wantKind(t, err, pipeline.NotExist)
	v, err := r.office.Verify(t.Context())
	must(t, err)
	if len(v.Problems) > 0 || v.Originals != 2 {
		t.Errorf("verify: %+v", v)
	}
}

func TestTheSameLaterPapersTwiceAreOneReceipt(t *testing.T) {
	r := newRig(t)
	id := r.filed("заявление.pdf").ID
	first, err := r.later(id, "ходатайство.pdf")
	must(t, err)
	again, err := r.later(id, "ходатайство.pdf")
	must(t, err)
	if !again.Duplicate || again.Number != first.Number || !again.At.Equal(first.At) {
		t.Errorf("receipts %+v and %+v", first, again)
	}
	filing, err := r.later(id, "заявление.pdf")
	must(t, err)
	if !filing.Duplicate || filing.Number != id {
		t.Errorf("the filing's own bytes got the receipt %+v", filing)
	}
	second, err := r.later(id, "ходатайство.pdf", "доверенность.pdf")
	must(t, err)
	if second.Duplicate || second.Number != "2026-000001-2" || len(second.SHA256) != 2 {
		t.Errorf("receipt %+v", second)
	}
	if c := r.load(id); len(c.Documents) != 3 || len(c.Additions) != 2 {
		t.Errorf("%d documents by %d additions", len(c.Documents), len(c.Additions))
	}
}

func TestLaterPapersAreTakenInAnyState(t *testing.T) {
	r := newRig(t)
	c := r.entered("a.pdf")
	findings := c.Findings
	must(t, errOf(r.later(c.ID, "заявление об исправлении.pdf")))
	c, err := r.office.Advance(t.Context(), c.ID)
	must(t, err)
	if len(c.Documents) != 2 || c.Documents[1].Status != pipeline.DocRead {
		t.Errorf("documents: %+v", c.Documents)
	}
	if len(findings) == 0 || len(c.Findings) != len(findings) {
		t.Errorf("%d findings, %d before", len(c.Findings), len(findings))
	}
}

func TestALetterDoesNotSpeakForTheApplication(t *testing.T) {
	r := newRig(t)
	c := r.filed("заявление.pdf")
	r.reader.segments["отзыв.pdf"] = []pipeline.Segment{{Kind: "withdrawal-statement", Pages: []int{1, 2}, Confidence: 1}}
	r.reader.fields["отзыв.pdf"] = pipeline.Fields{"representative": {Reading: party("name", "Кто-то Другой")}}
	must(t, errOf(r.later(c.ID, "отзыв.pdf")))
	c, err := r.office.Advance(t.Context(), c.ID)
	must(t, err)
	if _, stated := c.Fields["representative"]; stated {
		t.Error("who withdraws became the applicant's representative")
	}
	if got := c.Documents[1].Read.Reading("representative.name").Value; got != "Кто-то Другой" {
		t.Errorf("the letter itself states %v", got)
	}
}

func TestTheFirstPapersOfACaseThatAPersonBeganSpeakForIt(t *testing.T) {
	r := newNotes(t)
	r.reader.note("письмо.pdf", "ульи")
	id := r.call("дупла")
	must(t, errOf(r.later(id, "письмо.pdf")))
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if got := c.Fields.Reading("topic").Value; got != "ульи" {
		t.Errorf("the topic is %v", got)
	}
}

func TestChecksSeeWhenAPaperCame(t *testing.T) {
	r := newNotes(t)
	r.reader.note("заметка.pdf", "ульи")
	c := r.filed("заметка.pdf")
	verdict := func() regulation.Verdict {
		i := slices.IndexFunc(c.Findings, func(f pipeline.Finding) bool { return f.Rule == "R3-1-2" })
		return c.Findings[i].Verdict
	}
	if got := verdict(); got != regulation.Pass {
		t.Errorf("all at once: %s", got)
	}
	must(t, errOf(r.later(c.ID, "ещё.pdf")))
	c, err := r.office.Advance(t.Context(), c.ID)
	must(t, err)
	if got := verdict(); got != regulation.Fail {
		t.Errorf("after the later paper: %s", got)
	}
}

func TestWhatWasRecognisedStaysWhenPapersCome(t *testing.T) {
	r := newRig(t)
	id := r.filed("заявление.pdf").ID
	r.reader.fields["заявление.pdf"] = pipeline.Fields{"title": {Reading: sure("Как прочла бы новая программа")}}
	must(t, errOf(r.later(id, "архив.pdf+письмо.pdf.zip")))
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if c.Title() != "Учёт ульев" {
		t.Errorf("the filing was read anew: %q", c.Title())
	}
	for _, d := range c.Documents[1:] {
		if d.Added != 1 {
			t.Errorf("%s came with addition %d", d.Name, d.Added)
		}
	}
	if got := r.types(id); !slices.Contains(got, "papers-added") || !slices.Contains(got, "unpacked") {
		t.Errorf("events are %v", got)
	}
}

func TestNewPapersWakeACaseThatGaveUp(t *testing.T) {
	r := newRig(t)
	r.reader.failing[1] = &pipeline.Error{Op: "read", Kind: pipeline.Internal, Advice: "Не прочлось."}
	id := r.receive("a.pdf").Number
	if _, err := r.office.Advance(t.Context(), id); err == nil {
		t.Fatal("the reading did not fail")
	}
	delete(r.reader.failing, 1)
	must(t, errOf(r.later(id, "b.pdf")))
	c, err := r.office.Advance(t.Context(), id)
	must(t, err)
	if c.Failed != nil || c.NextStage() != pipeline.StageDone {
		t.Errorf("failed %+v, next %q", c.Failed, c.NextStage())
	}
}

func TestWhatCannotBeAddedIsRefusedBeforeAnythingIsSealed(t *testing.T) {
	for _, c := range []struct {
		name   string
		id     pipeline.CaseID
		change func(*pipeline.Submission)
		kind   pipeline.Kind
	}{
		{"no such case", "2026-000009", func(*pipeline.Submission) {}, pipeline.NotExist},
		{"no files", "2026-000001", func(s *pipeline.Submission) { s.Files = nil }, pipeline.Invalid},
		{"by fax", "2026-000001", func(s *pipeline.Submission) { s.Channel = "fax" }, pipeline.Invalid},
		{"a file that is gone", "2026-000001", func(s *pipeline.Submission) {
			s.Files[0].Open = func() (io.ReadCloser, error) { return nil, errors.New("gone") }
		}, pipeline.Transient},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			r.receive("a.pdf")
			s := submission("b.pdf")
			c.change(&s)
			_, err := r.office.AddPapers(t.Context(), c.id, s)
			wantKind(t, err, c.kind)
			if n := r.originals(); n != 1 {
				t.Errorf("%d originals are kept", n)
			}
		})
	}
}

func (r *rig) originals() (n int) {
	r.t.Helper()
	must(r.t, r.objects.List(r.t.Context(), "originals/", func(pipeline.ObjectInfo) error { n++; return nil }))
	return n
}
