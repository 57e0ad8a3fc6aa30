package form_test

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

// inkedStatement is a petition on paper whose boxes are filled in part by hand: words
// are placed in points on A4, as OCR gives them.
func inkedPage(lines map[[2]float64]string, regions ...pipeline.Region) []pipeline.Page {
	p := newPress(11)
	for at, text := range lines {
		p.set(at[0], at[1], text)
	}
	for i := range p.pages {
		p.pages[i].Source = pipeline.FromOCR
		p.pages[i].Regions = regions
	}
	return p.pages
}

// onPage is a box in points as a fraction of A4.
func onPage(x0, y0, x1, y1 float64) pipeline.Box {
	return pipeline.Box{x0 / paperWidth, y0 / paperHeight, x1 / paperWidth, y1 / paperHeight}
}

func chequeFilledByHand(regions ...pipeline.Region) []pipeline.Page {
	return inkedPage(map[[2]float64]string{
		{200, 60}: "КВИТАНЦИЯ",
		{60, 100}: "Получатель: Федеральная служба по интеллектуальной собственности",
		{60, 120}: "Назначение платежа: государственная пошлина за регистрацию программы для ЭВМ",
		{60, 150}: "Сумма платежа:",
		{60, 200}: "Дата платежа: 12.03.2026",
		{60, 260}: "Подпись",
	}, regions...)
}

func TestHandwrittenFieldHasItsPlaceAndNoValue(t *testing.T) {
	written := onPage(150, 148, 260, 166)
	cases := []struct {
		name    string
		regions []pipeline.Region
		doubt   string // of fee.amount; empty where it is not stated
	}{
		{"nothing written", nil, ""},
		{"by hand", []pipeline.Region{{Box: written, Kind: pipeline.Handwriting}}, "от руки"},
		{"print that was lost", []pipeline.Region{{Box: written, Kind: pipeline.LostText}}, "не удалось прочесть"},
		{"a seal", []pipeline.Region{{Box: written, Kind: pipeline.Stamp}}, ""},
		{"beside another label", []pipeline.Region{{Box: onPage(130, 258, 200, 280), Kind: pipeline.Handwriting}}, ""},
		{"far below", []pipeline.Region{{Box: onPage(60, 500, 200, 520), Kind: pipeline.Handwriting}}, ""},
	}
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Recognise("", chequeFilledByHand(c.regions...))
			if got.Kind != pipeline.ProofOfFee {
				t.Fatalf("kinds %s: %v", kinds(got), got.Segments)
			}
			amount, there := got.Fields["fee"].Parts["amount"]
			if there != (c.doubt != "") {
				t.Fatalf("the amount is read as %+v (%v)", amount, there)
			}
			if !there {
				return
			}
			if !amount.Unread() || amount.Sure || amount.Confidence != 0 || amount.Page != 1 || amount.Box != written {
				t.Errorf("the amount is %+v, want a place without a value", amount)
			}
			if !strings.Contains(amount.Doubt, c.doubt) {
				t.Errorf("the doubt is %q, want it to say %q", amount.Doubt, c.doubt)
			}
			if _, stated := got.Fields["fee"].Value.(map[string]any)["amount"]; stated {
				t.Error("the fee states an amount that nobody has read")
			}
		})
	}
}

func TestWhatInkCrossesSaysSo(t *testing.T) {
	r := recogniser(t)
	for kind, says := range map[pipeline.RegionKind]string{
		pipeline.Handwriting: "рукописная запись", pipeline.LostText: "не удалось прочесть", pipeline.Stamp: "печати", pipeline.Figure: "",
	} {
		pages := chequeFilledByHand(pipeline.Region{Box: onPage(140, 196, 200, 214), Kind: kind})
		paid := r.Recognise("", pages).Fields["fee"].Parts["paid_on"]
		if paid.Value != "2026-03-12" {
			t.Fatalf("%s: read %v", kind, paid.Value)
		}
		if (says == "") != (paid.Doubt == "") || !strings.Contains(paid.Doubt, says) {
			t.Errorf("%s: the doubt is %q, want it to say %q", kind, paid.Doubt, says)
		}
		if says != "" && paid.Sure {
			t.Errorf("%s: a value that ink crosses is sure", kind)
		}
	}
}

// TestAnotherPaperFillsWhatIsWrittenByHand takes the value from where it is printed.
func TestAnotherPaperFillsWhatIsWrittenByHand(t *testing.T) {
	a := applicants()[0]
	statement := ruled(a)
	r := recogniser(t)
	alone := r.Recognise("", statement)
	both := r.Recognise("", bound(statement, chequeFilledByHand(pipeline.Region{Box: onPage(150, 148, 260, 166), Kind: pipeline.Handwriting})))
	for path, was := range flat(alone.Fields) {
		if is := flat(both.Fields)[path]; is.Value != was.Value {
			t.Errorf("%s: %v beside the cheque, %v alone", path, is.Value, was.Value)
		}
	}
}
