package pipeline

import (
	"cmp"
	"io"
	"strings"
	"time"
)

// Channel is the way by which a filing came (order 210 п. 20: a closed list).
type Channel string

// The channels of order 210 п. 20.
const (
	Window Channel = "window" // окно приёма документов
	Post   Channel = "post"   // организация почтовой связи
	Site   Channel = "site"   // интернет-сайт Роспатента
	EPGU   Channel = "epgu"   // Единый портал государственных услуг
)

// Electronic reports whether filings of the channel are electronic documents (п. 44).
func (c Channel) Electronic() bool { return c == Site || c == EPGU }

// CaseID identifies a case: the number of its receipt, "2026-000017".
type CaseID string

// Stream returns the case's stream in the journal.
func (id CaseID) Stream() string { return "case/" + string(id) }

// CaseOfStream returns the case whose stream it is, and whether it is a case's at all.
func CaseOfStream(stream string) (CaseID, bool) {
	id, ok := strings.CutPrefix(stream, "case/")
	return CaseID(id), ok
}

// Submission is a filing on its way in.
type Submission struct {
	Channel    Channel
	Service    string    // regulation pack, "order-210"; empty lets the office's default decide
	ReceivedAt time.Time // arrival at the office; zero is now
	Source     string    // where it was found: "inbox/2026/скан.pdf", "desk:ivanova", "cli"
	By         string    // the person who handed it in at the desk; empty for the machine
	Lane       Lane
	Files      []SubmittedFile
}

// actor returns who hands the submission in, for the journal.
func (s Submission) actor() string { return cmp.Or(s.By, Machine) }

// SubmittedFile is one file of a submission. Open may be called more than once.
type SubmittedFile struct {
	Name string
	Size int64 // -1 when unknown
	Open func() (io.ReadCloser, error)
}

// Original is a sealed file: stored under its digest, written once.
type Original struct {
	Digest Digest `json:"sha256"`
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	// From is the archive that the file was unpacked from; empty when it was filed itself.
	From Digest `json:"from,omitempty"`
}

// Receipt is given when every original of a filing is sealed and read back,
// before anything is read.
type Receipt struct {
	Number CaseID    `json:"number"`         // of the case; of later papers the case's with one behind: "2026-000017-1"
	Case   CaseID    `json:"case,omitempty"` // to which later papers belong; empty where Number names it
	At     time.Time `json:"at"`
	SHA256 []Digest  `json:"sha256"`
	// Duplicate is set when the same bytes had been received before: the number
	// is that of the first filing.
	Duplicate bool `json:"duplicate,omitempty"`
}

// Stage is one step of the way of a filing.
type Stage string

// The stages in their order.
const (
	StageReceive Stage = "receive"
	StageExtract Stage = "extract" // bytes → pages
	StageRead    Stage = "read"    // pages → kinds and fields
	StageCheck   Stage = "check"   // fields → findings
	StageAdvance Stage = "advance" // what the procedure does by itself; only ever a job, never what a case waits for
	StageDone    Stage = ""        // nothing for the machine to do; people decide
)
