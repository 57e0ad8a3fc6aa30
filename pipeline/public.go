package pipeline

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"vestnik/pipeline/regulation"
)

// Public returns what anybody may see: the catalogue of closed issues and
// published entries.
func (o *Office) Public() Catalogue { return publicCatalogue{o} }

type publicCatalogue struct{ o *Office }

func (p publicCatalogue) Issues(ctx context.Context, series string) ([]Issue, error) {
	files, err := p.o.Issues(ctx, series)
	if err != nil {
		return nil, err
	}
	var list []Issue
	for _, f := range files {
		if f.Closed {
			f.Issue.Entries, f.Issue.Records = nil, nil
			list = append(list, f.Issue)
		}
	}
	return list, nil
}

func (p publicCatalogue) Issue(ctx context.Context, ref IssueRef) (Issue, error) {
	f, err := p.closed(ctx, ref)
	if err != nil {
		return Issue{}, err
	}
	return f.Issue.forPublic(), nil
}

// closed returns an issue that the public may see: an open one does not exist.
func (p publicCatalogue) closed(ctx context.Context, ref IssueRef) (IssueFile, error) {
	f, err := p.o.IssueFile(ctx, ref)
	if err == nil && !f.Closed {
		err = &Error{Op: "find issue", Doc: ref.Key(), Kind: NotExist, Advice: "Такого выпуска нет."}
	}
	return f, err
}

func (p publicCatalogue) IssueFiles(ctx context.Context, ref IssueRef) ([]File, error) {
	f, err := p.closed(ctx, ref)
	if err != nil {
		return nil, err
	}
	if f.Imported {
		return nil, &Error{Op: "find issue files", Doc: ref.Key(), Kind: NotExist,
			Advice: "Этот выпуск восстановлен по открытым данным: файлов, подписанных Вестником, у него нет."}
	}
	files := make([]File, 0, len(f.Files)+1)
	for _, s := range f.Files {
		body, err := p.o.sealedBytes(ctx, s)
		if err != nil {
			return nil, err
		}
		files = append(files, File{Path: s.Path, Body: body})
	}
	return append(files, f.signatureFile()), nil
}

func (f IssueFile) signatureFile() File {
	return File{Path: signaturePath, Body: []byte(base64.StdEncoding.EncodeToString(f.Signature) + "\n")}
}

// SignedFile returns one of the files of IssueFiles without reading the others.
func (p publicCatalogue) SignedFile(ctx context.Context, ref IssueRef, path string) (File, error) {
	missing := &Error{Op: "find issue file", Doc: ref.Key() + "/" + path, Kind: NotExist}
	f, err := p.closed(ctx, ref)
	switch {
	case err != nil:
		return File{}, err
	case f.Imported:
		return File{}, missing
	case path == signaturePath:
		return f.signatureFile(), nil
	}
	for _, s := range f.Files {
		if s.Path == path {
			body, err := p.o.sealedBytes(ctx, s)
			return File{Path: path, Body: body}, err
		}
	}
	return File{}, missing
}

// Entries goes from entry to entry by number, not by count: what is published
// meanwhile moves nothing past it and shows nothing twice.
func (p publicCatalogue) Entries(ctx context.Context, fn func(Entry) error) error {
	return p.entriesFrom(ctx, "", fn)
}

// EntriesAfter is Entries from behind a number of a register on; an empty number
// begins with the register's first.
func (p publicCatalogue) EntriesAfter(ctx context.Context, register RegisterID, number string, fn func(Entry) error) error {
	after := string(register) + "/"
	if number != "" {
		after += sortable(number)
	}
	return p.entriesFrom(ctx, after, fn)
}

func (p publicCatalogue) entriesFrom(ctx context.Context, last string, fn func(Entry) error) error {
	const chunk = 500
	for {
		docs, _, err := p.o.views.Docs(ctx, ViewQuery{View: ViewEntries, Tags: []string{"public=true"}, From: last, Limit: chunk})
		if err != nil {
			return err
		}
		for _, d := range docs {
			if d.Sort == last { // the bound is inclusive, and sort keys are the numbers: unique
				continue
			}
			var e Entry
			if err := json.Unmarshal(d.Body, &e); err != nil {
				return &Error{Op: "read entry", Doc: d.Key, Kind: Corrupt, Err: err}
			}
			if err := fn(e.ForPublic()); err != nil {
				return err
			}
		}
		if len(docs) < chunk {
			return nil
		}
		last = docs[len(docs)-1].Sort
	}
}

func (p publicCatalogue) Entry(ctx context.Context, register RegisterID, number string) (Entry, error) {
	missing := &Error{Op: "find entry", Doc: string(register) + "/" + number, Kind: NotExist, Advice: "Такой записи в реестре нет."}
	e, err := p.o.entry(ctx, string(register)+"/"+number)
	if err != nil {
		return Entry{}, err
	}
	if !e.Public() {
		return Entry{}, missing
	}
	return e.ForPublic(), nil
}

// Status tells how far the case with that number is: states and dates, never
// what the papers say (order 210 пп. 5, 8, 126).
func (o *Office) Status(ctx context.Context, number string) (PublicStatus, error) {
	c, err := o.CaseByNumber(ctx, number)
	if err != nil {
		return PublicStatus{}, err
	}
	if len(c.Receipt.SHA256) == 0 { // nobody filed it: a check or a call is the office's own matter
		return PublicStatus{}, noCase(number)
	}
	pack, err := o.packOf(c)
	if err != nil {
		return PublicStatus{}, err
	}
	p := PublicStatus{Number: number, Procedure: pack.Title, State: stateTitle(pack, c.State), Since: c.ReceivedAt}
	public := map[string]string{}
	for _, e := range pack.Events {
		if e.Public {
			public[e.ID] = e.Title
		}
	}
	for _, h := range c.History {
		if title, ok := public[h.Name]; ok {
			p.Steps = append(p.Steps, StatusStep{Title: title, At: h.At})
			p.Since = h.At
		}
	}
	p.Steps, err = o.addCorrections(ctx, p.Steps, c.Entries)
	return p, err
}

// addCorrections tells what was published of a case's entries after its end: the
// procedure is over, and does not move.
func (o *Office) addCorrections(ctx context.Context, steps []StatusStep, entries []string) ([]StatusStep, error) {
	for _, key := range entries {
		e, err := o.entry(ctx, key)
		if err != nil {
			return nil, err
		}
		for _, r := range e.Corrections() {
			steps = append(steps, StatusStep{Title: fmt.Sprintf("%s (запись № %s): извещение опубликовано", r.Title, e.Number), At: r.PublishedOn.At(o.rules.Zone)})
		}
	}
	return steps, nil
}

// ToldByTelephone is the status of a case as the help desk may tell it: nothing,
// as if there were no case, where the act forbids to say even that (order 144 п. 5).
func (o *Office) ToldByTelephone(ctx context.Context, number string) (PublicStatus, error) {
	c, err := o.CaseByNumber(ctx, number)
	if err != nil {
		return PublicStatus{}, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return PublicStatus{}, err
	}
	if pack.SilentByTelephone {
		return PublicStatus{}, noCase(number)
	}
	return o.Status(ctx, number)
}

// stateTitle returns a state's Russian name in the pack, or its code.
func stateTitle(pack *regulation.Pack, state string) string {
	for _, s := range pack.Procedure.States {
		if s.ID == state {
			return s.Title
		}
	}
	return state
}
