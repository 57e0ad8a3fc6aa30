package main

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"

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

func (a *app) verifyIssueCommand() *cobra.Command {
	var keyFile, after string
	cmd := &cobra.Command{
		Use: "verify-issue FOLDER", Short: "Check a published issue offline: every hash, the manifest, the signature", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			public, err := readPublicKey(keyFile)
			if err != nil {
				return err
			}
			files, err := publish.ReadIssue(os.DirFS(args[0]))
			if err != nil {
				return err
			}
			prev := pipeline.Digest(after)
			if after == "" {
				// What the issue follows is under its signature; that it is the issue
				// before, only one who knows that one can say.
				prev = statedPrev(files)
			}
			if err := publish.VerifyIssue(files, public, prev); err != nil {
				return err
			}
			if a.settings.json {
				return a.printJSON(map[string]any{"files": len(files), "valid": true, "prev": prev, "prev_checked": after != ""})
			}
			fmt.Fprintf(a.out, "Выпуск подлинный: файлов %d, подпись верна.\n", len(files))
			if prev != "" && after == "" {
				fmt.Fprintf(a.out, "Он следует за выпуском, сумма описи которого %s. Чтобы проверить и это, укажите сумму через --after.\n", prev)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&after, "after", "", "SHA-256 of the manifest.json of the issue before, to check the chain too")
	cmd.Flags().StringVar(&keyFile, "key", "", "the office's public key, PEM (the site's key page gives it)")
	if err := cmd.MarkFlagRequired("key"); err != nil {
		panic(err) // the flag is defined above
	}
	return cmd
}

// statedPrev is what the manifest says of the issue before; a manifest that
// cannot be read is told of by the check itself.
func statedPrev(files map[string][]byte) pipeline.Digest {
	m, err := publish.ParseManifest(files[publish.ManifestFile])
	if err != nil {
		return ""
	}
	return m.Prev
}

func readPublicKey(path string) (ed25519.PublicKey, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{err}
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, usageError{errors.New(path + " is no PEM file")}
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", path, err)}
	}
	public, ok := key.(ed25519.PublicKey)
	if !ok {
		return nil, usageError{errors.New(path + " is no Ed25519 key")}
	}
	return public, nil
}
