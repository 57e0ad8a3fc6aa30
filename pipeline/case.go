package pipeline

import (
	"encoding/json"
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
	Lane       Lane      `json:"lane"`
	ReceivedAt time.Time `json:"received_at"`
	State      string    `json:"state"`
	Version    int       `json:"version"` // events in its stream

	Documents []Document              `json:"documents"`
	Fields    Fields                  `json:"fields"` // what the papers state, corrections applied
	Findings  []Finding               `json:"findings"`
	History   []regulation.Occurrence `json:"history"`
	Notices   []NoticeRecord          `json:"notices"`
	Entries   []string                `json:"entries"`
	Numbers   map[string]string       `json:"numbers"`

	Corrections []Correction `json:"corrections,omitempty"`
	Failed      *StageFailed `json:"failed,omitempty"`
	// CheckedAt is the Version at which the findings were made; a later change
	// of the fields asks for a new check.
	CheckedAt   int `json:"checked_at"`
	FactsAt     int `json:"facts_at"`
	Recognised  int `json:"recognised"` // documents with a recognition
	ReceivedNow int `json:"received_times"`
}

// Document is one file of a case: an original, or a member of an archive.
type Document struct {
	Original
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
	if c.Recognised < c.readable() {
		return StageRead
	}
	if c.CheckedAt < c.FactsAt || c.CheckedAt == 0 {
		return StageCheck
	}
	return StageDone
}

// readable counts the documents that recognition applies to: all but archives.
func (c *CaseFile) readable() int {
	n := 0
	for _, d := range c.Documents {
		if d.Status != DocUnpacked {
			n++
		}
	}
	return n
}

// Document returns the file with the digest, or nil.
func (c *CaseFile) Document(d Digest) *Document {
	for i := range c.Documents {
		if c.Documents[i].Digest == d {
			return &c.Documents[i]
		}
	}
	return nil
}

// Apply adds one event of the case's stream. Pure.
func (c *CaseFile) Apply(e Event) error {
	c.Version = e.Seq
	switch e.Type {
	case EvReceived:
		return with(e, c.received)
	case EvReceivedAgain:
		c.ReceivedNow++
		return nil
	case EvUnpacked:
		return with(e, c.unpacked)
	case EvExtracted:
		return with(e, c.extracted)
	case EvRecognised:
		return with(e, c.recognised)
	case EvChecked:
		return with(e, func(v Checked) { c.Findings, c.CheckedAt = v.Findings, e.Seq })
	case EvCorrected:
		return with(e, func(v Corrected) { c.corrected(v, e) })
	case EvKindNamed:
		return with(e, func(v KindNamed) { c.kindNamed(v, e) })
	case EvPerformed:
		return with(e, func(v Performed) { c.performed(v, e) })
	case EvStageFailed:
		return with(e, func(v StageFailed) { c.Failed = &v })
	case EvStageRevived:
		c.Failed = nil
	}
	return nil
}

func with[T any](e Event, fn func(T)) error {
	v, err := decode[T](e)
	if err == nil {
		fn(v)
	}
	return err
}

func (c *CaseFile) received(v Received) {
	c.ID, c.Receipt, c.Pack = v.Receipt.Number, v.Receipt, v.Pack
	c.Channel, c.Source, c.ReceivedAt, c.Lane = v.Channel, v.Source, v.ReceivedAt, v.Lane
	c.State, c.ReceivedNow = v.To, 1
	c.Numbers = map[string]string{"receipt": string(v.Receipt.Number)}
	c.addDocuments(v.Originals)
	c.History = append(c.History, v.Occurrences...)
}

func (c *CaseFile) unpacked(v Unpacked) {
	d := c.Document(v.Archive)
	d.Status, d.Archive, d.PageProblems = DocUnpacked, true, v.Problems
	c.addDocuments(v.Members)
}

