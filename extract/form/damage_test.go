package form_test

import (
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// damaged is the ruled statement of an organisation as a scan, with every word
// changed as the function says; an empty text drops the word.
func damaged(change func(page int, w *pipeline.Word)) []pipeline.Page {
	pages := ruled(applicants()[0])
	for i := range pages {
		pages[i].Source = pipeline.FromOCR
		for j := range pages[i].Words {
			pages[i].Words[j].Confidence = 0.96
			change(i+1, &pages[i].Words[j])
		}
		pages[i].Words = slices.DeleteFunc(pages[i].Words, func(w pipeline.Word) bool { return w.Text == "" })
	}
	return pages
}

func TestASignatureUnderASealIsUnsureAndNotAbsent(t *testing.T) {
	a := applicants()[0]
	hidden := append(strings.Fields(a.signer), strings.Fields(a.position)...)
	got := recogniser(t).Recognise("", damaged(func(page int, w *pipeline.Word) {
		switch {
		case page != 2:
		case slices.Contains(hidden, w.Text):
			w.Text, w.Confidence = "Jfl", 0.2
		case w.Text == dotted(a.signed):
			w.Text = ""
		}
	}))
	list := got.Fields[pipeline.FieldSignatures].Values
	if len(list) != 1 || list[0].Sure || list[0].Parts["name"].Value != "" || list[0].Parts["name"].Sure {
		t.Errorf("signatures %+v, want one, empty and unsure", list)
	}
}

func TestASignatureIsReadOffItsCaptionWhenItsHeadingIsHidden(t *testing.T) {
	heading := 0
	got := recogniser(t).Recognise("", damaged(func(page int, w *pipeline.Word) {
		if strings.HasPrefix(w.Text, "ПОДПИСЬ(И)") {
			heading = w.Line
		}
		if page == 2 && w.Line == heading {
			w.Text = ""
		}
	}))
	r := flat(got.Fields)["signatures[0].name"]
	if r.Value != applicants()[0].signer || r.Sure {
		t.Errorf("read %v, sure %v", r.Value, r.Sure)
	}
}

func TestDirtAmongTheLinesIsNoText(t *testing.T) {
	a := applicants()[0]
	pages := damaged(func(int, *pipeline.Word) {})
	for i, w := range pages[0].Words {
		if w.Text != "Тверская" {
			continue
		}
		speck, scrawl := w, w
		speck.Text, speck.Confidence = "м", 0.6
		speck.Box[1], speck.Box[3] = w.Box[3]-0.001, w.Box[3]
		scrawl.Text, scrawl.Confidence = "ЖА", 0.2
		scrawl.Box[1], scrawl.Box[3] = w.Box[1]-0.01, w.Box[3]+0.005
		pages[0].Words = slices.Insert(pages[0].Words, i+1, speck, scrawl)
		break
	}
	expect(t, recogniser(t).Recognise("", pages), states{"correspondence_address": a.address + ", " + a.signer})
}

func TestAnExplanationWithoutItsOpeningBracketIsNoValue(t *testing.T) {
	a := applicants()[0]
	got := recogniser(t).Recognise("", damaged(func(_ int, w *pipeline.Word) {
		if w.Text == "(указывается" {
			w.Text = "указано"
		}
	}))
	expect(t, got, states{"holders[0].name": a.holder, "holders[0].address": a.address})
}
