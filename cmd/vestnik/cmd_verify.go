package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/publish"
)

// verified is "verify --json".
type verified struct {
	Events    int `json:"events"`
	Originals int `json:"originals"`
	Cases     int `json:"cases"`
	Issues    int `json:"issues"`
	Indexed   int `json:"indexed"`
	// IndexHeld is set when a running process holds the index open: then only
	// that process could look into it, and it was not verified.
	IndexHeld bool     `json:"index_held,omitempty"`
	Problems  []string `json:"problems"`
}

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Walk journal chain, originals, issues and index: what is missing, altered or orphaned", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				out := verified{Problems: []string{}}
				var err error
				if out.Events, err = h.db.Verify(ctx, func(p string) { out.Problems = append(out.Problems, p) }); err != nil {
					return err
				}
				v, err := h.office.Verify(ctx)
				if err != nil {
					return err
				}
				out.Originals, out.Cases, out.Issues = v.Originals, v.Cases, v.Issues
				out.Problems = append(out.Problems, v.Problems...)
				if err := verifySignatures(ctx, h, &out); err != nil {
					return err
				}
				if err := a.verifyIndex(ctx, h, &out); err != nil {
					return err
				}
				return a.reportVerified(out)
			})
		},
	}
}

// verifySignatures checks every closed issue as a reader would: its files, its
// manifest, the signature by the office's key, and the issue before.
func verifySignatures(ctx context.Context, h *house, out *verified) error {
	issues, err := h.office.Public().Issues(ctx, "")
	if err != nil {
		return err
	}
	prev := map[string]pipeline.Digest{}
	for _, issue := range issues {
		if issue.Imported || issue.Manifest == nil {
			continue
		}
		files, err := h.office.Public().IssueFiles(ctx, issue.IssueRef)
		if err == nil {
			err = publish.VerifyIssue(publish.FilesByPath(files), h.public, prev[issue.Series])
		}
		if errors.Is(err, pipeline.Corrupt) || errors.Is(err, pipeline.NotExist) {
			out.Problems = append(out.Problems, fmt.Sprintf("выпуск %s: проверка подписи не прошла (%v)", issue.Key(), err))
		} else if err != nil {
			return err
		}
		prev[issue.Series] = issue.Manifest.SHA256
	}
	return nil
}

func (a *app) verifyIndex(ctx context.Context, h *house, out *verified) error {
	ix, err := a.openIndex(ctx, h)
	if errors.Is(err, pipeline.Unavailable) {
		out.IndexHeld = true
		return nil
	}
	if err != nil {
		return err
	}
	defer ix.Close()
	problems, err := ix.Verify(ctx, h.db)
	if err != nil {
		return err
	}
	out.Problems = append(out.Problems, problems...)
	out.Indexed, err = ix.Count()
	return err
}

func (a *app) reportVerified(v verified) error {
	if a.settings.json {
		if err := a.printJSON(v); err != nil {
			return err
		}
	} else {
		for _, p := range v.Problems {
			fmt.Fprintln(a.out, p)
		}
		fmt.Fprintf(a.out, "Событий: %d, дел: %d, оригиналов: %d, выпусков: %d, в поиске: %d, нарушений: %d\n",
			v.Events, v.Cases, v.Originals, v.Issues, v.Indexed, len(v.Problems))
		if v.IndexHeld {
			fmt.Fprintln(a.out, "Поисковый индекс занят работающей программой и не проверен.")
		}
	}
	if len(v.Problems) > 0 {
		return errPartial
	}
	return nil
}
