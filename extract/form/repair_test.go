package form

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// scannedPassage is a passage of words that OCR was not quite sure of.
func scannedPassage(text string) passage {
	p := passageOf(text)
	for _, w := range p.words {
		w.confidence = 0.8
	}
	return p
}

func TestARepairIsProposedWhereOnlyOneNumberFits(t *testing.T) {
	cases := []struct {
		kind       valueType
		text, want string // want empty: nothing may be proposed
	}{
		{typeINN, "77О7083893", "7707083893"}, // a letter that looks like one digit only
		{typeINN, "77О70838Б3", ""},           // letters of which no digits make the number whole
		{typeINN, "7707083894", ""},           // 4 is confused with no other digit, the rest with several
		{typeOGRN, "1О27700132195", "1027700132195"},
		{typeOGRN, "10277ОО132195", "1027700132195"},
		{typeSNILS, "112-233-445 96", ""},
		{typeSNILS, "112-2З3-445 95", "112-233-445 95"},
		{typeSNILS, "112-283-445 95", "112-233-445 95"},
		{typeSNILS, "112-253-445 95", "112-233-445 95"}, // 3 and 5 are confused most of all
		{typeINN, "770708389", ""},                      // a digit is lost
		{typeINN, "ОООО083893", ""},                     // too many letters
		{typeKPP, "77О701001", ""},                      // no check digit tells
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			f, ok := c.kind.read(scannedPassage(c.text))
			if !ok && c.want != "" {
				t.Fatal("nothing read")
			}
			if c.want == "" {
				if f.proposed != nil {
					t.Errorf("proposed %v: %s", f.proposed.Value, f.proposed.Why)
				}
				return
			}
			if f.proposed == nil || f.proposed.Value != c.want {
				t.Fatalf("proposed %+v, want %s", f.proposed, c.want)
			}
			if r := f.reading(1); r.Sure || r.Value == c.want || r.Proposed == nil || !strings.Contains(r.Proposed.Why, "сверьте с бумагой") {
				t.Errorf("reading %+v: the value stays as read and unsure, the proposal beside it", r)
			}
		})
	}
}

func TestATextLayerIsNotSecondGuessed(t *testing.T) {
	if f, _ := typeINN.read(passageOf("77О7083893")); f.proposed != nil {
		t.Errorf("proposed %v for what the applicant typed", f.proposed.Value)
	}
}

// FuzzProposeRepair: whatever is proposed passes its check digits, has as many
// digits as the number read, differs from it in few places, and nothing is
// proposed for a number that is right.
func FuzzProposeRepair(f *testing.F) {
	for _, s := range []string{"7707083894", "77О7083893", "1О27700132195", "11228344595", "500100732259", "бббббббббб", "З24980000002240", "0090010000"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(1))
		f.Add(s, uint8(2))
	}
	types := []valueType{typeINN, typeOGRN, typeSNILS}
	f.Fuzz(func(t *testing.T, read string, which uint8) {
		kind := types[int(which)%len(types)]
		p := proposeRepair(kind, read)
		if p == nil {
			return
		}
		value := onlyDigits(p.Value.(string))
		if !kind.valid(value) || len(value) != utf8.RuneCountInString(read) || kind.valid(read) {
			t.Errorf("%q: proposed %q", read, value)
		}
		changed := 0
		for i, r := range []rune(read) {
			if rune(value[i]) != r {
				changed++
			}
		}
		if changed == 0 || changed > mostLetters+1 {
			t.Errorf("%q → %q changes %d signs", read, value, changed)
		}
	})
}

func TestNothingIsProposedForANumberOfAnotherLengthThanItsParty(t *testing.T) {
	for kind, want := range map[string]bool{"organisation": true, "person": false} {
		f, _ := typeINN.read(scannedPassage("77О7083893"))
		r := newRecord()
		r.parts["inn"] = f
		r.parts["kind"] = found{value: kind}
		r.withdrawRepair()
		if got := r.parts["inn"].proposed != nil; got != want {
			t.Errorf("proposed for ten digits of a %s: %v, want %v", kind, got, want)
		}
	}
}
