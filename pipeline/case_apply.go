package pipeline

import (
	"fmt"
	"slices"

	"vestnik/pipeline/regulation"
)

// Apply adds one event of the case's stream. Pure. An event that speaks of a
// document which the case does not hold is Corrupt, and changes nothing else.
func (c *CaseFile) Apply(e Event) error {
	c.Version = e.Seq
	switch e.Type {
	case EvReceived:
		return with(e, c.received)
	case EvOpened:
		return with(e, func(v Opened) { c.opened(v, e) })
	case EvRouted:
		return with(e, c.routed)
	case EvPapersAdded:
		return with(e, c.papersAdded)
	case EvReceivedAgain:
		return with(e, c.receivedAgain)
	case EvUnpacked:
		return handle(e, c.unpacked)
	case EvExtracted:
		return handle(e, c.extracted)
	case EvRecognised:
		return handle(e, c.recognised)
	case EvChecked:
		return with(e, func(v Checked) { c.Findings, c.CheckedAt = v.Findings, e.Seq })
	case EvCorrected:
		return with(e, func(v Corrected) { c.corrected(v, e) })
	case EvKindNamed:
		return handle(e, func(v KindNamed) error { return c.kindNamed(v, e) })
	case EvPerformed:
		return with(e, func(v Performed) { c.performed(v, e) })
	case EvStageFailed:
		return with(e, func(v StageFailed) { c.Failed = &v })
	case EvStageRevived:
		c.Failed = nil
	}
	return nil
}

// with decodes an event for a function that cannot fail.
func with[T any](e Event, fn func(T)) error {
	return handle(e, func(v T) error {
		fn(v)
		return nil
	})
}

// mustDocument returns the file with the digest, or a Corrupt error.
func (c *CaseFile) mustDocument(d Digest) (*Document, error) {
	if doc := c.Document(d); doc != nil {
		return doc, nil
	}
	return nil, &Error{Op: "apply event", Doc: string(c.ID), Kind: Corrupt, Err: fmt.Errorf("the case holds no document %s", d)}
}

func (c *CaseFile) received(v Received) {
	c.ID, c.Receipt, c.Pack = v.Receipt.Number, v.Receipt, v.Pack
	c.Channel, c.Source, c.By, c.ReceivedAt, c.Lane = v.Channel, v.Source, v.By, v.ReceivedAt, v.Lane
	c.ServiceNamed, c.State = v.ServiceNamed, v.To
	c.Numbers = map[string]string{"receipt": string(v.Receipt.Number)}
	c.addDocuments(v.Originals, 0)
	c.History = append(c.History, v.Occurrences...)
}

func (c *CaseFile) opened(v Opened, e Event) {
	c.ID, c.Receipt, c.Pack = v.Receipt.Number, v.Receipt, v.Pack
	c.By, c.ReceivedAt, c.Lane = v.By, e.At, LaneDesk
	c.Numbers = map[string]string{"receipt": string(v.Receipt.Number)}
	c.Documents, c.Fields = []Document{}, Fields{}
	c.performed(v.Performed, e)
}

func (c *CaseFile) receivedAgain(v ReceivedAgain) {
	if !slices.Contains(c.Again, v.Source) {
		c.Again = append(c.Again, v.Source)
	}
}

func (c *CaseFile) unpacked(v Unpacked) error {
	d, err := c.mustDocument(v.Archive)
	if err != nil {
		return err
	}
	d.Type, d.Status, d.Archive, d.PageProblems = v.Type, DocUnpacked, true, v.Problems
	d.Problem = membersLost(d.Name, v.Problems)
	c.addDocuments(v.Members, d.Added)
	return nil
}

// addDocuments adds files, the same bytes once.
func (c *CaseFile) addDocuments(originals []Original, addition int) {
	for _, o := range originals {
		if c.Document(o.Digest) == nil {
			c.Documents = append(c.Documents, Document{Original: o, Added: addition, Kind: UnknownKind, Status: DocSealed})
		}
	}
}

