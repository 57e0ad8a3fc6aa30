package pipeline

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"vestnik/pipeline/regulation"
)

// history makes a stream of one case.
type history struct {
	t      testing.TB
	events []Event
}

func (h *history) add(kind EventType, actor string, data any) *history {
	b, err := json.Marshal(data)
	if err != nil {
		h.t.Fatal(err)
	}
	h.events = append(h.events, Event{Stream: "case/2026-000001", Seq: len(h.events) + 1, Type: kind, Actor: actor,
		At: time.Date(2026, 3, 30, 12, len(h.events), 0, 0, time.UTC), Data: b})
	return h
}

func (h *history) replay() *CaseFile {
	h.t.Helper()
	var c CaseFile
	for _, e := range h.events {
		if err := c.Apply(e); err != nil {
			h.t.Fatalf("%s: %v", e.Type, err)
		}
	}
	return &c
}

// recognisedCase is a case of two files: a statement with an abstract in it, and a deposit.
func recognisedCase(t testing.TB) *history {
	h := &history{t: t}
	h.add(EvReceived, Machine, Received{Receipt: Receipt{Number: "2026-000001"}, To: "M_RECEIVED",
		Originals: []Original{{Digest: "aa", Name: "a.pdf"}, {Digest: "bb", Name: "b.pdf"}, {Digest: "aa", Name: "ещё раз a.pdf"}}})
	for _, d := range []Digest{"aa", "bb"} {
		h.add(EvExtracted, Machine, Extracted{Document: d, Pages: 3, Engine: "e"})
	}
	return h.add(EvRecognised, Machine, twoPapers())
}

func twoPapers() Recognised {
	return Recognised{Documents: []RecognisedDocument{
		{Document: "aa", Paper: Recognition{Kind: Statement, Confidence: .9, Fields: Fields{"title": {Reading: read("Учет", 1)}},
			Segments: []Segment{{Kind: Statement, Pages: []int{1, 2}}, {Kind: Abstract, Pages: []int{3}}}},
			Papers: []regulation.Paper{{Kind: "statement", Pages: []int{1, 2}, Legible: true, Language: "ru"}, {Kind: "abstract", Pages: []int{3}, Language: "en", Problem: "illegible"}}},
		{Document: "bb", Paper: Recognition{Kind: UnknownKind, Fields: Fields{}},
			Papers: []regulation.Paper{{Kind: "unknown", Pages: []int{1, 2, 3}, Legible: true, Language: "ru"}}},
	}}
}

func TestTheSameBytesAreOneDocument(t *testing.T) {
	if c := recognisedCase(t).replay(); len(c.Documents) != 2 {
		t.Errorf("%d documents", len(c.Documents))
	}
}

func TestStagesFollowOneAnother(t *testing.T) {
	h := recognisedCase(t).add(EvChecked, Machine, Checked{}).
		add(EvCorrected, "ivanova", Corrected{Path: "title", Value: "Учёт"}).
		add(EvStageFailed, Machine, StageFailed{Stage: StageCheck}).
		add(EvStageRevived, "ivanova", StageRevived{Stage: StageCheck}).
		add(EvChecked, Machine, Checked{})
	want := []Stage{StageExtract, StageExtract, StageRead, StageCheck, StageDone, StageCheck, StageDone, StageCheck, StageDone}
	var c CaseFile
	for i, e := range h.events {
		if err := c.Apply(e); err != nil {
			t.Fatal(err)
		}
		if c.NextStage() != want[i] {
			t.Errorf("after %d %s: next is %q, want %q", i+1, e.Type, c.NextStage(), want[i])
		}
	}
}

func TestNamingAWholeFileMakesItOnePaper(t *testing.T) {
	c := recognisedCase(t).add(EvKindNamed, "ivanova", KindNamed{Document: "aa", Kind: Abstract}).replay()
	d := c.Document("aa")
	if len(d.Papers) != 1 || d.Kind != Abstract || d.NamedBy != "ivanova" {
		t.Fatalf("document is %+v", d)
	}
	p := d.Papers[0]
	if p.Kind != "abstract" || !reflect.DeepEqual(p.Pages, []int{1, 2, 3}) || p.Legible || p.Problem != "illegible" || p.Language != "ru" {
		t.Errorf("paper is %+v: what the machine knew of the pages is lost", p)
	}
}

