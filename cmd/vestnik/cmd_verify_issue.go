package main

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
	"vestnik/publish"
)

// issueCheck is what "verify-issue" was asked.
type issueCheck struct {
	key, after string
	trustSite  bool
	chain      bool // back to the first issue of the series
}

// checkedIssue is "verify-issue --json".
type checkedIssue struct {
	Files       int             `json:"files"` // signed, with manifest and signature
	Valid       bool            `json:"valid"`
	Format      string          `json:"format"`
	SHA256      pipeline.Digest `json:"sha256"` // of the manifest
	Prev        pipeline.Digest `json:"prev"`
	PrevChecked bool            `json:"prev_checked"`
	// KeyFromSite is set where the key came from the very site that is checked:
	// then the issue agrees with itself, and whose it is remains open.
	KeyFromSite bool `json:"key_from_site,omitempty"`
}

func (a *app) verifyIssueCommand() *cobra.Command {
	var check issueCheck
	cmd := &cobra.Command{
		Use: "verify-issue FOLDER|FILE.zip|manifest.json|URL", Args: cobra.ExactArgs(1),
		Short: "Check a published issue: every hash, the manifest, the signature; files need no network",
		RunE: func(cmd *cobra.Command, args []string) error {
			if check.chain {
				return a.verifyChain(cmd.Context(), args[0], check)
			}
			return a.verifyIssue(cmd.Context(), args[0], check)
		},
	}
	cmd.Flags().StringVar(&check.after, "after", "", "SHA-256 of the manifest.json of the issue before, to check the chain too")
	cmd.Flags().StringVar(&check.key, "key", "", "the office's public key, PEM, a file or an address (default: the key of the data folder)")
	cmd.Flags().BoolVar(&check.chain, "chain", false, "check all issues of the series before it too, back to the first")
	cmd.Flags().BoolVar(&check.trustSite, "trust-site-key", false, "take the key from the site that is checked")
	return cmd
}

func (a *app) verifyIssue(ctx context.Context, place string, check issueCheck) error {
	files, err := readIssue(ctx, place)
	if err != nil {
		return err
	}
	public, err := a.keyFor(ctx, check.key)
	if err != nil {
		return err
	}
	m, _ := publish.ParseManifest(files[publish.ManifestFile]) // VerifyIssue tells what is wrong with it
	out := checkedIssue{
		Files: len(m.Files) + 2, Valid: true, Format: m.Format, SHA256: publish.DigestOf(files[publish.ManifestFile]), Prev: m.Prev,
		PrevChecked: check.after != "", KeyFromSite: sameSite(place, check.key) && !check.trustSite,
	}
	prev := pipeline.Digest(check.after)
	if check.after == "" {
		// What the issue follows is under its signature; that it is the issue
		// before, only one who knows that one can say.
		prev = m.Prev
	}
	if err := publish.VerifyIssue(files, public, prev); err != nil {
		return err
	}
	return a.reportIssue(out)
}

func (a *app) reportIssue(out checkedIssue) error {
	switch {
	case a.settings.json:
		if err := a.printJSON(out); err != nil {
			return err
		}
	case out.KeyFromSite:
		fmt.Fprintf(a.out, "Файлы (%d) и подпись согласны между собой, но ключ взят с того же сайта: это не доказывает, чей это выпуск. Укажите ключ, полученный от ведомства иначе, или подтвердите доверие к сайту: --trust-site-key.\n", out.Files)
	default:
		fmt.Fprintf(a.out, "Выпуск подлинный: файлов %d, подпись верна.\n", out.Files)
	}
	if !a.settings.json && out.Prev != "" && !out.PrevChecked {
		fmt.Fprintf(a.out, "Он следует за выпуском, сумма описи которого %s. Чтобы проверить и это, укажите сумму через --after.\n", out.Prev)
	}
	if out.KeyFromSite {
		return errPartial
	}
	return nil
}

// keyFor reads the public key from a file or an address; without either it is
// that of the data folder, where there is one.
func (a *app) keyFor(ctx context.Context, place string) (ed25519.PublicKey, error) {
	own := filepath.Join(a.settings.data, "keys", "bulletin.ed25519")
	var body []byte
	var err error
	switch {
	case place == "":
		if _, err := os.Stat(own); err != nil {
			return nil, usageError{errors.New("no key: give the office's public key with --key")}
		}
		key, err := loadKey(own)
		if err != nil {
			return nil, err
		}
		return key.Public().(ed25519.PublicKey), nil
	case isAddress(place):
		body, err = fetch(ctx, place, keyBytes)
	default:
		body, err = os.ReadFile(place)
	}
	if err != nil {
		return nil, usageError{err}
	}
	return parsePublicKey(place, body)
}

func parsePublicKey(place string, body []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(body)
	if block == nil {
		return nil, usageError{errors.New(place + " is no PEM file")}
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", place, err)}
	}
	public, ok := key.(ed25519.PublicKey)
	if !ok {
		return nil, usageError{errors.New(place + " is no Ed25519 key")}
	}
	return public, nil
}
