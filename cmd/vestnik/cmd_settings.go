package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// shownGap is one line of "regulations settings --json": a question that an act
// leaves open, and how the office reads it.
type shownGap struct {
	Pack        string                     `json:"pack"`
	ID          string                     `json:"id"`
	Point       string                     `json:"point"`
	Question    string                     `json:"question"`
	Key         string                     `json:"key,omitempty"` // empty where nothing can be switched
	Reading     string                     `json:"reading,omitempty"`
	Default     string                     `json:"default,omitempty"`
	Options     []regulation.SettingOption `json:"options,omitempty"`
	Alternative string                     `json:"alternative,omitempty"`
}

func (a *app) packSettingsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "settings [PACK]", Short: "What the acts leave open: the question, the reading chosen, the others, and the key that switches it", Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			engine, err := a.newEngine(workday.Production())
			if err != nil {
				return err
			}
			only := ""
			if len(args) > 0 {
				only = args[0]
				if _, err := engine.Edition(only, ""); err != nil {
					return usageError{err}
				}
			}
			gaps := listGaps(engine, only)
			if a.settings.json {
				return a.printJSON(gaps)
			}
			a.printGaps(gaps)
			return nil
		},
	}
}

// listGaps lists the gaps of the newest edition of each pack, or of one with its parts.
func listGaps(engine *regulation.Engine, only string) []shownGap {
	gaps := []shownGap{}
	packs := engine.Packs()
	for i, p := range packs {
		newest := i+1 == len(packs) || packs[i+1].ID != p.ID
		if !newest || only != "" && p.ID != only && p.PartOf != only {
			continue
		}
		for _, s := range p.Own().Settings {
			g := shownGap{Pack: p.ID, ID: s.ID, Point: s.Point, Question: s.Question, Key: s.Key, Default: s.Default, Options: s.Options, Alternative: s.Alternative}
			if s.Key != "" {
				g.Reading = engine.Reading(s)
			}
			gaps = append(gaps, g)
		}
	}
	return gaps
}

func (a *app) printGaps(gaps []shownGap) {
	for i, g := range gaps {
		if i == 0 || gaps[i-1].Pack != g.Pack {
			fmt.Fprintf(a.out, "== %s\n", g.Pack)
		}
		fmt.Fprintf(a.out, "%s, п. %s. %s\n", g.ID, g.Point, g.Question)
		if g.Key != "" {
			fmt.Fprintf(a.out, "    %s:\n", g.Key)
		}
		for _, o := range g.Options {
			mark, note := " ", ""
			if o.Value == g.Reading {
				mark = "✓"
			}
			if o.Value == g.Default {
				note = " (по умолчанию)"
			}
			fmt.Fprintf(a.out, "  %s   %s — %s%s\n", mark, o.Value, o.Title, note)
		}
		if g.Alternative != "" {
			fmt.Fprintf(a.out, "    Иначе: %s\n", g.Alternative)
		}
	}
}
