package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/extract/form"
	"vestnik/pipeline"
)

// recognised is one line of "read --json".
type recognised struct {
	File       string                `json:"file"`
	Kind       pipeline.DocumentKind `json:"kind"`
	Confidence float64               `json:"confidence"`
	Segments   []pipeline.Segment    `json:"segments,omitempty"`
	Fields     pipeline.Fields       `json:"fields"`
	Pages      []readPage            `json:"pages,omitempty"`
	Problem    *pipeline.Problem     `json:"problem"`
}

// readPage says how one page was read, without its words.
type readPage struct {
	Page       int                    `json:"page"`
	Source     pipeline.PageSource    `json:"source"`
	Reader     pipeline.PageReader    `json:"reader,omitempty"`
	Layer      *pipeline.LayerVerdict `json:"layer,omitempty"`
	Confidence float64                `json:"confidence"`
	Regions    []pipeline.Region      `json:"regions,omitempty"`
	Problem    *pipeline.Problem      `json:"problem,omitempty"`
}

func (a *app) readCommand() *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Extract, tell the kind and the fields; touches no store",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			recogniser, err := form.New()
			if err != nil {
				return err
			}
			o.recognise = recogniser.Recognise
			return a.eachRead(cmd.Context(), o, args, func(f fileRead) error {
				if a.settings.json {
					return a.printJSON(f.recognised())
				}
				a.printRead(f)
				return nil
			})
		},
	}
	o.flags(cmd.Flags())
	return cmd
}

// recognised is the file as "read --json" tells it.
func (f fileRead) recognised() recognised {
	r := f.recognition
	out := recognised{File: f.File, Kind: r.Kind, Confidence: r.Confidence, Segments: r.Segments, Fields: r.Fields, Problem: f.Problem}
	for _, p := range f.Pages {
		out.Pages = append(out.Pages, readPage{p.Number, p.Source, p.Reader, p.Layer, p.Confidence, p.Regions, p.Problem})
	}
	return out
}

// printRead tells people what a file is, what it states, and what to look at.
func (a *app) printRead(f fileRead) {
	r := f.recognition
	service := pipeline.DefaultHouseRules().DefaultService
	fmt.Fprintf(a.out, "== %s — %s (%.2f)\n", f.File, a.kindTitle(service, r.Kind), r.Confidence)
	a.printProblem(f.Problem)
	if len(r.Segments) > 1 {
		for _, s := range r.Segments {
			fmt.Fprintf(a.out, "   %s: %s\n", pageRange(s.Pages), a.kindTitle(service, s.Kind))
		}
	}
	for _, p := range f.Pages {
		if facts := regionFacts(p.Regions); len(facts) > 0 {
			fmt.Fprintf(a.out, "   Кроме слов на странице %d: %s.\n", p.Number, strings.Join(facts, "; "))
		}
	}
	printFields(a.out, r.Fields)
	printDoubts(a.out, r.Fields)
}

// pageRange writes pages for people: "стр. 2" or "стр. 2–5".
func pageRange(pages []int) string {
	switch n := len(pages); {
	case n == 0:
		return "без страниц"
	case n == 1:
		return fmt.Sprintf("стр. %d", pages[0])
	case pages[n-1]-pages[0] == n-1:
		return fmt.Sprintf("стр. %d–%d", pages[0], pages[n-1])
	}
	list := make([]string, len(pages))
	for i, p := range pages {
		list[i] = fmt.Sprint(p)
	}
	return "стр. " + strings.Join(list, ", ")
}
