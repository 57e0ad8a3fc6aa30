package pipeline

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// filingView finds the case of bytes received before.
type filingView struct{}

func (filingView) Views() []string { return []string{ViewFilings} }

func (filingView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvFiled {
		return nil
	}
	return handle(e, func(v Filed) error {
		return put(ctx, w, Doc{View: ViewFilings, Key: strings.TrimPrefix(e.Stream, "filing/")}, v.Case)
	})
}

// numberView counts what was drawn from each sequence.
type numberView struct{}

func (numberView) Views() []string { return []string{ViewNumbers} }

func (numberView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvNumberDrawn {
		return nil
	}
	return put(ctx, w, Doc{View: ViewNumbers, Key: strings.TrimPrefix(e.Stream, "number/")}, e.Seq)
}

// numberedView finds a case by any number it bears.
type numberedView struct{}

func (numberedView) Views() []string { return []string{ViewNumbered} }

// Version 2: the sequence stands in the key, since two may give the same number.
func (numberedView) Version() string { return "2" }

func (numberedView) Project(ctx context.Context, w ViewWriter, e Event) error {
	if e.Type != EvNumberDrawn {
		return nil
	}
	sequence, _, _ := strings.Cut(strings.TrimPrefix(e.Stream, "number/"), "/")
	return handle(e, func(v NumberDrawn) error {
		return put(ctx, w, Doc{View: ViewNumbered, Key: sequence + "/" + v.Number}, v.Case)
	})
}

// sortable pads a number so that text order is number order.
func sortable(number string) string {
	const width = 12
	if len(number) >= width {
		return number
	}
	return strings.Repeat("0", width-len(number)) + number
}

// IssueFile is an issue as the office keeps it. [Office.Issues] leaves its
// entries, records and files out, [Office.IssueFile] holds them: closed, as
// published.
type IssueFile struct {
	Issue
	Version   int          `json:"version"` // events in its stream
	Keys      []string     `json:"keys"`    // of the entries and records put in
	Files     []SealedFile `json:"files,omitempty"`
	Signature []byte       `json:"signature,omitempty"`
}

// issueContents is what makes an issue large: it has a row of its own, so that
// listing the issues of decades does not read all that they ever printed.
type issueContents struct {
	Entries []Entry       `json:"entries"`
	Records []IssueRecord `json:"records,omitempty"`
	Files   []SealedFile  `json:"files"`
	IssueWords
}

// issueView keeps the issues of every series.
type issueView struct{}

func (issueView) Views() []string { return []string{ViewIssues, ViewContents} }

func (issueView) Project(ctx context.Context, w ViewWriter, e Event) error {
	key, ok := strings.CutPrefix(e.Stream, "issue/")
	if !ok {
		return nil
	}
	var f IssueFile
	if err := load(ctx, w, ViewIssues, key, &f); err != nil {
		return err
	}
	if f.Closed {
		return &Error{Op: "change issue", Doc: key, Kind: Exists, Err: errors.New("a closed issue never changes")}
	}
	f.Version = e.Seq
	if err := f.apply(e); err != nil {
		return err
	}
	if f.Closed && !f.Imported {
		contents := issueContents{Entries: f.Entries, Records: f.Records, Files: f.Files, IssueWords: f.IssueWords}
		if err := put(ctx, w, Doc{View: ViewContents, Key: key}, contents); err != nil {
			return err
		}
		f.Entries, f.Records, f.Files, f.IssueWords = nil, nil, nil, IssueWords{}
	}
	tags := []string{"series=" + f.Series, "closed=" + strconv.FormatBool(f.Closed)}
	return put(ctx, w, Doc{View: ViewIssues, Key: key, Sort: f.sortKey(), Tags: tags}, &f)
}

func (f *IssueFile) apply(e Event) error {
	switch e.Type {
	case EvIssueOpened:
		return with(e, func(v IssueOpened) { f.IssueRef = v.Issue })
	case EvIssueFilled:
		return with(e, func(v IssueFilled) { f.Keys = append(f.Keys, v.Added...) })
	case EvIssueWorded:
		return with(e, func(v IssueWorded) { f.IssueWords = v.Words })
	case EvIssueClosed:
		return with(e, func(v IssueClosed) { f.Issue, f.Files, f.Signature = v.Issue, v.Files, v.Signature })
	case EvIssueImported:
		return with(e, func(v IssueImported) { f.Issue = v.Issue })
	}
	return nil
}

// Key returns the issue's key in the views: "programs/2026/1".
func (r IssueRef) Key() string {
	return r.Series + "/" + strconv.Itoa(r.Year) + "/" + strconv.Itoa(r.Number)
}

// Stream returns the issue's stream in the journal.
func (r IssueRef) Stream() string { return "issue/" + r.Key() }

func (r IssueRef) sortKey() string {
	return r.Series + "/" + sortable(strconv.Itoa(r.Year)) + "/" + sortable(strconv.Itoa(r.Number))
}
