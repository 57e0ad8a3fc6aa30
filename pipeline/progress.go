package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Progress is how the reading of one document's pages goes, or how it went.
type Progress struct {
	SHA256   Digest             `json:"sha256"`
	Document string             `json:"document"` // its name
	Engine   string             `json:"engine"`
	Running  bool               `json:"running"`           // as far as is known: whoever read may have been cut off
	Done     int                `json:"done"`              // pages
	Pages    int                `json:"pages"`             // in all
	Sources  map[PageSource]int `json:"sources,omitempty"` // pages by where their text comes from; once all are read
	Started  time.Time          `json:"started"`
	Ended    time.Time          `json:"ended,omitzero"` // zero while it goes on
	Retries  int                `json:"retries"`        // how often it was cut off and taken up again
	Rate     float64            `json:"rate"`           // pages a second, while it was worked on; 0 while unknown
	Left     float64            `json:"remaining"`      // seconds at that rate; 0 while unknown
}

// progressRecord is what is kept of a document's reading beside its pages: one
// small object, written when a run of work begins and when it ends. How far a run
// is, is counted from the pages kept, which any process sees. It is comfort, not
// truth: without it the reading goes on just so.
type progressRecord struct {
	Engine  string             `json:"engine"`
	Pages   int                `json:"pages"`
	Started time.Time          `json:"started"`
	Ended   time.Time          `json:"ended,omitzero"`
	Sources map[PageSource]int `json:"sources,omitempty"`
	Retries int                `json:"retries,omitempty"`
	Run     *progressRun       `json:"run,omitempty"` // at work; or cut off, should nobody be
	// What the runs that ended had read, and how long they took.
	Read int           `json:"read"`
	Took time.Duration `json:"took"`
}

// progressRun is one stretch of work on a document.
type progressRun struct {
	Began time.Time `json:"began"`
	Kept  int       `json:"kept"` // pages that were there before
}

func progressKey(d Digest) string { return fmt.Sprintf("derived/progress/%s/%s.json", d.shard(), d) }

// begin notes a run of work that finds some pages kept. A run that is still noted
// was cut off: its pages are there, how long it took nobody knows.
func (r *progressRecord) begin(engine string, pages, kept int, now time.Time) {
	if r.Engine != engine {
		*r = progressRecord{Engine: engine, Started: now}
	}
	if r.Run != nil {
		r.Retries++
	}
	r.Pages, r.Run = pages, &progressRun{Began: now, Kept: kept}
}

// end notes that the run has ended with so many pages kept; cut when it was by an error.
func (r *progressRecord) end(kept int, cut bool, now time.Time) {
	r.Read += kept - r.Run.Kept
	r.Took += now.Sub(r.Run.Began)
	if r.Run = nil; cut {
		r.Retries++
	}
}

// progress makes the figures of a record, with so many pages kept now.
func (r *progressRecord) progress(d *Document, kept int, now time.Time) Progress {
	p := Progress{SHA256: d.Digest, Document: d.Name, Engine: r.Engine, Done: kept, Pages: r.Pages, Sources: r.Sources,
		Started: r.Started, Ended: r.Ended, Retries: r.Retries}
	read, took := r.Read, r.Took
	if p.Running = r.Run != nil; p.Running {
		read, took = read+kept-r.Run.Kept, took+now.Sub(r.Run.Began)
	}
	if read > 0 && took > 0 {
		p.Rate = float64(read) / took.Seconds()
		p.Left = float64(p.Pages-p.Done) / p.Rate
	}
	return p
}

// beginRun notes that somebody reads a document; the function returned notes the
// end of it. Neither may hinder the reading: what cannot be written is logged.
func (o *Office) beginRun(ctx context.Context, d Digest, engine string, pages, kept int) (end func(read int, err error)) {
	r, err := o.progressRecord(ctx, d)
	if err != nil {
		o.log.WarnContext(ctx, "progress not read", "document", d, "error", err)
	}
	r.begin(engine, pages, kept, o.now())
	o.keepProgress(ctx, d, r)
	return func(read int, err error) {
		r.end(kept+read, err != nil && !errors.Is(err, errMore), o.now())
		o.keepProgress(context.WithoutCancel(ctx), d, r)
	}
}

// endReading notes that every page of a document is read, and where their text is from.
func (o *Office) endReading(ctx context.Context, result *Extracted) {
	r, err := o.progressRecord(ctx, result.Document)
	if err != nil || r.Engine != result.Engine {
		return // read before such records were made
	}
	if r.Ended.IsZero() {
		r.Ended = o.now()
	}
	r.Sources = result.Sources
	o.keepProgress(ctx, result.Document, r)
}

// progressRecord reads the record of a document; an empty one when there is none.
func (o *Office) progressRecord(ctx context.Context, d Digest) (progressRecord, error) {
	var r progressRecord
	body, err := o.objects.Get(ctx, progressKey(d), 0)
	if errors.Is(err, NotExist) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	defer body.Close()
	if err := json.NewDecoder(body).Decode(&r); err != nil {
		return progressRecord{}, &Error{Op: "read progress", Doc: string(d), Kind: Corrupt, Err: err}
	}
	return r, nil
}

func (o *Office) keepProgress(ctx context.Context, d Digest, r progressRecord) {
	b, err := json.Marshal(r)
	if err == nil {
		_, err = o.objects.Put(ctx, progressKey(d), bytes.NewReader(b), PutOptions{Size: int64(len(b)), MediaType: "application/json"})
	}
	if err != nil {
		o.log.WarnContext(ctx, "progress not kept", "document", d, "error", err)
	}
}

// Progress tells how far the reading of a case is, whichever process reads it; nil
// when nobody reads any of its documents.
func (o *Office) Progress(ctx context.Context, c *CaseFile) (*Progress, error) {
	for i := range c.Documents { // they are read in their order
		d := &c.Documents[i]
		if d.Status != DocSealed {
			continue
		}
		p, err := o.ReadingOf(ctx, d)
		if p == nil || !p.Running {
			return nil, err
		}
		return p, err
	}
	return nil, nil
}

// ReadingOf tells how the reading of a document goes or how it went; nil for one
// that nobody began to read, or that was read before this was kept.
func (o *Office) ReadingOf(ctx context.Context, d *Document) (*Progress, error) {
	r, err := o.progressRecord(ctx, d.Digest)
	if err != nil || r.Engine == "" {
		return nil, err
	}
	kept := r.Pages
	if r.Ended.IsZero() {
		pages, err := o.keptPages(ctx, d.Digest, r.Engine)
		if err != nil {
			return nil, err
		}
		kept = len(pages)
	}
	p := r.progress(d, kept, o.now())
	return &p, nil
}
