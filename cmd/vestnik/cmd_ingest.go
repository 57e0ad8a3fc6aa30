package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

func (a *app) ingestCommand() *cobra.Command {
	var o ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest PATH…",
		Short: "Receive filings, read and check them; each file, directory or zip is one filing",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.ingest(cmd.Context(), o, args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.channel, "channel", "window", "window, post, site or epgu (order 210, point 20)")
	f.StringVar(&o.receivedAt, "received-at", "", "when it arrived, RFC 3339; now by default")
	f.StringVar(&o.service, "service", "", "regulation pack that judges it; what the papers ask for by default")
	f.StringVar(&o.to, "case", "", "take the files in as later papers of this case, by any of its numbers")
	return cmd
}

// ingestOptions are the flags of ingest.
type ingestOptions struct {
	channel, receivedAt, service string
	to                           string // number of the case that the papers belong to; empty: each path is a filing
}

func (a *app) ingest(ctx context.Context, o ingestOptions, paths []string) error {
	if o.service != "" && o.to != "" {
		return usageError{errors.New("--service and --case exclude one another: later papers are judged by the regulation of their case")}
	}
	var at time.Time
	if o.receivedAt != "" {
		var err error
		if at, err = time.Parse(time.RFC3339, o.receivedAt); err != nil {
			return usageError{fmt.Errorf("--received-at %q is not RFC 3339 with an offset", o.receivedAt)}
		}
	}
	h, err := a.openHouse(ctx, houseOptions{reading: true})
	if err != nil {
		return err
	}
	defer h.close()
	var partial bool
	for i, path := range paths {
		a.tell("[%d/%d] %s", i+1, len(paths), path)
		clean, err := a.ingestOne(ctx, h, o.to, pipeline.Submission{
			Channel: pipeline.Channel(o.channel), Service: o.service, ReceivedAt: at, Lane: pipeline.LaneBulk,
		}, path)
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

// tolerate tells of one path's trouble among several, so that it blocks no other;
// what would meet every path, or the only one, is returned.
func (a *app) tolerate(ctx context.Context, err error, paths int) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case pipeline.KindOf(err) == pipeline.Unavailable, paths == 1:
		return err
	}
	a.complain(err)
	return nil
}

// ingestOne takes one path in and reports; clean says that every file was read.
func (a *app) ingestOne(ctx context.Context, h *house, to string, s pipeline.Submission, path string) (clean bool, err error) {
	if s.Files, err = a.submissionFiles(path); err != nil {
		return false, err
	}
	if s.Source, err = filepath.Abs(path); err != nil {
		return false, err
	}
	receipt, id, err := h.receive(ctx, to, s)
	if err != nil {
		return false, err
	}
	c, err := h.office.Advance(ctx, id)
	if err != nil {
		if ctx.Err() != nil {
			return false, err
		}
		a.complain(err) // the filing is kept and shows its failed stage
		if c, err = h.office.Case(ctx, id); err != nil {
			return false, err
		}
	}
	terms, err := h.office.Terms(ctx, c)
	if err != nil {
		return false, err
	}
	return c.Failed == nil && allRead(c), a.reportIngested(receipt, c, terms)
}

// receive takes a filing in, or later papers of the case with the number.
func (h *house) receive(ctx context.Context, to string, s pipeline.Submission) (pipeline.Receipt, pipeline.CaseID, error) {
	if to == "" {
		receipt, err := h.office.Receive(ctx, s)
		return receipt, receipt.Number, err
	}
	c, err := h.office.CaseByNumber(ctx, to)
	if err != nil {
		return pipeline.Receipt{}, "", err
	}
	receipt, err := h.office.AddPapers(ctx, c.ID, s)
	return receipt, c.ID, err
}

func allRead(c *pipeline.CaseFile) bool {
	for _, d := range c.Documents {
		if d.Status != pipeline.DocRead && d.Status != pipeline.DocUnpacked || d.Problem != nil {
			return false
		}
	}
	return true
}

// ingested is one line of "ingest --json".
type ingested struct {
	Receipt   pipeline.Receipt       `json:"receipt"`
	Case      ingestedCase           `json:"case"`
	Documents []ingestedDocument     `json:"documents"`
	Fields    pipeline.Fields        `json:"fields"`
	Findings  []pipeline.Finding     `json:"findings"`
	Terms     []pipeline.RunningTerm `json:"terms"`
}