func (c *CaseFile) extracted(v Extracted) error {
	d, err := c.mustDocument(v.Document)
	if err != nil {
		return err
	}
	d.Type, d.Pages, d.Sources, d.Language = v.Type, v.Pages, v.Sources, v.Language
	d.Reading, d.Engine, d.Problem = v.Confidence, v.Engine, v.Problem
	d.PageProblems, d.Troubled, d.Unread = v.PageProblems, v.Troubled, v.Unread
	switch {
	case v.Problem != nil && v.Problem.Fatal:
		d.Status = DocRejected
	case v.Problem.hinders() || v.Troubled > 0:
		d.Status = DocPartial
	default:
		d.Status = DocRead
	}
	return nil
}

func (c *CaseFile) recognised(v Recognised) error {
	for _, r := range v.Documents {
		d, err := c.mustDocument(r.Document)
		if err != nil {
			return err
		}
		named, segments := d.Kind, d.Segments
		d.Kind, d.Confidence, d.Segments = r.Paper.Kind, r.Paper.Confidence, r.Paper.Segments
		d.Papers, d.Read, d.Recognised = r.Papers, r.Paper.Fields, true
		if d.NamedBy != "" { // what a person said of the file outlives the machine's next look
			d.name(named, segments)
		}
	}
	c.mergeFacts()
	return nil
}

func (c *CaseFile) corrected(v Corrected, e Event) {
	c.Corrections = append(c.Corrections, Correction{Path: v.Path, Value: v.Value, Was: v.Was, By: e.Actor, At: e.At, Unreadable: v.Unreadable})
	c.mergeFacts()
}

func (c *CaseFile) kindNamed(v KindNamed, e Event) error {
	d, err := c.mustDocument(v.Document)
	if err != nil {
		return err
	}
	d.NamedBy = e.Actor
	d.name(v.Kind, v.Segments)
	if v.Read != nil {
		d.Read = v.Read
	}
	c.mergeFacts()
	return nil
}

func (c *CaseFile) performed(v Performed, e Event) {
	c.State = v.To
	c.History = append(c.History, v.Occurrences...)
	for _, n := range v.Notices {
		c.putNotice(NoticeRecord{Notice: n, At: e.At, By: e.Actor})
	}
	if c.Numbers == nil {
		c.Numbers = map[string]string{}
	}
	for name, number := range v.Numbers {
		c.Numbers[name] = number
	}
	if v.Entry != "" {
		c.Entries = append(c.Entries, v.Entry)
	}
}

// name takes a person's word on what a file is: one paper of the kind, or those
// of the segments.
func (d *Document) name(kind DocumentKind, segments []Segment) {
	d.Kind, d.Confidence, d.Segments = kind, 1, segments
	if len(segments) == 0 {
		segments = []Segment{{Kind: kind, Pages: pageNumbers(d.Pages)}}
	}
	d.Papers = d.papersNamed(segments)
}

// papersNamed cuts a file into the papers that a person named. What the machine
// had found out about the text of their pages holds on.
func (d *Document) papersNamed(segments []Segment) []regulation.Paper {
	papers := make([]regulation.Paper, 0, len(segments))
	for _, s := range segments {
		p := regulation.Paper{
			Kind: string(s.Kind), Digest: string(d.Digest), Name: d.Name, Pages: s.Pages, Confidence: 1,
			Language: d.Language, Legible: d.Status != DocRejected,
		}
		if d.Problem.hinders() {
			p.Problem = d.Problem.Code
		}
		languages := map[string]int{}
		for _, was := range d.Papers {
			shared := sharedPages(s.Pages, was.Pages)
			if shared == 0 {
				continue
			}
			languages[was.Language] += shared
			p.Legible = p.Legible && was.Legible
			if p.Problem == "" {
				p.Problem = was.Problem
			}
		}
		if l := commonest(languages); l != "" {
			p.Language = l
		}
		papers = append(papers, p)
	}
	return papers
}

func sharedPages(a, b []int) int {
	in := make(map[int]bool, len(b))
	for _, n := range b {
		in[n] = true
	}
	n := 0
	for _, p := range a {
		if in[p] {
			n++
		}
	}
	return n
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
