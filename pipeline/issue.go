package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// mayEdit are the roles that assemble and close issues (order 210 п. 91 абз. 3).
var mayEdit = []string{"editor"}

// OpenIssue opens the next issue of a series for the year of today. A series has
// at most one open issue.
func (o *Office) OpenIssue(ctx context.Context, person Person, series string) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "open issue", series); err != nil {
		return IssueFile{}, err
	}
	if !slices.Contains(o.Series(), series) {
		return IssueFile{}, &Error{Op: "open issue", Doc: series, Kind: NotExist, Advice: fmt.Sprintf("Серии бюллетеня «%s» нет.", series)}
	}
	var ref IssueRef
	err := retryConflict(ctx, func() error {
		issues, err := o.Issues(ctx, series)
		if err != nil {
			return err
		}
		ref = IssueRef{Series: series, Year: o.today().Year, Number: 1}
		for _, f := range issues {
			if !f.Closed {
				return &Error{Op: "open issue", Doc: f.Key(), Kind: Invalid,
					Advice: fmt.Sprintf("Выпуск № %d за %d год ещё не закрыт. Закройте его, прежде чем открывать следующий.", f.Number, f.Year)}
			}
			if f.Year == ref.Year && f.Number >= ref.Number {
				ref.Number = f.Number + 1
			}
		}
		_, err = o.journal.Append(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Events: []NewEvent{{
			Type: EvIssueOpened, At: o.now(), Actor: person.Login, Data: IssueOpened{Issue: ref, Issues: []string{ref.Key()}},
		}}}}})
		return err
	})
	if err != nil {
		return IssueFile{}, err
	}
	return o.IssueFile(ctx, ref)
}

// Series lists the bulletin series that registers are published in.
func (o *Office) Series() []string {
	var list []string
	for _, s := range o.rules.SeriesOf {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	sort.Strings(list)
	return list
}

// Issues lists the issues of a series, oldest first, open ones too; an empty
// series lists all.
func (o *Office) Issues(ctx context.Context, series string) ([]IssueFile, error) {
	q := ViewQuery{View: ViewIssues}
	if series != "" {
		q.Tags = []string{"series=" + series}
	}
	docs, _, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]IssueFile, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, &Error{Op: "read issue", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return list, nil
}

// IssueFile returns one issue, open or closed, with its entries.
func (o *Office) IssueFile(ctx context.Context, ref IssueRef) (IssueFile, error) {
	d, err := o.views.Doc(ctx, ViewIssues, ref.Key())
	if errors.Is(err, NotExist) {
		return IssueFile{}, &Error{Op: "find issue", Doc: ref.Key(), Kind: NotExist,
			Advice: fmt.Sprintf("Выпуска № %d за %d год в серии «%s» нет.", ref.Number, ref.Year, ref.Series)}
	}
	if err != nil {
		return IssueFile{}, err
	}
	var f IssueFile
	if err := json.Unmarshal(d.Body, &f); err != nil {
		return IssueFile{}, &Error{Op: "read issue", Doc: ref.Key(), Kind: Corrupt, Err: err}
	}
	if !f.Closed || f.Imported {
		f.Entries, err = o.entriesTagged(ctx, "issue="+ref.Key())
	}
	return f, err
}

// Waiting returns the entries of a series that no issue holds yet.
func (o *Office) Waiting(ctx context.Context, series string) ([]Entry, error) {
	return o.entriesTagged(ctx, "waiting="+series)
}

func (o *Office) entriesTagged(ctx context.Context, tag string) ([]Entry, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, Tags: []string{tag}})
	if err != nil {
		return nil, err
	}
	list := make([]Entry, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, &Error{Op: "read entry", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return list, nil
}

// FillIssue puts entries into an open issue; without keys, all that wait.
func (o *Office) FillIssue(ctx context.Context, person Person, ref IssueRef, keys ...string) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "fill issue", ref.Key()); err != nil {
		return IssueFile{}, err
	}
	err := retryConflict(ctx, func() error {
		f, err := o.openIssue(ctx, ref)
		if err != nil {
			return err
		}
		waiting, err := o.Waiting(ctx, ref.Series)
		if err != nil {
			return err
		}
		added, err := choose(waiting, keys)
		if err != nil || len(added) == 0 {
			return err
		}
		_, err = o.journal.Append(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Expect: f.Version, Events: []NewEvent{{
			Type: EvIssueFilled, At: o.now(), Actor: person.Login,
			Data: IssueFilled{Issue: ref, Added: added, Issues: []string{ref.Key()}, Entries: added},
		}}}}})
		return err
	})
	if err != nil {
		return IssueFile{}, err
	}
	return o.IssueFile(ctx, ref)
}

