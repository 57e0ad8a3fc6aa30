package main

import (
	"context"
	"crypto/ed25519"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// checkedChain is "verify-issue --chain --json": the issues of a series from the
// one that was asked for back to the first.
type checkedChain struct {
	Issues []chainedIssue `json:"issues"`
	Valid  bool           `json:"valid"`
	// KeyFromSite is as in checkedIssue.
	KeyFromSite bool `json:"key_from_site,omitempty"`
}

type chainedIssue struct {
	pipeline.IssueRef
	SHA256 pipeline.Digest `json:"sha256"`
	Files  int             `json:"files"`
}

// verifyChain checks an issue and all that it follows, each by its own signature
// and by the digest that the one after it names.
func (a *app) verifyChain(ctx context.Context, place string, check issueCheck) error {
	if check.after != "" {
		return usageError{errors.New("--chain looks for the issues before by itself: leave --after out")}
	}
	public, err := a.keyFor(ctx, check.key)
	if err != nil {
		return err
	}
	series, err := seriesAround(ctx, place)
	if err != nil {
		return err
	}
	out := checkedChain{Valid: true, KeyFromSite: sameSite(place, check.key) && !check.trustSite}
	var after *publish.Manifest
	for place != "" {
		m, digest, err := verifyLink(ctx, place, public, after)
		if err != nil {
			return err
		}
		out.Issues = append(out.Issues, chainedIssue{m.Ref(), digest, len(m.Files) + 2})
		if m.Prev == "" {
			break
		}
		before, ok := series[m.Prev]
		if !ok {
			return brokenChain(place, "Выпуска, за которым он следует (сумма описи "+string(m.Prev)+"), рядом нет.")
		}
		place, after = before, &m
	}
	return a.reportChain(out)
}

// verifyLink checks one issue, and that it comes before the one that named it.
func verifyLink(ctx context.Context, place string, public ed25519.PublicKey, after *publish.Manifest) (publish.Manifest, pipeline.Digest, error) {
	files, err := readIssue(ctx, place)
	if err != nil {
		return publish.Manifest{}, "", err
	}
	m, err := publish.ParseManifest(files[publish.ManifestFile])
	if err != nil {
		return publish.Manifest{}, "", err
	}
	digest := publish.DigestOf(files[publish.ManifestFile])
	if err := publish.VerifyIssue(files, public, m.Prev); err != nil {
		return m, digest, err
	}
	switch {
	case after == nil:
	case after.Prev != digest:
		return m, digest, brokenChain(place, "Его опись изменена: следующий выпуск называет другую сумму.")
	case after.Series != m.Series, after.Date.Before(m.Date):
		return m, digest, brokenChain(place, "Он другой серии или моложе выпуска, который за ним следует.")
	}
	return m, digest, nil
}

func brokenChain(place, why string) error {
	return &pipeline.Error{Op: "verify chain", Doc: place, Kind: pipeline.Corrupt, Advice: "Цепь выпусков прервана у " + place + ". " + why}
}

func (a *app) reportChain(out checkedChain) error {
	if a.settings.json {
		if err := a.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, issue := range out.Issues {
			fmt.Fprintf(a.out, "%s/%d/%d: файлов %d, подпись верна, опись %s\n", issue.Series, issue.Year, issue.Number, issue.Files, issue.SHA256)
		}
		fmt.Fprintf(a.out, "Цепь цела до первого выпуска серии: выпусков %d.\n", len(out.Issues))
		if out.KeyFromSite {
			fmt.Fprintln(a.out, "Но ключ взят с того же сайта: это не доказывает, чьи это выпуски. Укажите ключ, полученный от ведомства иначе, или --trust-site-key.")
		}
	}
	if out.KeyFromSite {
		return errPartial
	}
	return nil
}

// seriesAround finds the signed issues of the series that an issue belongs to, by
// the digests of their manifests: in the folders beside it, or in the site's list.
func seriesAround(ctx context.Context, place string) (map[pipeline.Digest]string, error) {
	switch {
	case isAddress(place):
		return listedSeries(ctx, place)
	case strings.EqualFold(filepath.Ext(place), ".zip"):
		return nil, usageError{errors.New("--chain needs an issue among its series: a folder or an address")}
	case filepath.Base(place) == publish.ManifestFile:
		place = filepath.Dir(place)
	}
	place, err := filepath.Abs(place)
	if err != nil {
		return nil, usageError{err}
	}
	manifests, err := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(place)), "*", "*", publish.ManifestFile))
	if err != nil {
		return nil, usageError{err}
	}
	found := make(map[pipeline.Digest]string)
	for _, path := range manifests {
		body, err := os.ReadFile(path)
		if err != nil {
			return nil, &pipeline.Error{Op: "verify chain", Doc: path, Kind: pipeline.Unavailable, Err: err}
		}
		found[publish.DigestOf(body)] = filepath.Dir(path)
	}
	return found, nil
}

// listedSeries reads the table of a series, bulletin/{series}.csv. What it says is
// checked by what the addresses then give.
func listedSeries(ctx context.Context, address string) (map[pipeline.Digest]string, error) {
	folder := strings.TrimSuffix(strings.TrimSuffix(address, publish.ManifestFile), "/")
	parts := strings.Split(folder, "/")
	if len(parts) < 7 { // scheme, nothing, host, bulletin, series, year, number
		return nil, usageError{fmt.Errorf("%s is no address of an issue", address)}
	}
	series, root := strings.Join(parts[:len(parts)-2], "/"), strings.Join(parts[:len(parts)-4], "/")+"/"
	body, err := fetch(ctx, series+".csv", manifestBytes)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, brokenChain(address, "Перечень выпусков серии не читается.")
	}
	columns := make(map[string]int)
	for i, name := range rows[0] {
		columns[name] = i
	}
	digest, hasDigest := columns["manifest_sha256"]
	path, hasPath := columns["url"]
	if !hasDigest || !hasPath {
		return nil, brokenChain(address, "В перечне выпусков серии нет сумм описей.")
	}
	found := make(map[pipeline.Digest]string)
	for _, row := range rows[1:] {
		if row[digest] != "" {
			found[pipeline.Digest(row[digest])] = root + row[path]
		}
	}
	return found, nil
}
