package main

import (
	"fmt"
	"io"
	"strings"

	"vestnik/pipeline/regulation"
)

// traceStatuses say in words how a point of an act is carried, in the order of
// the summary.
var traceStatuses = []struct{ status, title string }{
	{"covered", "исполняется и испытан"},
	{"untested", "исполняется, сценария нет"},
	{"partial", "описан, но порядок за ним ещё не следит"},
	{"gap", "не охвачен"},
	{"outside", "вне программы"},
}

// printTrace writes the traceability table for people: each point of the act with
// what it says, what carries it, what tries it and where it is seen.
func printTrace(w io.Writer, rows []regulation.TraceRow) {
	titles, count := map[string]string{}, map[string]int{}
	for _, s := range traceStatuses {
		titles[s.status] = s.title
	}
	for _, r := range rows {
		count[r.Status]++
		fmt.Fprintf(w, "п. %s — %s\n    %s\n", r.Point, orDefault(titles[r.Status], r.Status), r.Gist)
		for _, line := range []struct {
			label string
			items []string
		}{{"чем исполняется", r.Rules}, {"чем испытан", r.Scenarios}, {"где видно", r.Seen}} {
			if len(line.items) > 0 {
				fmt.Fprintf(w, "    %s: %s\n", line.label, strings.Join(line.items, ", "))
			}
		}
	}
	fmt.Fprintf(w, "\nВсего пунктов: %d\n", len(rows))
	for _, s := range traceStatuses {
		fmt.Fprintf(w, "    %s: %d\n", s.title, count[s.status])
	}
}