func TestNamingARejectedFileDoesNotMakeItLegible(t *testing.T) {
	h := &history{t: t}
	h.add(EvReceived, Machine, Received{Originals: []Original{{Digest: "aa"}}}).
		add(EvExtracted, Machine, Extracted{Document: "aa", Problem: &Problem{Code: "encrypted", Fatal: true}}).
		add(EvRecognised, Machine, Recognised{Documents: []RecognisedDocument{{Document: "aa", Paper: Recognition{Kind: UnknownKind}}}}).
		add(EvKindNamed, "ivanova", KindNamed{Document: "aa", Kind: Statement})
	if p := h.replay().Documents[0].Papers[0]; p.Legible || p.Problem != "encrypted" || p.Kind != "statement" {
		t.Errorf("paper is %+v", p)
	}
}

func TestWhatAPersonSaidOutlivesAnotherReading(t *testing.T) {
	h := recognisedCase(t).
		add(EvCorrected, "ivanova", Corrected{Path: "title", Value: "Учёт", Was: read("Учет", 1)}).
		add(EvKindNamed, "ivanova", KindNamed{Document: "aa", Kind: Statement, Segments: []Segment{{Kind: Statement, Pages: []int{1}}, {Kind: Consent, Pages: []int{2}}}}).
		add(EvKindNamed, "ivanova", KindNamed{Document: "bb", Kind: DepositedMaterials}).
		add(EvRecognised, Machine, twoPapers())
	c := h.replay()
	if c.Title() != "Учёт" || c.Fields["title"].By != "ivanova" {
		t.Errorf("title is %q", c.Title())
	}
	if d := c.Document("bb"); d.Kind != DepositedMaterials || len(d.Papers) != 1 || d.Papers[0].Kind != "deposited-materials" {
		t.Errorf("the named file is %q with %v", d.Kind, d.Papers)
	}
	if d := c.Document("aa"); len(d.Papers) != 2 || d.Papers[1].Kind != "consent" || len(d.Segments) != 2 {
		t.Errorf("the cut file has %v", d.Papers)
	}
}

func TestAFileNamedBeforeItWasReadKeepsItsName(t *testing.T) {
	h := &history{t: t}
	h.add(EvReceived, Machine, Received{Originals: []Original{{Digest: "bb"}}}).
		add(EvKindNamed, "petrova", KindNamed{Document: "bb", Kind: Abstract}).
		add(EvExtracted, Machine, Extracted{Document: "bb", Pages: 2}).
		add(EvRecognised, Machine, Recognised{Documents: []RecognisedDocument{{Document: "bb", Paper: Recognition{Kind: Statement, Fields: Fields{"title": {Reading: read("Учёт", 1)}}}}}})
	d := h.replay().Document("bb")
	if d.Kind != Abstract || len(d.Papers) != 1 || len(d.Papers[0].Pages) != 2 {
		t.Errorf("document is %+v", d)
	}
}

func TestASignedNoticeReplacesItsDraft(t *testing.T) {
	notice := func(id string, draft bool, text string) Performed {
		return Performed{Outcome: regulation.Outcome{Notices: []Notice{{ID: id, Draft: draft, Markdown: text}}}}
	}
	c := recognisedCase(t).
		add(EvPerformed, "ivanova", notice("O-1/1", true, "проект")).
		add(EvPerformed, "orlov", notice("O-1/1", false, "подписано")).
		add(EvPerformed, "orlov", notice("O-1/2", false, "другое")).replay()
	if len(c.Notices) != 2 || c.Notices[0].Markdown != "подписано" || c.Notices[0].By != "orlov" {
		t.Errorf("notices are %+v", c.Notices)
	}
}

