package pipeline

import (
	"slices"
	"time"

	"vestnik/pipeline/regulation"
)

// CaseFile is a case as its history makes it: a row of the view "cases".
type CaseFile struct {
	ID         CaseID    `json:"id"`
	Pack       PackRef   `json:"pack"`
	Receipt    Receipt   `json:"receipt"`
	Channel    Channel   `json:"channel"`
	Source     string    `json:"source"`
	By         string    `json:"by,omitempty"` // who took it in at the desk, or began it
	Lane       Lane      `json:"lane"`
	ReceivedAt time.Time `json:"received_at"`
	// ServiceNamed is set when the filing said which service it asks for; the
	// papers then route it nowhere else.
	ServiceNamed bool   `json:"service_named,omitempty"`
	State        string `json:"state"`
	Version      int    `json:"version"` // events in its stream

	Documents []Document              `json:"documents"`
	Additions []Addition              `json:"additions,omitempty"` // later receipts of papers, in their order
	Fields    Fields                  `json:"fields"`              // what the papers state, corrections applied
	Findings  []Finding               `json:"findings"`
	History   []regulation.Occurrence `json:"history"`
	Notices   []NoticeRecord          `json:"notices"`
	Entries   []string                `json:"entries"`
	Numbers   map[string]string       `json:"numbers"`

	Corrections []Correction `json:"corrections,omitempty"`
	Failed      *StageFailed `json:"failed,omitempty"`
	// CheckedAt is the Version at which the findings were made, FactsAt that at
	// which the fields were last made; a later change of them asks for a new check.
	CheckedAt int `json:"checked_at"`
	FactsAt   int `json:"facts_at"`
	// Again names the other sources that brought the same bytes, each once.
	Again []string `json:"again,omitempty"`
}

// Document is one file of a case: an original, or a member of an archive.
type Document struct {
	Original
	// Added is the number of the addition that brought the file, from 1; 0 for the
	// filing's own.
	Added        int                `json:"added,omitempty"`
	Recognised   bool               `json:"recognised,omitempty"` // the machine has said what it is
	Type         string             `json:"type,omitempty"`
	Kind         DocumentKind       `json:"kind"`
	Confidence   float64            `json:"confidence"` // of the kind
	Pages        int                `json:"pages"`
	Sources      map[PageSource]int `json:"sources,omitempty"`
	Language     string             `json:"language,omitempty"`
	Reading      float64            `json:"reading"` // mean confidence of what was read
	Engine       string             `json:"engine,omitempty"`
	Status       DocumentStatus     `json:"status"`
	Problem      *Problem           `json:"problem,omitempty"`
	PageProblems []Problem          `json:"page_problems,omitempty"`
	Troubled     int                `json:"troubled,omitempty"`
	Unread       []PageUnread       `json:"unread,omitempty"` // what a person has to read, by page
	Archive      bool               `json:"archive,omitempty"`
	Segments     []Segment          `json:"segments,omitempty"`
	Papers       []regulation.Paper `json:"papers,omitempty"`
	Read         Fields             `json:"read,omitempty"` // what this file alone states
	NamedBy      string             `json:"named_by,omitempty"`
}

// DocumentStatus is how far the reading of a file came.
type DocumentStatus string

// How far the reading of a file came.
const (
	DocSealed   DocumentStatus = "sealed"   // kept, not yet read
	DocRead     DocumentStatus = "read"     // every page was read
	DocPartial  DocumentStatus = "partial"  // some pages were not
	DocRejected DocumentStatus = "rejected" // nothing could be read; Problem says why
	DocUnpacked DocumentStatus = "unpacked" // an archive; its members are documents of their own
)

// Correction is a value that a person put in the place of the machine's.
type Correction struct {
	Path  string    `json:"path"`
	Value any       `json:"value"`
	Was   Reading   `json:"was"`
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	// Unreadable is set when the person could not read it either.
	Unreadable bool `json:"unreadable,omitempty"`
}

// NoticeRecord is an outgoing document of a case.
type NoticeRecord struct {
	Notice
	At time.Time `json:"at"`
	By string    `json:"by"`
}

// Title returns the name of the program or database, or nothing.
func (c *CaseFile) Title() string {
	s, _ := c.Fields[FieldTitle].Value.(string)
	return s
}

// NextStage returns what the machine should do with the case now.
func (c *CaseFile) NextStage() Stage {
	if c.Failed != nil {
		return StageDone
	}
	for _, d := range c.Documents {
		if d.Status == DocSealed {
			return StageExtract
		}
	}
	if slices.ContainsFunc(c.Documents, Document.unrecognised) {
		return StageRead
	}
	if c.CheckedAt < c.FactsAt || c.CheckedAt == 0 {
		return StageCheck
	}
	return StageDone
}

// unrecognised reports whether recognition is still to come: archives have none.
func (d Document) unrecognised() bool { return d.Status != DocUnpacked && !d.Recognised }

// Document returns the file with the digest, or nil.
func (c *CaseFile) Document(d Digest) *Document {
	for i := range c.Documents {
		if c.Documents[i].Digest == d {
			return &c.Documents[i]
		}
	}
	return nil
}
