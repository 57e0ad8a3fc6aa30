package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"vestnik/pipeline/workday"
)

// DefaultSampleSize is how many cases of a quarter a spot check looks at, where
// the office sets nothing else: order 210 п. 117 asks for selective checks and
// names no number.
const DefaultSampleSize = 10

// Lot draws for a case in a quarter, "2026-Q1": the cases with the lowest draws are
// looked at. It must give the same draw for the same words, or the sample could
// not be drawn again by whoever doubts it.
type Lot func(quarter string, id CaseID) uint64

// HashLot draws by SHA-256 over the salt, the quarter and the case. With a salt
// that the examiners do not know, nobody can tell ahead which cases will be drawn.
func HashLot(salt string) Lot {
	return func(quarter string, id CaseID) uint64 {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d:%s%s/%s", len(salt), salt, quarter, id))
		return binary.BigEndian.Uint64(sum[:])
	}
}

// samples draws the spot checks of the quarters that the period touches and in
// which cases ended. Another case that ends in the quarter puts at most one of
// those drawn before out.
func (f figureCount) samples() []Sample {
	ended := map[Span][]CaseID{}
	var quarters []Span
	for _, row := range f.rows {
		q := quarterOf(row.Ended)
		if row.Ended.IsZero() || row.Papers == 0 || q.To.Before(f.period.From) || q.From.After(f.period.To) {
			continue
		}
		if ended[q] == nil {
			quarters = append(quarters, q)
		}
		ended[q] = append(ended[q], row.Case)
	}
	slices.SortFunc(quarters, func(a, b Span) int { return a.From.Compare(b.From) })
	list := make([]Sample, 0, len(quarters))
	for _, q := range quarters {
		list = append(list, f.sample(q, ended[q]))
	}
	return list
}

func (f figureCount) sample(quarter Span, of []CaseID) Sample {
	name := quarterName(quarter.From)
	lot := f.office.lot
	slices.SortFunc(of, func(a, b CaseID) int {
		return cmp.Or(cmp.Compare(lot(name, a), lot(name, b)), cmp.Compare(a, b))
	})
	drawn := slices.Clone(of[:min(len(of), f.office.rules.SampleSize)])
	slices.Sort(drawn)
	return Sample{Quarter: name, Of: len(of), Cases: drawn, Provisional: !quarter.To.Before(f.today)}
}

// quarterOf returns the calendar quarter of a day.
func quarterOf(d workday.Date) Span {
	first := workday.NewDate(d.Year, d.Month-(d.Month-1)%3, 1)
	return Span{From: first, To: workday.NewDate(first.Year, first.Month+3, 0)}
}

// yearOf returns the calendar year of a day.
func yearOf(d workday.Date) Span {
	return Span{From: workday.NewDate(d.Year, 1, 1), To: workday.NewDate(d.Year, 12, 31)}
}

// quarterName writes a quarter: "2026-Q1".
func quarterName(d workday.Date) string {
	return fmt.Sprintf("%04d-Q%d", d.Year, (int(d.Month)+2)/3)
}
