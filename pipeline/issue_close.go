package pipeline

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline/workday"
)

// Proof is an issue exactly as closing it on its date would publish it.
type Proof struct {
	Issue    Issue
	Files    []File
	Manifest []byte
	SHA256   Digest // of the manifest: what an approval names
	Refused  []Refusal
}

// Refusal is a case that does not let itself be published: as long as the issue
// holds what belongs to it, the issue is not closed.
type Refusal struct {
	Case   CaseID
	Advice string // Russian: why, and what to do
}

// ProofIssue composes an open issue without closing it. A case that refuses to be
// published is no hindrance to the proof, only to the closing.
func (o *Office) ProofIssue(ctx context.Context, ref IssueRef, date workday.Date) (Proof, error) {
	f, err := o.openIssue(ctx, ref)
	if err != nil {
		return Proof{}, err
	}
	at := date.At(o.rules.Zone)
	if date == o.today() {
		at = o.now()
	}
	var told []published
	var refused []Refusal
	for _, id := range f.cases() {
		t, err := o.publicationOf(ctx, Person{Login: Machine, Roles: mayEdit}, id, ref, at)
		switch {
		case err == nil && t != nil:
			told = append(told, *t)
		case err != nil && KindOf(err) != Invalid && KindOf(err) != Permission:
			return Proof{}, err
		case err != nil:
			refused = append(refused, Refusal{Case: id, Advice: AdviceOf(err)})
		}
	}
	proof, err := o.compose(ctx, f, date, told)
	proof.Refused = refused
	return proof, err
}

// compose prints an issue whose records are completed by what the publication of
// their cases says.
func (o *Office) compose(ctx context.Context, f IssueFile, date workday.Date, told []published) (Proof, error) {
	if o.press == nil || o.signer == nil {
		return Proof{}, &Error{Op: "compose issue", Doc: f.Key(), Kind: Internal, Err: errors.New("this office has no press or no signer")}
	}
	prev, err := o.previousManifest(ctx, f.IssueRef)
	if err != nil {
		return Proof{}, err
	}
	issue := f.dated(date, told)
	public := issue.forPublic()
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
	issue.Manifest = &ManifestRef{SHA256: digest, Prev: prev, Format: formatOf(manifest), Volumes: volumesOf(files)}
	return Proof{Issue: issue, Files: files, Manifest: manifest, SHA256: digest}, nil
}

// formatOf is what a manifest calls its own form, empty where it does not say.
func formatOf(manifest []byte) string {
	var head struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(manifest, &head) != nil {
		return ""
	}
	return head.Format
}

// volumesOf counts the files for paper.
func volumesOf(files []File) (n int) {
	for _, f := range files {
		if path.Ext(f.Path) == ".pdf" {
			n++
		}
	}
	return n
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
//
// An issue with nothing in it is Invalid: it is closed by [Office.CloseEmptyIssue].
func (o *Office) CloseIssue(ctx context.Context, person Person, ref IssueRef, approved Digest) (IssueFile, error) {
	return o.closeIssue(ctx, person, ref, closing{approved: approved})
}

// CloseEmptyIssue closes an issue that may print nothing: a bulletin that comes
// out on set days says so when there was nothing to publish.
func (o *Office) CloseEmptyIssue(ctx context.Context, person Person, ref IssueRef, approved Digest) (IssueFile, error) {
	return o.closeIssue(ctx, person, ref, closing{approved: approved, empty: true})
}

// closing says what of an issue an editor agreed to.
type closing struct {
	approved Digest // of the manifest; empty takes the issue as it stands
	empty    bool   // it may hold nothing
}

func (o *Office) closeIssue(ctx context.Context, person Person, ref IssueRef, agreed closing) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "close issue", ref.Key()); err != nil {
		return IssueFile{}, err
	}
	err := retryConflict(ctx, func() error { return o.tryClose(ctx, person, ref, agreed) })
	if err != nil {
		return IssueFile{}, err
	}
	f, err := o.IssueFile(ctx, ref)
	if err != nil {
		return IssueFile{}, err
	}
	for _, id := range f.cases() {
		if err := o.Automatic(ctx, id); err != nil { // the issue is closed; the sweep will try this again
			o.log.WarnContext(ctx, "automatic transitions failed", "case", id, "error", err)
		}
		o.advanceLinked(ctx, id, o.now())
	}
	return f, nil
}

// tryClose asks every case before it writes a file: one that refuses leaves
// everything as it was.
func (o *Office) tryClose(ctx context.Context, person Person, ref IssueRef, agreed closing) error {
	f, err := o.openIssue(ctx, ref)
	if err != nil {
		return err
	}
	if f.empty() && !agreed.empty {
		return &Error{Op: "close issue", Doc: f.Key(), Kind: Invalid, Advice: "В выпуске нет ни одной записи. Добавьте записи или закройте его явно как пустой."}
	}
	now := o.now()
	var batch Batch
	var told []published
	for _, id := range f.cases() {
		t, err := o.publicationOf(ctx, person, id, ref, now)
		if err != nil {
			return err
		}
		if t == nil {
			continue
		}
		told = append(told, *t)
		stream, err := o.publishedStream(ctx, *t, person, now)
		if err != nil {
			return err
		}
		batch.Streams = append(batch.Streams, stream)
	}
	proof, err := o.compose(ctx, f, workday.DateOf(now), told)
	if err != nil {
		return err
	}
	if agreed.approved != "" && agreed.approved != proof.SHA256 {
		return &Error{Op: "close issue", Doc: ref.Key(), Kind: Invalid,
			Advice: "Выпуск уже не тот, что утвердили: изменился его состав или дата. Просмотрите его ещё раз и утвердите заново."}
	}
	closed := IssueClosed{Issue: proof.Issue, Manifest: proof.SHA256, Signature: o.signer.Sign(proof.Manifest), Issues: []string{ref.Key()}}
	closed.Entries = entryKeys(proof.Issue.keys())
	for _, file := range append(slices.Clone(proof.Files), File{Path: manifestPath, Body: proof.Manifest}) {
		sealed, err := o.sealFile(ctx, file)
		if err != nil {
			return err
		}
		closed.Files = append(closed.Files, sealed)
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: ref.Stream(), Expect: f.Version,
		Events: []NewEvent{{Type: EvIssueClosed, At: now, Actor: person.Login, Data: closed}}})
	_, err = o.commit(ctx, batch)
	return err
}

// Where the manifest and its signature stand in an issue's folder.
const (
	manifestPath  = "manifest.json"
	signaturePath = "manifest.sig"
)

// sentence makes a reason stand by itself: with a capital and without its full stop.
func sentence(reason string) string {
	first, size := utf8.DecodeRuneInString(reason)
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(reason[size:], ".")
}

// issueFileKey is where a file of a closed issue lies: under its digest, since
// equal bytes are the same file.
func issueFileKey(d Digest) string { return "issues/" + d.shard() + "/" + string(d) }

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
