package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// checked is one line of "check --json".
type checked struct {
	File     string             `json:"file"`
	Pack     string             `json:"pack"`
	Edition  string             `json:"edition"`
	Findings []pipeline.Finding `json:"findings"`
}

func (a *app) checkCommand() *cobra.Command {
	var asOf, channel, service string
	cmd := &cobra.Command{
		Use:   "check PATH…",
		Short: "Read, and check by the pack in force; touches no store",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			at := time.Time{}
			if asOf != "" {
				day, err := workday.ParseDate(asOf)
				if err != nil {
					return usageError{fmt.Errorf("--as-of: %w", err)}
				}
				at = day.At(pipeline.DefaultHouseRules().Zone).Add(12 * time.Hour)
			}
			return a.check(cmd.Context(), at, channel, service, args)
		},
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "day of the filing, YYYY-MM-DD; today by default")
	cmd.Flags().StringVar(&channel, "channel", "window", "window, post, site or epgu")
	cmd.Flags().StringVar(&service, "service", "", "regulation pack; what the papers ask for by default")
	return cmd
}

// check judges filings in a store of its own that is thrown away afterwards: the
// same stages, the same engine, and nothing of the office's is touched.
func (a *app) check(ctx context.Context, at time.Time, channel, service string, paths []string) error {
	dir, err := os.MkdirTemp("", "vestnik-check-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if _, err := a.office(); err != nil { // of the office, not of the scratch store
		return err
	}
	scratch := *a
	scratch.settings.data, scratch.settings.objects, scratch.settings.journal = dir, "dir:", "sqlite:"
	h, err := scratch.openHouse(ctx, houseOptions{reading: true})
	if err != nil {
		return err
	}
	defer h.close()
	partial := false
	for _, path := range paths {
		s := pipeline.Submission{Channel: pipeline.Channel(channel), Service: service, ReceivedAt: at, Source: path}
		clean, err := a.checkOne(ctx, h, s, path)
		if err := a.tolerate(ctx, err, len(paths)); err != nil {
			return err
		}
		partial = partial || err != nil || !clean
	}
	if partial {
		return errPartial
	}
	return nil
}

// checkOne judges one path; clean says that every file was read.
func (a *app) checkOne(ctx context.Context, h *house, s pipeline.Submission, path string) (clean bool, err error) {
	if s.Files, err = a.submissionFiles(path); err != nil {
		return false, err
	}
	receipt, err := h.office.Receive(ctx, s)
	if err != nil {
		return false, err
	}
	c, err := h.office.Advance(ctx, receipt.Number)
	if err != nil {
		return false, err
	}
	return allRead(c), a.reportChecked(path, c)
}

func (a *app) reportChecked(path string, c *pipeline.CaseFile) error {
	if a.settings.json {
		return a.printJSON(checked{File: path, Pack: c.Pack.ID, Edition: c.Pack.Edition, Findings: c.Findings})
	}
	fmt.Fprintf(a.out, "== %s (%s, редакция %s)\n", path, c.Pack.ID, c.Pack.Edition)
	for _, f := range c.Findings {
		fmt.Fprintf(a.out, "  %-14s %-14s п. %-12s %s\n", f.Verdict, f.Rule, f.Point, f.Message)
	}
	return nil
}
