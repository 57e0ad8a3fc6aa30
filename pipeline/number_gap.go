package pipeline

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
)

// NumberGap is a run of numbers of a register under which no entry stands and of
// which no issue says why.
type NumberGap struct {
	Register RegisterID
	From, To string // To is the last one; From for a single number
}

// UnexplainedNumbers returns the gaps that closing an open issue would leave in the
// numbers of its registers: between the entries of the issue, and between the first
// of them and the entry of the same year before it. Numbers that stand in other
// issues or wait for one are no gaps.
func (o *Office) UnexplainedNumbers(ctx context.Context, f IssueFile) ([]NumberGap, error) {
	var gaps []NumberGap
	for first := 0; first < len(f.Entries); {
		last := first
		for last+1 < len(f.Entries) && f.Entries[last+1].Register == f.Entries[first].Register {
			last++
		}
		numbers, err := o.numbersAround(ctx, f.Entries[first], f.Entries[last])
		if err != nil {
			return nil, err
		}
		gaps = append(gaps, gapsBetween(f.Entries[first].Register, numbers, f.Numbers)...)
		first = last + 1
	}
	return o.explainedBefore(ctx, f.Series, gaps)
}

// numbersAround returns the numbers of a register that bear entries, from that
// before the first to the last, in their order.
func (o *Office) numbersAround(ctx context.Context, first, last Entry) ([]string, error) {
	register := string(first.Register) + "/"
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, From: register + sortable(first.Number), To: register + sortable(last.Number) + "\x00"})
	if err != nil {
		return nil, err
	}
	before, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, From: register, To: register + sortable(first.Number), Descending: true, Limit: 1})
	if err != nil {
		return nil, err
	}
	entries, err := entriesOf(slices.Concat(before, docs))
	if err != nil {
		return nil, err
	}
	var numbers []string
	for i, e := range entries {
		if i == 0 && len(before) > 0 && e.Date.Year != first.Date.Year {
			continue // numbers begin anew each year
		}
		numbers = append(numbers, e.Number)
	}
	return numbers, nil
}

// gapsBetween returns the runs of numbers that lie between neighbours of a sorted
// list and are in no note. Numbers of two lengths have nothing between them, and a
// run longer than any note may be is two sequences of numbers.
func gapsBetween(register RegisterID, numbers []string, notes []NumberNote) []NumberGap {
	var gaps []NumberGap
	for i := 1; i < len(numbers); i++ {
		before, err := strconv.ParseUint(numbers[i-1], 10, 63)
		after, err2 := strconv.ParseUint(numbers[i], 10, 63)
		if err != nil || err2 != nil || len(numbers[i]) != len(numbers[i-1]) || after <= before || after-before-1 > mostNumbers {
			continue
		}
		for n := before + 1; n < after; n++ {
			if explains(notes, register, n) {
				continue
			}
			from := n
			for n+1 < after && !explains(notes, register, n+1) {
				n++
			}
			gaps = append(gaps, NumberGap{Register: register, From: strconv.FormatUint(from, 10), To: strconv.FormatUint(n, 10)})
		}
	}
	return gaps
}

// explains reports whether a note says why a number bears no entry.
func explains(notes []NumberNote, register RegisterID, number uint64) bool {
	return slices.ContainsFunc(notes, func(n NumberNote) bool {
		from, err := strconv.ParseUint(n.From, 10, 63)
		to, err2 := strconv.ParseUint(n.To, 10, 63)
		return n.Register == register && err == nil && err2 == nil && from <= number && number <= to
	})
}

// explainedBefore takes out of gaps what closed issues of the series explained,
// looking from the latest back for as long as something is open.
func (o *Office) explainedBefore(ctx context.Context, series string, gaps []NumberGap) ([]NumberGap, error) {
	if len(gaps) == 0 {
		return nil, nil
	}
	issues, err := o.Issues(ctx, series)
	if err != nil {
		return nil, err
	}
	for _, f := range slices.Backward(issues) {
		if len(gaps) == 0 {
			break
		}
		if !f.Closed || f.Imported {
			continue
		}
		notes, err := o.notesOf(ctx, f)
		if err != nil {
			return nil, err
		}
		gaps = slices.DeleteFunc(gaps, func(g NumberGap) bool { return g.explainedBy(notes) })
	}
	return gaps, nil
}

// explainedBy reports whether notes explain every number of the gap.
func (g NumberGap) explainedBy(notes []NumberNote) bool {
	from, _ := strconv.ParseUint(g.From, 10, 63)
	to, _ := strconv.ParseUint(g.To, 10, 63)
	for n := from; n <= to; n++ {
		if !explains(notes, g.Register, n) {
			return false
		}
	}
	return true
}

// notesOf reads the explanations of a closed issue and nothing else of it.
func (o *Office) notesOf(ctx context.Context, f IssueFile) ([]NumberNote, error) {
	d, err := o.views.Doc(ctx, ViewContents, f.Key())
	if err != nil {
		return nil, err
	}
	var words IssueWords
	if err := json.Unmarshal(d.Body, &words); err != nil {
		return nil, &Error{Op: "read issue", Doc: f.Key(), Kind: Corrupt, Err: err}
	}
	return words.Numbers, nil
}
