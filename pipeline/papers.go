package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// EvPapersAdded is the type of the event of a case to which papers came later.
const EvPapersAdded EventType = "papers-added"

// PapersAdded records later papers of a case, each sealed before.
type PapersAdded struct {
	Addition
	Originals []Original `json:"originals"`
}

// Addition is one later receipt of papers in a case.
type Addition struct {
	Receipt    Receipt   `json:"receipt"`
	Channel    Channel   `json:"channel"`
	ReceivedAt time.Time `json:"received_at"`
	Source     string    `json:"source"`
	By         string    `json:"by,omitempty"` // who took them in at the desk; empty for the machine
}

// AddPapers takes later papers into a case, in whatever state it is: even after
// its end somebody may send a petition. Every original is sealed and read back
// before the receipt is given (order 210 пп. 50, 57); the receipt's number is the
// case's with a number of its own behind. The papers are then read, recognised and
// checked like those of the filing, but what the filing states stays as it was.
// Bytes that the case holds already get the receipt under which they came.
func (o *Office) AddPapers(ctx context.Context, id CaseID, s Submission) (Receipt, error) {
	if _, err := o.Case(ctx, id); err != nil {
		return Receipt{}, err
	}
	if err := o.admit(&s); err != nil {
		return Receipt{}, err
	}
	originals, err := o.sealAll(ctx, s.Files)
	if err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err = retryConflict(ctx, func() (err error) {
		receipt, err = o.tryAdd(ctx, id, s, originals)
		return err
	})
	if err == nil {
		o.log.InfoContext(ctx, "papers added", "case", id, "receipt", receipt.Number, "files", len(originals), "duplicate", receipt.Duplicate)
	}
	return receipt, err
}

func (o *Office) tryAdd(ctx context.Context, id CaseID, s Submission, originals []Original) (Receipt, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	if first, held := c.receiptFor(originals); held {
		return first, nil
	}
	if n := len(c.Documents) + len(originals); n > o.rules.MaxFiles {
		return Receipt{}, &Error{Op: "add papers", Doc: string(id), Kind: TooLarge,
			Advice: fmt.Sprintf("В деле стало бы %d файлов, а принимается не больше %d.", n, o.rules.MaxFiles)}
	}
	added := PapersAdded{Originals: originals, Addition: Addition{
		Receipt: Receipt{Number: c.additionNumber(), Case: id, At: o.now(), SHA256: digestsOf(originals)},
		Channel: s.Channel, ReceivedAt: s.ReceivedAt, Source: s.Source, By: s.By,
	}}
	event := NewEvent{Type: EvPapersAdded, At: added.Receipt.At, Actor: s.actor(), Data: added}
	return added.Receipt, o.append(ctx, c, Job{Stage: StageExtract, Case: id, Lane: s.Lane}, event)
}

// additionNumber is the number of the next receipt for later papers: it can be
// told from every case's own, and no case's number is spent on it.
func (c *CaseFile) additionNumber() CaseID {
	return CaseID(fmt.Sprintf("%s-%d", c.ID, len(c.Additions)+1))
}

// caseOfAddition returns the case whose receipt for later papers bears the number.
func caseOfAddition(number string) (CaseID, bool) {
	i := strings.LastIndexByte(number, '-')
	if i <= 0 {
		return "", false
	}
	return CaseID(number[:i]), true
}

func (c *CaseFile) hasAddition(number string) bool {
	return slices.ContainsFunc(c.Additions, func(a Addition) bool { return string(a.Receipt.Number) == number })
}

// receiptFor returns the receipt under which the last of the files came, marked as
// a duplicate; held is false when one of them is new to the case.
func (c *CaseFile) receiptFor(originals []Original) (first Receipt, held bool) {
	latest := 0
	for _, original := range originals {
		d := c.Document(original.Digest)
		if d == nil {
			return Receipt{}, false
		}
		latest = max(latest, d.Added)
	}
	first = c.Receipt
	if latest > 0 {
		first = c.Additions[latest-1].Receipt
	}
	first.Duplicate = true
	return first, true
}

func (c *CaseFile) papersAdded(v PapersAdded) {
	c.Additions = append(c.Additions, v.Addition)
	c.addDocuments(v.Originals, len(c.Additions))
	c.Failed = nil // with the new papers the machine may try again
}

// ReceivedOf tells when and by which channel a document of the case came.
func (c *CaseFile) ReceivedOf(d *Document) (time.Time, Channel) {
	if d.Added > 0 && d.Added <= len(c.Additions) {
		a := c.Additions[d.Added-1]
		return a.ReceivedAt, a.Channel
	}
	return c.ReceivedAt, c.Channel
}

// filed returns the documents of the filing itself, later ones left out.
func (c *CaseFile) filed() []Document {
	return slices.DeleteFunc(slices.Clone(c.Documents), func(d Document) bool { return d.Added > 0 })
}

func digestsOf(originals []Original) []Digest {
	list := make([]Digest, len(originals))
	for i, o := range originals {
		list[i] = o.Digest
	}
	return list
}
