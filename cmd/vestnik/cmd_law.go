package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

func (a *app) dueCommand() *cobra.Command {
	var from, calendar string
	cmd := &cobra.Command{
		Use: "due PACK TERM", Short: "Term arithmetic alone: counting starts on the day after", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			start, err := workday.ParseDate(from)
			if err != nil {
				return usageError{fmt.Errorf("--from: %w", err)}
			}
			days, err := loadCalendar(calendar)
			if err != nil {
				return err
			}
			engine, err := a.newEngine(days)
			if err != nil {
				return err
			}
			answer, err := engine.Due(args[0], args[1], start)
			switch {
			case errors.Is(err, regulation.ErrNoLength):
				return &pipeline.Error{Op: "count term", Doc: args[1], Kind: pipeline.Invalid, Err: err,
					Advice: "Срок " + args[1] + " посчитать нельзя: в акте он не назван, или пункта, который его называет, нет в источнике."}
			case err != nil:
				return usageError{err}
			}
			if a.settings.json {
				return a.printJSON(answer)
			}
			provisional := ""
			if answer.Provisional {
				provisional = " (предварительно: производственный календарь этого года ещё не утверждён)"
			}
			fmt.Fprintf(a.out, "%s%s\n", answer.Due, provisional)
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "day of the event, YYYY-MM-DD")
	cmd.Flags().StringVar(&calendar, "calendar", "", "a production calendar file laid over the built-in ones")
	if err := cmd.MarkFlagRequired("from"); err != nil {
		panic(err) // the flag is defined above
	}
	return cmd
}

func loadCalendar(path string) (*workday.Calendar, error) {
	days := workday.Production()
	if path == "" {
		return days, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, usageError{err}
	}
	defer f.Close()
	days, err = days.WithFile(f)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", path, err)}
	}
	return days, nil
}

func (a *app) regulationsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "regulations", Short: "The packs: list, show, trace, settings, lint"}
	cmd.AddCommand(a.packListCommand(), a.packShowCommand(), a.packTraceCommand(), a.packSettingsCommand(), a.packLintCommand())
	return cmd
}

func (a *app) packListCommand() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "The loaded packs", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			engine, err := a.newEngine(workday.Production())
			if err != nil {
				return err
			}
			type row struct {
				ID       string       `json:"id"`
				Edition  string       `json:"edition"`
				Title    string       `json:"title"`
				From     workday.Date `json:"in_force_from"`
				Verified bool         `json:"verified"`
				SHA256   string       `json:"sha256"`
				PartOf   string       `json:"part_of,omitempty"`   // the pack of whose act it renders one more procedure
				OpenedBy []string     `json:"opened_by,omitempty"` // kinds of paper that open its cases
			}
			var rows []row
			for _, p := range engine.Packs() {
				rows = append(rows, row{p.ID, p.Edition, p.Title, p.InForceFrom, p.Verified, p.SHA256, p.PartOf, p.OpenedBy})
			}
			if a.settings.json {
				return a.printJSON(rows)
			}
			for _, r := range rows {
				part := ""
				if r.PartOf != "" {
					part = " (часть " + r.PartOf + ")"
				}
				fmt.Fprintf(a.out, "%-22s %s  %s%s\n", r.ID, r.Edition, r.Title, part)
			}
			return nil
		},
	}
}

func (a *app) packShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show PACK", Short: "One pack, newest edition", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			engine, err := a.newEngine(workday.Production())
			if err != nil {
				return err
			}
			p, err := engine.Edition(args[0], "")
			if err != nil {
				return usageError{err}
			}
			if a.settings.json {
				return a.printJSON(p)
			}
			out, err := json.MarshalIndent(p, "", "  ")
			if err != nil {
				return err
			}
			fmt.Fprintln(a.out, string(out))
			return nil
		},
	}
}

func (a *app) packTraceCommand() *cobra.Command {
	return &cobra.Command{
		Use: "trace PACK", Short: "Point of the act → rule → scenario → where a person sees it", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			engine, err := a.newEngine(workday.Production())
			if err != nil {
				return err
			}
			rows, err := engine.Trace(args[0])
			if err != nil {
				return usageError{err}
			}
			if a.settings.json {
				return a.printJSON(rows)
			}
			act, err := acts{engine: engine}.Act(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			printTrace(a.out, act)
			return nil
		},
	}
}

func (a *app) packLintCommand() *cobra.Command {
	return &cobra.Command{
		Use: "lint FILE", Short: "Strict validation of one pack", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{err}
			}
			config, err := a.office()
			if err != nil {
				return err
			}
			packs, err := config.packs()
			if err != nil {
				return err
			}
			problems := regulation.Lint(filepath.Base(args[0]), data, packs)
			if a.settings.json {
				if err := a.printJSON(problems); err != nil {
					return err
				}
			} else {
				for _, p := range problems {
					fmt.Fprintf(a.out, "%s:%d:%d: %s\n", p.File, p.Line, p.Column, p.Message)
				}
			}
			if len(problems) > 0 {
				return usageError{fmt.Errorf("%s: %d problems", args[0], len(problems))}
			}
			return nil
		},
	}
}
