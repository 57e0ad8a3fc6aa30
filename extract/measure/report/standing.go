package report

import (
	"fmt"
	"slices"
	"strings"
)

// standing says in lines how the targets stand: the counts, then each target that
// is missed and each that could not be judged, as list items.
func standing(sections []Section) []string {
	met := 0
	var unmet, unjudged []string
	for _, s := range sections {
		if s.Skipped != "" {
			unjudged = append(unjudged, fmt.Sprintf("- not measured: %s: %s", s.Title, s.Skipped))
		}
		for _, r := range s.Rows {
			switch r.Result {
			case Met:
				met++
			case Unmet:
				unmet = append(unmet, fmt.Sprintf("- NOT MET: %s: %s: %s, target %s", s.Title, r.What, figure(r), r.Target))
			case NoPeer:
				unjudged = append(unjudged, fmt.Sprintf("- NO PEER: %s: %s: %s", s.Title, r.What, r.Note))
			}
		}
	}
	count := fmt.Sprintf("Targets: %d met, %d not met, %d not judged.", met, len(unmet), len(unjudged))
	return append(append([]string{count}, unmet...), unjudged...)
}

// figure is what a row's target judges: the ratio where there is one.
func figure(r Row) string {
	sides := strings.Join(slices.DeleteFunc([]string{r.Ours, r.Peer}, func(s string) bool { return s == "" }), ", ")
	if r.Ratio != "" {
		return fmt.Sprintf("%s (%s)", r.Ratio, sides)
	}
	return sides
}