type ingestedCase struct {
	ID        pipeline.CaseID `json:"id"`
	Procedure string          `json:"procedure"`
	State     string          `json:"state"`
	Number    string          `json:"number"`
	// Failed is the stage that gave up on the case, with the reason.
	Failed *pipeline.StageFailed `json:"failed,omitempty"`
}

type ingestedDocument struct {
	SHA256     pipeline.Digest       `json:"sha256"`
	Name       string                `json:"name"`
	Kind       pipeline.DocumentKind `json:"kind"`
	Confidence float64               `json:"confidence"`
	Pages      int                   `json:"pages"`
	Status     string                `json:"status"`
	Problem    *pipeline.Problem     `json:"problem"`            // the first of all
	Problems   []pipeline.Problem    `json:"problems,omitempty"` // of the file, its pages or members; a long list is cut
	Papers     []pipeline.Segment    `json:"papers,omitempty"`
	From       pipeline.Digest       `json:"from,omitempty"`
}

func (a *app) reportIngested(receipt pipeline.Receipt, c *pipeline.CaseFile, terms []pipeline.RunningTerm) error {
	if a.settings.json {
		out := ingested{Receipt: receipt, Fields: c.Fields, Findings: c.Findings, Terms: terms,
			Case: ingestedCase{ID: c.ID, Procedure: c.Pack.ID, State: c.State, Number: string(c.ID), Failed: c.Failed}}
		for _, d := range c.Documents {
			out.Documents = append(out.Documents, ingestedDocument{
				SHA256: d.Digest, Name: d.Name, Kind: d.Kind, Confidence: d.Confidence, Pages: d.Pages,
				Status: string(d.Status), Problem: firstProblem(d), Problems: problemsOf(d), Papers: d.Segments, From: d.From,
			})
		}
		return a.printJSON(out)
	}
	again := ""
	if receipt.Duplicate {
		again = " (эти файлы уже были приняты)"
	}
	fmt.Fprintf(a.out, "Расписка № %s от %s%s\n", receipt.Number, receipt.At.Format("02.01.2006 15:04"), again)
	for _, d := range c.Documents {
		if d.Status == pipeline.DocUnpacked {
			fmt.Fprintf(a.out, "  %s — архив\n", d.Name)
		} else {
			fmt.Fprintf(a.out, "  %s — %s, страниц: %d\n", d.Name, a.kindTitle(c.Pack.ID, d.Kind), d.Pages)
		}
		a.printProblems(d)
	}
	if title := c.Title(); title != "" {
		fmt.Fprintf(a.out, "  Название: %s\n", title)
	}
	for _, f := range c.Findings {
		if f.Verdict == regulation.Fail || f.Verdict == regulation.NeedsPerson {
			fmt.Fprintf(a.out, "  [%s, п. %s] %s\n", f.Rule, f.Point, f.Message)
		}
	}
	return nil
}

// firstProblem is the trouble a clerk should hear of first.
func firstProblem(d pipeline.Document) *pipeline.Problem {
	if list := problemsOf(d); len(list) > 0 {
		return &list[0]
	}
	return nil
}

// problemsOf lists what is wrong with a file, the whole file before its parts.
func problemsOf(d pipeline.Document) []pipeline.Problem {
	if d.Problem == nil {
		return d.PageProblems
	}
	return append([]pipeline.Problem{*d.Problem}, d.PageProblems...)
}

// printProblems tells a person what is wrong with a file. The problem of an
// archive names its members already.
func (a *app) printProblems(d pipeline.Document) {
	const most = 5
	list := problemsOf(d)
	if d.Problem != nil && d.Pages == 0 {
		list = list[:1]
	}
	for _, p := range list[:min(len(list), most)] {
		fmt.Fprintf(a.out, "      %s\n", p.Message)
	}
	if more := len(list) - most; more > 0 {
		fmt.Fprintf(a.out, "      … и ещё замечаний: %d\n", max(more, d.Troubled-most))
	}
}

// tell reports progress to a person at a terminal.
func (a *app) tell(format string, args ...any) {
	if isTerminal(a.err) {
		fmt.Fprintf(a.err, format+"\n", args...)
	}
}