// choose returns the keys asked for, all of which must be waiting.
func choose(waiting []Entry, keys []string) ([]string, error) {
	all := make([]string, len(waiting))
	for i, e := range waiting {
		all[i] = e.Key()
	}
	if len(keys) == 0 {
		return all, nil
	}
	for _, k := range keys {
		if !slices.Contains(all, k) {
			return nil, &Error{Op: "fill issue", Doc: k, Kind: Invalid, Advice: fmt.Sprintf("Запись «%s» не ждёт публикации: её нет в реестре или она уже в выпуске.", k)}
		}
	}
	return keys, nil
}

func (o *Office) openIssue(ctx context.Context, ref IssueRef) (IssueFile, error) {
	f, err := o.IssueFile(ctx, ref)
	if err == nil && f.Closed {
		err = &Error{Op: "change issue", Doc: ref.Key(), Kind: Invalid,
			Advice: fmt.Sprintf("Выпуск № %d за %d год закрыт и не изменяется. Исправление публикуют отдельным извещением в следующем выпуске.", ref.Number, ref.Year)}
	}
	return f, err
}

// Proof is an issue exactly as closing it on its date would publish it.
type Proof struct {
	Issue    Issue
	Files    []File
	Manifest []byte
	SHA256   Digest // of the manifest: what an approval names
}

// ProofIssue composes an open issue without closing it.
func (o *Office) ProofIssue(ctx context.Context, ref IssueRef, date workday.Date) (Proof, error) {
	f, err := o.openIssue(ctx, ref)
	if err != nil {
		return Proof{}, err
	}
	return o.compose(ctx, f, date)
}

func (o *Office) compose(ctx context.Context, f IssueFile, date workday.Date) (Proof, error) {
	if len(f.Entries) == 0 {
		return Proof{}, &Error{Op: "compose issue", Doc: f.Key(), Kind: Invalid, Advice: "В выпуске нет ни одной записи. Добавьте записи, прежде чем закрывать его."}
	}
	prev, err := o.previousManifest(ctx, f.IssueRef)
	if err != nil {
		return Proof{}, err
	}
	issue := Issue{IssueRef: f.IssueRef, Date: date, Closed: true}
	for _, e := range f.Entries {
		ref := f.IssueRef
		e.Issue, e.PublishedOn = &ref, date
		issue.Entries = append(issue.Entries, e)
	}
	public := issue
	public.Entries = withoutCases(issue.Entries)
	files, err := o.press.Compose(public)
	if err != nil {
		return Proof{}, err
	}
	manifest, err := o.press.Manifest(public, files, prev)
	if err != nil {
		return Proof{}, err
	}
	sum := sha256.Sum256(manifest)
	digest := Digest(hex.EncodeToString(sum[:]))
	issue.Manifest = &ManifestRef{SHA256: digest, Prev: prev}
	return Proof{Issue: issue, Files: files, Manifest: manifest, SHA256: digest}, nil
}

// withoutCases strips what ties an entry to its case: the file is the office's own.
func withoutCases(entries []Entry) []Entry {
	public := make([]Entry, len(entries))
	for i, e := range entries {
		e.Case = ""
		public[i] = e
	}
	return public
}

// previousManifest returns the manifest digest of the series' last signed issue.
func (o *Office) previousManifest(ctx context.Context, ref IssueRef) (Digest, error) {
	issues, err := o.Issues(ctx, ref.Series)
	if err != nil {
		return "", err
	}
	var prev Digest
	for _, f := range issues {
		if f.Closed && f.Manifest != nil && f.sortKey() < ref.sortKey() {
			prev = f.Manifest.SHA256
		}
	}
	return prev, nil
}

