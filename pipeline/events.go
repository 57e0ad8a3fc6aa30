package pipeline

import (
	"encoding/json"
	"fmt"
	"time"

	"vestnik/pipeline/regulation"
)

// The types of events. A case's stream holds the first group; the others have
// streams of their own.
const (
	EvReceived      EventType = "received"
	EvReceivedAgain EventType = "received-again"
	EvUnpacked      EventType = "unpacked"
	EvExtracted     EventType = "document-extracted"
	EvRecognised    EventType = "documents-recognised"
	EvChecked       EventType = "checked"
	EvCorrected     EventType = "field-corrected"
	EvKindNamed     EventType = "kind-named"
	EvPerformed     EventType = "command-performed"
	EvStageFailed   EventType = "stage-failed"
	EvStageRevived  EventType = "stage-revived"

	EvFiled           EventType = "filed"        // stream filing/…: these bytes are that case
	EvNumberDrawn     EventType = "number-drawn" // stream number/…
	EvEntryMade       EventType = "entry-made"   // stream register/…
	EvRecordMade      EventType = "record-made"
	EvEntriesImported EventType = "entries-imported"
	EvIssueOpened     EventType = "issue-opened" // stream issue/…
	EvIssueFilled     EventType = "issue-filled"
	EvIssueClosed     EventType = "issue-closed"
	EvIssueImported   EventType = "issue-imported"
)

// PackRef names the edition of a regulation that judges a case.
type PackRef struct {
	ID      string `json:"id"`
	Edition string `json:"edition"`
	SHA256  string `json:"sha256"`
}

// Received opens a case's stream.
type Received struct {
	Receipt Receipt `json:"receipt"`
	Pack    PackRef `json:"pack"`
	// ServiceNamed is set when the filing itself said which service it asks for.
	ServiceNamed bool                    `json:"service_named,omitempty"`
	Channel      Channel                 `json:"channel"`
	ReceivedAt   time.Time               `json:"received_at"`
	Source       string                  `json:"source"`
	By           string                  `json:"by,omitempty"`
	Lane         Lane                    `json:"lane"`
	Originals    []Original              `json:"originals"`
	Occurrences  []regulation.Occurrence `json:"occurrences,omitempty"`
	To           string                  `json:"to"`
}

// ReceivedAgain records that the same bytes came once more.
type ReceivedAgain struct {
	Source  string  `json:"source"`
	Channel Channel `json:"channel"`
}

// Unpacked records the members of an archive, each sealed as a document.
type Unpacked struct {
	Archive  Digest     `json:"archive"`
	Type     string     `json:"type,omitempty"`
	Members  []Original `json:"members"`
	Problems []Problem  `json:"problems,omitempty"`
}

// Extracted records that a document's pages were read, and how.
type Extracted struct {
	Document   Digest             `json:"document"`
	Type       string             `json:"type"`
	Pages      int                `json:"pages"`
	Sources    map[PageSource]int `json:"sources,omitempty"`
	Language   string             `json:"language,omitempty"`
	Confidence float64            `json:"confidence"`
	Engine     string             `json:"engine"`
	Problem    *Problem           `json:"problem,omitempty"`
	// PageProblems holds at most maxPageProblems; Troubled counts them all.
	PageProblems []Problem `json:"page_problems,omitempty"`
	Troubled     int       `json:"troubled,omitempty"`
	// Unread holds the first maxPageProblems pages on which places were left unread.
	Unread []PageUnread `json:"unread,omitempty"`
}

// Recognised records what each document was understood to be.
type Recognised struct {
	Documents []RecognisedDocument `json:"documents"`
}

// RecognisedDocument is one file's recognition.
type RecognisedDocument struct {
	Document Digest             `json:"document"`
	Paper    Recognition        `json:"recognition"`
	Papers   []regulation.Paper `json:"papers"`
}

// Checked records the findings of the pack on what was known then.
type Checked struct {
	Findings []Finding `json:"findings"`
}

