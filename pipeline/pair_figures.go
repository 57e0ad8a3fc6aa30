package pipeline

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"vestnik/pipeline/workday"
)

// CorrectionFigures are what the staff's word says of the reading: which field of
// which form is read wrong how often, and whether confidences hold in life. Nothing
// in them names a person or a paper.
type CorrectionFigures struct {
	From   workday.Date       `json:"from"` // papers first read on these days; zero: from the beginning
	To     workday.Date       `json:"to"`
	At     time.Time          `json:"at"`
	Fields []FieldCorrections `json:"fields"`
	Bands  []ConfidenceBand   `json:"calibration"`
}

// FieldCorrections are the readings of one field on one form.
type FieldCorrections struct {
	Form       DocumentKind `json:"form"` // empty for what no paper states
	Field      string       `json:"field"`
	Confirmed  int          `json:"confirmed"`
	Corrected  int          `json:"corrected"`
	Accepted   int          `json:"accepted"` // of the corrected: to the value that the machine had proposed
	Unreadable int          `json:"unreadable"`
	Added      int          `json:"added"` // the machine had not found it
	Sure       Judged       `json:"sure"`
	Unsure     Judged       `json:"unsure"`
}

// Judged counts readings and what became of them.
type Judged struct {
	Shown   int `json:"shown"`
	Decided int `json:"decided"` // confirmed, corrected or called unreadable
	Wrong   int `json:"wrong"`   // corrected
	// Share is the share of wrong ones: of the decided among the unsure, which a
	// person is asked about; of the shown among the sure, which a person touches
	// only to put right. An error that nobody saw is in neither.
	Share float64 `json:"share_wrong"`
}

// ConfidenceBand sets what the machine expected beside what people found.
type ConfidenceBand struct {
	From      float64 `json:"from"` // confidence, inclusive
	To        float64 `json:"to"`   // exclusive, but for the last
	Shown     int     `json:"shown"`
	Decided   int     `json:"decided"`
	Wrong     int     `json:"wrong"`
	Of        int     `json:"of"`        // of how many Found is told: the decided, or the shown where readings are sure
	Predicted float64 `json:"predicted"` // mean confidence of those
	Found     float64 `json:"found"`     // share of right ones
	Low       float64 `json:"low"`       // bounds of that share, with 95 % likelihood
	High      float64 `json:"high"`
}

// bandEdges part the confidences; [SureFrom] is one of them. They are narrow near
// one, where a sure value is told from a doubtful one.
var bandEdges = []float64{0, .3, .5, .6, .7, .8, SureFrom, .95, .98, .99, .995, 1}

// bandOf returns the band of a confidence.
func bandOf(confidence float64) int {
	for i := len(bandEdges) - 2; i > 0; i-- {
		if confidence >= bandEdges[i] {
			return i
		}
	}
	return 0
}

// Corrections counts the staff's word on what was read, over the cases whose papers
// were first read in a period. A period that ends before it begins is Invalid.
func (o *Office) Corrections(ctx context.Context, from, to workday.Date) (CorrectionFigures, error) {
	if to.IsZero() {
		to = o.today()
	}
	if to.Before(from) {
		return CorrectionFigures{}, &Error{Op: "count corrections", Doc: from.String() + "–" + to.String(), Kind: Invalid,
			Advice: "Отчётный период заканчивается раньше, чем начинается. Проверьте даты."}
	}
	rows, err := o.judgedRows(ctx, from, to)
	if err != nil {
		return CorrectionFigures{}, err
	}
	f := CorrectionFigures{From: from, To: to, At: o.now()}
	f.Fields, f.Bands = countFields(rows), countBands(rows)
	return f, nil
}

// countFields counts by form and field, those with most wrong first.
func countFields(rows []judgedRow) []FieldCorrections {
	type name struct {
		form  DocumentKind
		field string
	}
	by := map[name]*FieldCorrections{}
	of := func(form DocumentKind, field string) *FieldCorrections {
		key := name{form, field}
		if by[key] == nil {
			by[key] = &FieldCorrections{Form: form, Field: field}
		}
		return by[key]
	}
	for _, r := range rows {
		for _, s := range r.Shown {
			of(s.Form, s.Field).side(s.Sure).Shown += s.Count
		}
		for _, p := range r.Pairs {
			of(p.Form, p.Field).add(p)
		}
	}
	list := make([]FieldCorrections, 0, len(by))
	for _, f := range by {
		f.Sure.Share, f.Unsure.Share = share(f.Sure.Wrong, f.Sure.Shown), share(f.Unsure.Wrong, f.Unsure.Decided)
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b FieldCorrections) int {
		return cmp.Or(cmp.Compare(b.Corrected, a.Corrected), cmp.Compare(a.Form, b.Form), cmp.Compare(a.Field, b.Field))
	})
	return list
}

func (f *FieldCorrections) side(sure bool) *Judged {
	if sure {
		return &f.Sure
	}
	return &f.Unsure
}

func (f *FieldCorrections) add(p Pair) {
	switch p.Verdict {
	case PairAdded:
		f.Added++
		return
	case PairConfirmed:
		f.Confirmed++
	case PairUnreadable:
		f.Unreadable++
	case PairCorrected:
		f.Corrected++
		f.side(p.Sure).Wrong++
	}
	if p.Accepted {
		f.Accepted++
	}
	f.side(p.Sure).Decided++
}

// countBands sets expectation beside finding. What nobody could read is left out:
// it was neither right nor wrong.
func countBands(rows []judgedRow) []ConfidenceBand {
	bands := make([]ConfidenceBand, len(bandEdges)-1)
	shown, decided := make([]float64, len(bands)), make([]float64, len(bands)) // sums of confidences
	for i := range bands {
		bands[i].From, bands[i].To = bandEdges[i], bandEdges[i+1]
	}
	for _, r := range rows {
		for _, s := range r.Shown {
			bands[s.Band].Shown += s.Count
			shown[s.Band] += s.Sum
		}
		for _, p := range r.Pairs {
			if p.Verdict != PairConfirmed && p.Verdict != PairCorrected {
				continue
			}
			i := bandOf(p.Confidence)
			bands[i].Decided++
			decided[i] += p.Confidence
			if p.wrong() {
				bands[i].Wrong++
			}
		}
	}
	for i := range bands {
		b, sum := &bands[i], decided[i]
		if b.Of = b.Decided; b.From >= SureFrom {
			b.Of, sum = max(b.Shown, b.Decided), shown[i]
		}
		if b.Of > 0 {
			b.Predicted, b.Found = sum/float64(b.Of), 1-share(b.Wrong, b.Of)
			b.Low, b.High = wilson(b.Of-b.Wrong, b.Of)
		}
	}
	return bands
}

func share(part, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(part) / float64(of)
}

// wilson returns Wilson's bounds of a share with 95 % likelihood: unlike the normal
// approximation it holds for few observations and for shares near one.
func wilson(part, of int) (low, high float64) {
	const z = 1.96
	n, p := float64(of), share(part, of)
	centre, spread := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (centre-spread)/(1+z*z/n)), min(1, (centre+spread)/(1+z*z/n))
}