// CloseIssue seals an issue: its files under their digests, the manifest signed,
// every entry published, every case told. A closed issue never changes.
// When approved is given it must be the digest of the manifest being closed:
// what was approved is what is published.
func (o *Office) CloseIssue(ctx context.Context, person Person, ref IssueRef, approved Digest) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "close issue", ref.Key()); err != nil {
		return IssueFile{}, err
	}
	err := retryConflict(ctx, func() error { return o.tryClose(ctx, person, ref, approved) })
	if err != nil {
		return IssueFile{}, err
	}
	f, err := o.IssueFile(ctx, ref)
	if err != nil {
		return f, err
	}
	for _, e := range f.Entries {
		if e.Case == "" {
			continue
		}
		if err := o.Automatic(ctx, e.Case); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (o *Office) tryClose(ctx context.Context, person Person, ref IssueRef, approved Digest) error {
	f, err := o.openIssue(ctx, ref)
	if err != nil {
		return err
	}
	proof, err := o.compose(ctx, f, o.today())
	if err != nil {
		return err
	}
	if approved != "" && approved != proof.SHA256 {
		return &Error{Op: "close issue", Doc: ref.Key(), Kind: Invalid,
			Advice: "Выпуск изменился после того, как его утвердили. Просмотрите его ещё раз и утвердите заново."}
	}
	closed := IssueClosed{Issue: proof.Issue, Manifest: proof.SHA256, Signature: o.signer.Sign(proof.Manifest), Issues: []string{ref.Key()}}
	for _, file := range append(proof.Files, File{Path: "manifest.json", Body: proof.Manifest}) {
		sealed, err := o.sealFile(ctx, file)
		if err != nil {
			return err
		}
		closed.Files = append(closed.Files, sealed)
	}
	now := o.now()
	batch := Batch{}
	for _, e := range proof.Issue.Entries {
		closed.Entries = append(closed.Entries, e.Key())
		told, err := o.tellPublished(ctx, person, e, ref)
		if err != nil {
			return err
		}
		batch.Streams = append(batch.Streams, told...)
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: ref.Stream(), Expect: f.Version,
		Events: []NewEvent{{Type: EvIssueClosed, At: now, Actor: person.Login, Data: closed}}})
	_, err = o.journal.Append(ctx, batch)
	return err
}

// publishCommand is what a procedure calls the publication of its entry. Nobody
// performs it by hand: closing the issue does, for all entries in it.
const publishCommand = "publish"

// tellPublished performs the case's own command of publication.
func (o *Office) tellPublished(ctx context.Context, person Person, e Entry, ref IssueRef) ([]StreamAppend, error) {
	if e.Case == "" {
		return nil, nil
	}
	c, err := o.Case(ctx, e.Case)
	if err != nil {
		return nil, err
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, err
	}
	at := o.now()
	out, err := o.engine.Perform(pack, c.engineCase(), regulation.Act{
		Command: publishCommand, Person: person, At: at,
		Args: map[string]any{"series": ref.Series, "year": int64(ref.Year), "number": int64(ref.Number)},
	})
	if err != nil {
		return nil, refusal(c.ID, err)
	}
	return []StreamAppend{{Stream: c.ID.Stream(), Expect: c.Version,
		Events: []NewEvent{{Type: EvPerformed, At: at, Actor: person.Login, Data: Performed{Outcome: out}}}}}, nil
}

// issueFileKey is where a file of a closed issue lies: under its digest, since
// equal bytes are the same file.
func issueFileKey(d Digest) string { return "issues/" + string(d[:2]) + "/" + string(d) }

func (o *Office) sealFile(ctx context.Context, f File) (SealedFile, error) {
	sum := sha256.Sum256(f.Body)
	s := SealedFile{Path: f.Path, SHA256: Digest(hex.EncodeToString(sum[:])), Size: int64(len(f.Body))}
	_, err := o.objects.Put(ctx, issueFileKey(s.SHA256), bytes.NewReader(f.Body), PutOptions{Once: true, SHA256: s.SHA256, Size: s.Size})
	if err != nil && !errors.Is(err, Exists) {
		return s, err
	}
	return s, nil
}

func (o *Office) sealedBytes(ctx context.Context, s SealedFile) ([]byte, error) {
	r, err := o.objects.Get(ctx, issueFileKey(s.SHA256), 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != string(s.SHA256) {
		return nil, &Error{Op: "read issue file", Doc: s.Path, Kind: Corrupt, Err: errors.New("stored bytes have another digest")}
	}
	return b, nil
}