// addDocuments adds files, the same bytes once.
func (c *CaseFile) addDocuments(originals []Original) {
	for _, o := range originals {
		if c.Document(o.Digest) == nil {
			c.Documents = append(c.Documents, Document{Original: o, Kind: UnknownKind, Status: DocSealed})
		}
	}
}

func (c *CaseFile) extracted(v Extracted) {
	d := c.Document(v.Document)
	d.Type, d.Pages, d.Sources, d.Language = v.Type, v.Pages, v.Sources, v.Language
	d.Reading, d.Engine, d.Problem = v.Confidence, v.Engine, v.Problem
	d.PageProblems, d.Troubled = v.PageProblems, v.Troubled
	switch {
	case v.Problem != nil && v.Problem.Fatal:
		d.Status = DocRejected
	case v.Problem != nil || v.Troubled > 0:
		d.Status = DocPartial
	default:
		d.Status = DocRead
	}
}

func (c *CaseFile) recognised(v Recognised) {
	for _, r := range v.Documents {
		d := c.Document(r.Document)
		d.Kind, d.Confidence, d.Segments = r.Paper.Kind, r.Paper.Confidence, r.Paper.Segments
		d.Papers, d.Read = r.Papers, r.Paper.Fields
	}
	c.Recognised = c.readable()
	c.mergeFacts()
}

func (c *CaseFile) corrected(v Corrected, e Event) {
	c.Corrections = append(c.Corrections, Correction{Path: v.Path, Value: v.Value, Was: v.Was, By: e.Actor, At: e.At})
	c.mergeFacts()
}

func (c *CaseFile) kindNamed(v KindNamed, e Event) {
	d := c.Document(v.Document)
	d.Kind, d.Confidence, d.NamedBy = v.Kind, 1, e.Actor
	d.Segments = v.Segments
	if len(v.Segments) > 0 {
		d.Papers = d.papersNamed(v.Segments)
		c.mergeFacts()
		return
	}
	for i := range d.Papers {
		d.Papers[i].Kind, d.Papers[i].Confidence = string(v.Kind), 1
	}
	c.mergeFacts()
}

func (c *CaseFile) performed(v Performed, e Event) {
	c.State = v.To
	c.History = append(c.History, v.Occurrences...)
	for _, n := range v.Notices {
		c.putNotice(NoticeRecord{Notice: n, At: e.At, By: e.Actor})
	}
	for name, number := range v.Numbers {
		c.Numbers[name] = number
	}
	if v.Entry != "" {
		c.Entries = append(c.Entries, v.Entry)
	}
}

// papersNamed cuts a file into the papers that a person named. What the machine
// had found out about the pages' text holds on.
func (d *Document) papersNamed(segments []Segment) []regulation.Paper {
	papers := make([]regulation.Paper, 0, len(segments))
	for _, s := range segments {
		p := regulation.Paper{Digest: string(d.Digest), Name: d.Name, Language: d.Language, Legible: true}
		for _, was := range d.Papers {
			if slices.ContainsFunc(s.Pages, func(n int) bool { return slices.Contains(was.Pages, n) }) {
				p.Language, p.Problem = was.Language, was.Problem
				p.Legible = p.Legible && was.Legible
			}
		}
		p.Kind, p.Pages, p.Confidence = string(s.Kind), s.Pages, 1
		papers = append(papers, p)
	}
	return papers
}

// putNotice adds a notice, or replaces its draft by the signed one.
func (c *CaseFile) putNotice(n NoticeRecord) {
	for i := range c.Notices {
		if c.Notices[i].ID == n.ID && c.Notices[i].Draft {
			c.Notices[i] = n
			return
		}
	}
	c.Notices = append(c.Notices, n)
}

// mergeFacts makes the case's fields anew from what each file states and what
// people corrected.
func (c *CaseFile) mergeFacts() {
	c.Fields = MergeFields(c.Documents)
	for _, k := range c.Corrections {
		c.Fields.correct(k)
	}
	c.FactsAt = c.Version
}

// body returns the row's bytes.
func (c *CaseFile) body() ([]byte, error) { return json.Marshal(c) }