func TestTheSameSourceIsNotedOnce(t *testing.T) {
	c := recognisedCase(t).add(EvReceivedAgain, Machine, ReceivedAgain{Source: "b"}).add(EvReceivedAgain, Machine, ReceivedAgain{Source: "b"}).replay()
	if !reflect.DeepEqual(c.Again, []string{"b"}) {
		t.Errorf("sources are %v", c.Again)
	}
}

func TestAnEventOfAnUnknownDocumentIsCorrupt(t *testing.T) {
	for kind, data := range map[EventType]any{
		EvExtracted: Extracted{Document: "zz"}, EvUnpacked: Unpacked{Archive: "zz"}, EvKindNamed: KindNamed{Document: "zz"},
		EvRecognised: Recognised{Documents: []RecognisedDocument{{Document: "zz"}}},
	} {
		b, _ := json.Marshal(data)
		var c CaseFile
		if err := c.Apply(Event{Type: kind, Data: b}); !errors.Is(err, Corrupt) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestACaseSurvivesItsRow(t *testing.T) {
	c := recognisedCase(t).add(EvCorrected, "ivanova", Corrected{Path: "holders[0].name", Value: "Ольхина"}).replay()
	row, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var again CaseFile
	if err := json.Unmarshal(row, &again); err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(&again)
	if err != nil {
		t.Fatal(err)
	}
	if string(row) != string(second) {
		t.Errorf("the row changed on its way:\n%s\n%s", row, second)
	}
	if !reflect.DeepEqual(c.engineCase(), again.engineCase()) {
		t.Error("the engine sees another case after the round trip")
	}
}

// FuzzApply feeds a case events in any order and of any content: it must answer
// each, and its row must read back.
func FuzzApply(f *testing.F) {
	types := []EventType{EvReceived, EvReceivedAgain, EvUnpacked, EvExtracted, EvRecognised, EvChecked, EvCorrected, EvKindNamed,
		EvPerformed, EvStageFailed, EvStageRevived, "of-a-later-program", EvOpened, EvRouted, EvPapersAdded}
	f.Add([]byte{0, 3, 3, 4, 5}, []byte(`{"document":"aa"}`))
	f.Add([]byte{8, 6, 7, 4, 2, 1}, []byte(`{"path":"authors[3].name","value":"x","document":"bb"}`))
	f.Add([]byte{12, 14, 3, 13, 14, 4}, []byte(`{"originals":[{"sha256":"aa"}],"pack":{"id":"notes"},"document":"aa"}`))
	f.Add([]byte{6, 6, 4}, []byte(`{"path":"title[0]","value":{"a":[1,null]}}`))
	f.Fuzz(func(t *testing.T, order, data []byte) {
		if !json.Valid(data) || len(order) > 50 {
			t.Skip()
		}
		start := recognisedCase(t)
		c := CaseFile{}
		for i, b := range order {
			e := Event{Seq: i + 1, Type: types[int(b)%len(types)], Data: data, At: time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC)}
			if b >= 128 { // a true event, out of its order
				e = start.events[int(b)%len(start.events)]
			}
			if err := c.Apply(e); err != nil && !errors.Is(err, Corrupt) {
				t.Fatalf("%s: %v", e.Type, err)
			}
			c.NextStage()
			c.engineCase()
		}
		row, err := json.Marshal(&c)
		if err != nil {
			t.Fatal(err)
		}
		var again CaseFile
		if err := json.Unmarshal(row, &again); err != nil {
			t.Fatalf("the row does not read back: %v", err)
		}
	})
}

// FuzzFieldPath holds that a path either names one reading that a correction
// changes and Reading finds again, or is refused.
func FuzzFieldPath(f *testing.F) {
	for _, p := range []string{"title", "authors[2].name", "fee.amount", "a[0]", "[1]", "authors[007].x"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, path string) {
		fields := Fields{}
		fields.correct(Correction{Path: path, Value: "значение", By: "x"})
		got := fields.Reading(path)
		if _, err := pathOf(path); err != nil {
			if len(fields) != 0 || got.Value != nil {
				t.Fatalf("%q is refused and yet written", path)
			}
			return
		}
		if got.Value != "значение" || got.By != "x" {
			t.Fatalf("%q: wrote, and found %+v", path, got)
		}
	})
}