// Corrected records a person's correction beside what the machine had read.
type Corrected struct {
	Path  string  `json:"path"` // "title", "holders[0].name"
	Value any     `json:"value"`
	Was   Reading `json:"was"`
	// Unreadable is set when the person could not read it either; Value is then empty.
	Unreadable bool `json:"unreadable,omitempty"`
}

// KindNamed records that a person said what kind of paper a document is, or,
// with Segments, which papers its pages are.
type KindNamed struct {
	Document Digest       `json:"document"`
	Kind     DocumentKind `json:"kind"` // of the leading paper
	Was      DocumentKind `json:"was"`
	Segments []Segment    `json:"segments,omitempty"`
	// Read is what the pages state when they are read as what the person named;
	// null where they could not be read so, and what was read before holds on.
	Read Fields `json:"read"`
}

// Performed records a command of the procedure.
type Performed struct {
	regulation.Outcome
	Numbers map[string]string `json:"numbers,omitempty"`
	Entry   string            `json:"entry,omitempty"` // key of the entry it made
}

// StageFailed records that the machine gave a stage up.
type StageFailed struct {
	Stage  Stage  `json:"stage"`
	Reason string `json:"reason"` // English, for the operator
	Advice string `json:"advice"` // Russian, for the clerk
}

// StageRevived records that a person asked for a failed stage once more.
type StageRevived struct {
	Stage Stage `json:"stage"`
}

// Filed binds the digest of a filing's bytes to its case.
type Filed struct {
	Case CaseID `json:"case"`
}

// NumberDrawn is one number out of a gapless sequence.
type NumberDrawn struct {
	Number string `json:"number"`
	Case   CaseID `json:"case"`
}

// EntryMade records a register entry. Entries names the touched rows of the
// view, as every event that touches entries does.
type EntryMade struct {
	Entry   Entry    `json:"entry"`
	Series  string   `json:"series"` // where it will be published
	Entries []string `json:"entries"`
}

// RecordMade records what was entered about an object later. New is the entry to
// begin with where the register did not hold the number yet.
type RecordMade struct {
	Entry   string      `json:"entry"` // key
	New     *Entry      `json:"new,omitempty"`
	Record  EntryRecord `json:"record"` // its Seq is given by the register
	Series  string      `json:"series"` // where it will be published
	Entries []string    `json:"entries"`
}

// EntriesImported records historical entries, already published long ago.
type EntriesImported struct {
	File    string   `json:"file"`
	Imports []Entry  `json:"imports"`
	Entries []string `json:"entries"`
}

// IssueOpened opens an issue.
type IssueOpened struct {
	Issue  IssueRef `json:"issue"`
	Issues []string `json:"issues"`
}

// IssueFilled puts entries and records into an open issue.
type IssueFilled struct {
	Issue   IssueRef `json:"issue"`
	Added   []string `json:"added"` // keys of entries and of records
	Issues  []string `json:"issues"`
	Entries []string `json:"entries"`
}

// IssueClosed seals an issue: its files are in the objects under their digests.
type IssueClosed struct {
	Issue     Issue        `json:"issue"`
	Files     []SealedFile `json:"files"` // without the manifest
	Manifest  Digest       `json:"manifest"`
	Signature []byte       `json:"signature"`
	Issues    []string     `json:"issues"`
	Entries   []string     `json:"entries"`
}

// IssueImported records an issue of the past, known only from its entries.
type IssueImported struct {
	Issue  Issue    `json:"issue"` // Entries left empty: they are in the register
	Issues []string `json:"issues"`
}

// SealedFile is a file of a closed issue.
type SealedFile struct {
	Path   string `json:"path"`
	SHA256 Digest `json:"sha256"`
	Size   int64  `json:"size"`
}

// decode reads the data of an event into v.
func decode[T any](e Event) (T, error) {
	var v T
	if err := json.Unmarshal(e.Data, &v); err != nil {
		return v, &Error{Op: "decode event", Doc: fmt.Sprintf("%s#%d %s", e.Stream, e.Seq, e.Type), Kind: Corrupt, Err: err}
	}
	return v, nil
}
