package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

// extracted is one line of "extract --json".
type extracted struct {
	File    string            `json:"file"`
	Type    string            `json:"type"`
	SHA256  pipeline.Digest   `json:"sha256"`
	Pages   []pipeline.Page   `json:"pages"`
	Members []string          `json:"members,omitempty"`
	Problem *pipeline.Problem `json:"problem"`
}

func (a *app) extractCommand() *cobra.Command {
	var o readOptions
	cmd := &cobra.Command{
		Use:   "extract FILE…",
		Short: "Bytes to text: pages, words, boxes; touches no store",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.eachRead(cmd.Context(), o, args, func(f fileRead) error {
				if a.settings.json {
					return a.printJSON(f.extracted)
				}
				a.printExtracted(f.extracted)
				return nil
			})
		},
	}
	o.flags(cmd.Flags())
	return cmd
}

func (a *app) printExtracted(x extracted) {
	fmt.Fprintf(a.out, "== %s (%s), страниц: %d\n", x.File, orDefault(x.Type, "вид файла не определён"), len(x.Pages))
	a.printProblem(x.Problem)
	for _, p := range x.Pages {
		fmt.Fprintf(a.out, "-- страница %d (%s)\n", p.Number, strings.Join(append(pageFacts(p), regionFacts(p.Regions)...), "; "))
		if p.Text != "" {
			fmt.Fprintln(a.out, p.Text)
		}
		if p.Problem != nil && (x.Problem == nil || p.Number != x.Problem.Page) { // else it was told at the head
			a.printProblem(p.Problem)
		}
	}
}

// regionFacts say what of a page no word tells.
func regionFacts(regions []pipeline.Region) []string {
	var facts []string
	for _, kind := range []pipeline.RegionKind{pipeline.LostText, pipeline.Handwriting, pipeline.Stamp, pipeline.Figure} {
		n := 0
		for _, r := range regions {
			if r.Kind == kind {
				n++
			}
		}
		if n > 0 {
			facts = append(facts, fmt.Sprintf("%s, мест: %d", regionTitle(kind), n))
		}
	}
	return facts
}

func (a *app) printProblem(p *pipeline.Problem) {
	if p != nil {
		fmt.Fprintf(a.out, "   ! %s\n", p.Message)
	}
}
