package pipeline

import (
	"context"
	"time"
)

// reading names the pages that are read and where they are kept.
type reading struct {
	document Digest
	engine   string // under which they are kept
	pages    int    // of the document, in all
}

// readPages reads pages, keeps each and hands it on. It ends with errMore, the
// rest unread, when half the time of its job is over: a job that overran its limit
// would be given up, and a scan of thousands of pages with it.
func (o *Office) readPages(ctx context.Context, src SourceFile, work reading, missing []int, each func(Page)) error {
	if len(missing) == 0 {
		return nil
	}
	read, more, ends := 0, false, halfTime(ctx)
	end := o.beginRun(ctx, work.document, work.engine, work.pages, work.pages-len(missing))
	err := o.extractor.Read(ctx, src, missing, func(p Page) error {
		o.log.InfoContext(ctx, "page read", "document", work.document, "page", p.Number, "source", p.Source)
		if err := o.keepPage(ctx, work.document, work.engine, p); err != nil {
			return err
		}
		read++
		each(p)
		if more = !ends.IsZero() && time.Now().After(ends); more {
			return errMore
		}
		return nil
	})
	if more {
		err = errMore
	}
	end(read, err)
	return err
}

// readLost reads pages anew that a document had and that are kept no longer. They
// are kept where the history says that its pages are, though the engine may be
// another by now: each page says itself what read it.
func (o *Office) readLost(ctx context.Context, d *Document, lost []int, each func(Page)) error {
	o.log.WarnContext(ctx, "kept pages are gone, reading them anew", "document", d.Digest, "pages", len(lost))
	f, err := o.layOut(ctx, d.Digest)
	if err != nil {
		return err
	}
	defer f.Close()
	return o.readPages(ctx, SourceFile{Name: d.Name, File: f}, reading{d.Digest, d.Engine, d.Pages}, lost, each)
}

// halfTime returns when half of the time that ctx leaves is over; zero when ctx
// sets no end. Deadlines are set by the wall clock, and so is this.
func halfTime(ctx context.Context) time.Time {
	deadline, limited := ctx.Deadline()
	if !limited {
		return time.Time{}
	}
	return deadline.Add(-time.Until(deadline) / 2)
}
