package pipeline

import (
	"context"
	"time"
)

// Catalogue is what the public may know, read from the views: the press and the
// site see nothing else of the office.
type Catalogue interface {
	// Issues returns the closed issues of a series, oldest first, without their
	// entries; an empty series means all, ordered by series, year, number.
	Issues(ctx context.Context, series string) ([]Issue, error)
	// Issue returns one closed issue with its entries.
	Issue(ctx context.Context, ref IssueRef) (Issue, error)
	// IssueFiles returns the files of a closed issue as they were signed, paths
	// relative to the issue's folder. An imported issue has none (NotExist).
	IssueFiles(ctx context.Context, ref IssueRef) ([]File, error)
	// Entries calls fn for every public entry, by register and number; an error
	// of fn ends the walk and is returned.
	Entries(ctx context.Context, fn func(Entry) error) error
	// Entry returns one public entry, or NotExist: an entry not yet published
	// does not exist for the public.
	Entry(ctx context.Context, register RegisterID, number string) (Entry, error)
}

// CatalogueSeeker is a Catalogue that finds a place in itself without walking
// there.
type CatalogueSeeker interface {
	// SignedFile returns one of the files of IssueFiles without reading the others,
	// or NotExist.
	SignedFile(ctx context.Context, ref IssueRef, path string) (File, error)
	// EntriesAfter is Entries from behind a number of a register on, whether there
	// is such an entry or not; an empty number begins with the register's first.
	EntriesAfter(ctx context.Context, register RegisterID, number string, fn func(Entry) error) error
}

// StatusBoard answers what anybody may ask of a case by its number (order 210
// пп. 5, 8, 126): how far it is, never what it holds.
type StatusBoard interface {
	Status(ctx context.Context, number string) (PublicStatus, error)
}

// PublicStatus is the progress of a case: states and dates only (G210-22).
type PublicStatus struct {
	Number    string       `json:"number"`
	Procedure string       `json:"procedure"` // Russian title of the service
	State     string       `json:"state"`     // Russian
	Since     time.Time    `json:"since"`
	Steps     []StatusStep `json:"steps"`
}

// StatusStep is one thing that happened.
type StatusStep struct {
	Title string    `json:"title"` // Russian
	At    time.Time `json:"at"`
}

// Signer signs the manifests of closed issues. The key never leaves it.
type Signer interface {
	Sign(message []byte) []byte
	Public() []byte // Ed25519 public key, 32 bytes
}

// Press makes the files of an issue. Pure: the same issue, the same bytes.
type Press interface {
	// Compose returns the files of an issue's folder but for the manifest:
	// issue.md, issue.json, entries.csv, … Paths are relative to the folder.
	Compose(issue Issue) ([]File, error)
	// Manifest returns manifest.json for the files: the SHA-256 of each, the
	// issue's reference, date, and prev.
	Manifest(issue Issue, files []File, prev Digest) ([]byte, error)
}

// NoticePrinter renders an outgoing document.
type NoticePrinter interface {
	HTML(n NoticePaper) ([]byte, error)
	PDF(n NoticePaper) ([]byte, error)
}

// NoticePaper is an outgoing document with what its letterhead needs.
type NoticePaper struct {
	Notice
	Case      CaseID
	Numbers   map[string]string // "incoming", "application", "registration"
	CreatedAt time.Time
}

// ReceiptPrinter renders the receipt of a filing.
type ReceiptPrinter interface {
	// Receipt returns the receipt as HTML and PDF; one without number, time or
	// files is Invalid.
	Receipt(r ReceiptPaper) (html, pdf []byte, err error)
}

// ReceiptPaper is расписка: what was received, when, by which channel and who
// received it. It is given when every file is sealed and before anything is
// read, so that it says nothing of what the files hold.
type ReceiptPaper struct {
	Number     string    // of the filing, "2026-000017"
	At         time.Time // in the zone in which the office tells time
	Channel    Channel
	Service    string // Russian title of the service; may be empty
	Files      []ReceivedFile
	ReceivedBy string // name of the person at the desk; empty when the machine received
	Again      bool   // the same files had been received before, under this number
}

// ReceivedFile is one file of a receipt.
type ReceivedFile struct {
	Name   string
	Bytes  int64
	Sheets int // of paper, as the receiver counted them; 0 when nobody did
	SHA256 Digest
}
