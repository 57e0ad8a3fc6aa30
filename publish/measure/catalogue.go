package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// series and register of everything that is invented here.
const (
	series   = "programs"
	register = pipeline.RegisterID("programs")
)

// firstYear is when the first issue came out; there are twelve a year.
const firstYear = 2000

// catalogue is an invented past. Entries are made when asked for; the signed
// files lie in a folder, as those of an office lie in its store.
type catalogue struct {
	folder   string
	perIssue int
	issues   []pipeline.Issue
}

var _ pipeline.CatalogueSeeker = (*catalogue)(nil)

// signingKey is the same on every run, as all bytes are.
func signingKey() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat("k", ed25519.SeedSize)))
}

func publicKey() ed25519.PublicKey { return signingKey().Public().(ed25519.PublicKey) }

// newPress is the press of the measured site.
func newPress() (*publish.Press, error) {
	config := publish.DefaultConfig()
	config.BaseURL = "https://bulletin.example/"
	return publish.NewPress(config)
}

// inventPast composes and signs so many issues into the folder.
func inventPast(press *publish.Press, folder string, issues, perIssue int) error {
	c := &catalogue{folder: folder, perIssue: perIssue}
	var prev pipeline.Digest
	for i := range issues {
		issue := c.whole(pipeline.Issue{IssueRef: refOf(i), Date: dateOf(i), Closed: true})
		files, err := press.Compose(issue)
		if err != nil {
			return err
		}
		manifest, err := press.Manifest(issue, files, prev)
		if err != nil {
			return err
		}
		files = append(files,
			pipeline.File{Path: publish.ManifestFile, Body: manifest},
			pipeline.File{Path: publish.SignatureFile, Body: publish.EncodeSignature(ed25519.Sign(signingKey(), manifest))})
		issue.Manifest = &pipeline.ManifestRef{SHA256: publish.DigestOf(manifest), Prev: prev, Format: publish.ManifestFormat}
		prev = issue.Manifest.SHA256
		if err := c.store(issue.IssueRef, files); err != nil {
			return err
		}
		issue.Entries = nil
		c.issues = append(c.issues, issue)
	}
	body, err := json.Marshal(c.issues)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "issues.json"), body, 0o644)
}

// open gives a step the press and the past that the first process invented.
func (o options) open() (*publish.Press, *catalogue, error) {
	press, err := newPress()
	if err != nil {
		return nil, nil, err
	}
	past, err := openPast(o.folder, o.issues, o.entries/o.issues)
	return press, past, err
}

// openPast returns the first issues of a past that was invented before.
func openPast(folder string, issues, perIssue int) (*catalogue, error) {
	c := &catalogue{folder: folder, perIssue: perIssue}
	body, err := os.ReadFile(filepath.Join(folder, "issues.json"))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(body, &c.issues); err != nil {
		return nil, err
	}
	c.issues = c.issues[:issues]
	return c, nil
}

func refOf(i int) pipeline.IssueRef {
	return pipeline.IssueRef{Series: series, Year: firstYear + i/12, Number: i%12 + 1}
}

func dateOf(i int) workday.Date { return workday.NewDate(firstYear+i/12, time.Month(i%12+1), 20) }

// entry invents the nth entry of the ith issue.
func (c *catalogue) entry(i, n int) pipeline.Entry {
	ref, day := refOf(i), dateOf(i)
	number := 1000*ref.Number + n
	things := []string{"учёта весенних паводков", "расчёта опор моста", "наблюдения за пчелиными семьями", "разметки гербарных листов", "сверки накладных"}
	return pipeline.Entry{
		Register: register, Number: fmt.Sprintf("%d6%05d", ref.Year, number), Date: day.AddDays(-20), Kind: "program",
		ApplicationNo: fmt.Sprintf("%d7%05d", ref.Year, number), ApplicationDate: day.AddDays(-70),
		Title:   fmt.Sprintf("Система %s «Разлив-%d»", things[n%len(things)], n),
		Authors: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU"}, {Name: "Абрамова Ольга Львовна", Country: "RU"}},
		Holders: []pipeline.Party{{Name: fmt.Sprintf("Гидрологическая служба «Верховье-%d»", n%97), Country: "RU", Kind: "organisation"}},
		Abstract: "Программа предназначена для сбора и обработки показаний уровнемеров, прогноза подъёма воды и оповещения населения. " +
			"Функции: приём данных по радиоканалу, построение графиков, рассылка предупреждений, ведение журнала наблюдений.",
		ComputerType: "IBM PC-совместимый ПК", Language: "Go", OS: "Linux", Size: "18,4 Мб", CreationYear: ref.Year, Valid: true,
		Issue: &ref, PublishedOn: day,
	}
}

func (c *catalogue) whole(issue pipeline.Issue) pipeline.Issue {
	i := 12*(issue.Year-firstYear) + issue.Number - 1
	for n := range c.perIssue {
		issue.Entries = append(issue.Entries, c.entry(i, n))
	}
	return issue
}

func (c *catalogue) Issues(context.Context, string) ([]pipeline.Issue, error) { return c.issues, nil }

func (c *catalogue) Issue(_ context.Context, ref pipeline.IssueRef) (pipeline.Issue, error) {
	for _, issue := range c.issues {
		if issue.IssueRef == ref {
			return c.whole(issue), nil
		}
	}
	return pipeline.Issue{}, missing(ref.Key())
}

func (c *catalogue) Entries(ctx context.Context, fn func(pipeline.Entry) error) error {
	return c.EntriesAfter(ctx, register, "", fn)
}

func (c *catalogue) EntriesAfter(ctx context.Context, _ pipeline.RegisterID, number string, fn func(pipeline.Entry) error) error {
	for i := range c.issues {
		for n := range c.perIssue {
			e := c.entry(i, n)
			if e.Number <= number {
				continue
			}
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

func (c *catalogue) Entry(_ context.Context, _ pipeline.RegisterID, number string) (pipeline.Entry, error) {
	var year, place int
	if _, err := fmt.Sscanf(number, "%4d6%5d", &year, &place); err != nil {
		return pipeline.Entry{}, missing(number)
	}
	i, n := 12*(year-firstYear)+place/1000-1, place%1000
	if i < 0 || i >= len(c.issues) || n >= c.perIssue {
		return pipeline.Entry{}, missing(number)
	}
	return c.entry(i, n), nil
}

func missing(what string) error {
	return &pipeline.Error{Op: "find", Doc: what, Kind: pipeline.NotExist}
}

func (c *catalogue) folderOf(ref pipeline.IssueRef) string {
	return filepath.Join(c.folder, "signed", fmt.Sprint(ref.Year), fmt.Sprint(ref.Number))
}

func (c *catalogue) store(ref pipeline.IssueRef, files []pipeline.File) error {
	for _, f := range files {
		path := filepath.Join(c.folderOf(ref), f.Path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (c *catalogue) IssueFiles(ctx context.Context, ref pipeline.IssueRef) ([]pipeline.File, error) {
	var files []pipeline.File
	names, err := os.ReadDir(c.folderOf(ref))
	for _, name := range names {
		f, err := c.SignedFile(ctx, ref, name.Name())
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, err
}

func (c *catalogue) SignedFile(_ context.Context, ref pipeline.IssueRef, path string) (pipeline.File, error) {
	body, err := os.ReadFile(filepath.Join(c.folderOf(ref), path))
	if os.IsNotExist(err) {
		return pipeline.File{}, missing(path)
	}
	return pipeline.File{Path: path, Body: body}, err
}
