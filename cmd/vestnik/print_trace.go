package main

import (
	"fmt"
	"io"
	"strings"

	"vestnik/publish"
)

// traceStatuses say in words how a point of an act is carried, and how several
// are, in the order of the summary.
var traceStatuses = []struct{ status, title, several string }{
	{"covered", "исполняется и испытан", "исполняются и испытаны"},
	{"untested", "исполняется, примера нет", "исполняются, примера нет"},
	{"partial", "описан, но порядок за ним ещё не следит", "описаны, но порядок за ними ещё не следит"},
	{"gap", "не охвачен", "не охвачены"},
	{"outside", "вне программы", "вне программы"},
}

// statusWords is a status in words; one without words stands for itself.
func statusWords(status string) string {
	for _, s := range traceStatuses {
		if s.status == status {
			return s.title
		}
	}
	return status
}

// printTrace writes the traceability table for people: each point of the act with
// what it says, what carries it and who judges it, what tries it and where it is
// seen; then the totals.
func printTrace(w io.Writer, act publish.Act) {
	for _, p := range act.Points {
		fmt.Fprintf(w, "п. %s — %s\n    %s\n", p.Point, p.Status, p.Gist)
		for _, e := range p.Elements {
			fmt.Fprintf(w, "    %s  %s\n", e.ID, joined(" — ", joined(": ", e.Kind, e.Gist), e.By))
		}
		for _, line := range []struct {
			label string
			items []string
		}{{"чем испытан", p.Scenarios}, {"где видно", p.Seen}} {
			if len(line.items) > 0 {
				fmt.Fprintf(w, "    %s: %s\n", line.label, strings.Join(line.items, ", "))
			}
		}
	}
	fmt.Fprintf(w, "\n%s\n", act.Title)
	for _, t := range act.Totals {
		fmt.Fprintf(w, "    %s: %d\n", t.Title, t.Count)
		for _, part := range t.Of {
			fmt.Fprintf(w, "        %s: %d\n", part.Title, part.Count)
		}
	}
}
