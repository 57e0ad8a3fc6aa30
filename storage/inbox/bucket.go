package inbox

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"vestnik/pipeline"
	"vestnik/storage"
)

// bucket is the object store's inbox during one sweep.
type bucket struct {
	*Watcher
	objects pipeline.Objects
}

// sweepBucket looks once at the inbox prefix and takes what is complete. Objects
// appear whole, but servers exist that show a folder into which others copy
// files, so they too must stand still.
func (w *Watcher) sweepBucket(ctx context.Context) (int, error) {
	if w.cfg.Objects == nil {
		return 0, nil
	}
	b := bucket{w, w.cfg.Objects}
	found, err := b.complete(ctx)
	if err != nil {
		return 0, err
	}
	taken := 0
	for _, key := range found {
		if ctx.Err() != nil {
			return taken, ctx.Err()
		}
		done, err := b.deliver(ctx, key)
		if err != nil {
			return taken, err
		}
		if done {
			taken++
		}
	}
	return taken, nil
}

// complete lists the keys that have stood still long enough.
func (b bucket) complete(ctx context.Context) ([]string, error) {
	var keys []string
	err := b.objects.List(ctx, b.prefix(), func(o pipeline.ObjectInfo) error {
		if b.leftAlone(o.Key) {
			return nil
		}
		if b.settling.still("bucket/"+o.Key, printOf(o), b.cfg.Uptime()) >= b.cfg.Settle {
			keys = append(keys, o.Key)
		} else {
			b.waiting = true
		}
		return nil
	})
	return keys, err
}

// leftAlone reports whether a key is another watcher's, an element of it below the
// prefix is hidden, or its name is of an unfinished upload.
func (b bucket) leftAlone(key string) bool {
	below := strings.TrimPrefix(key, b.prefix())
	if folder, _, nested := strings.Cut(below, "/"); nested && b.apart(folder) {
		return true
	}
	for element := range strings.SplitSeq(below, "/") {
		if hidden(element) {
			return true
		}
	}
	return unfinished(key)
}

func printOf(o pipeline.ObjectInfo) fingerprint {
	return sha256.Sum256(fmt.Appendf(nil, "%d %d %s", o.Size, o.Modified.UnixNano(), o.ETag))
}

// deliver hands an object over and clears it away. It reports whether it was
// received, and an error when the sweep is of no more use.
func (b bucket) deliver(ctx context.Context, key string) (bool, error) {
	before, err := b.objects.Stat(ctx, key)
	if errors.Is(err, pipeline.NotExist) {
		return false, nil // another watcher was quicker
	}
	if err != nil {
		return false, b.tolerate(key, err)
	}
	err = b.cfg.Receive(ctx, b.arrival(ctx, before))
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	switch judge(err) {
	case take:
		return true, b.tolerate(key, b.clear(ctx, before, nil))
	case refuse:
		return false, b.tolerate(key, b.clear(ctx, before, err))
	}
	return false, b.tolerate(key, err)
}

// tolerate logs what went wrong with one object, so that it holds up no other,
// unless nothing else would fare better.
func (b bucket) tolerate(key string, err error) error {
	if err == nil || judge(err) == stop || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	b.log.Warn("a filing was not taken; it is tried again", "source", key, "reason", err.Error())
	return nil
}

// arrival is the object as Receive sees it.
func (b bucket) arrival(ctx context.Context, o pipeline.ObjectInfo) Arrival {
	return Arrival{
		Source:  o.Key,
		ModTime: o.Modified,
		Files: []pipeline.SubmittedFile{{
			Name: display(path.Base(o.Key)),
			Size: o.Size,
			Open: func() (io.ReadCloser, error) { return b.objects.Get(ctx, o.Key, 0) },
		}},
	}
}

// clear deletes a received object, or puts a refused one aside first. One that
// was replaced since it was handed over stays, to be taken as what it has become.
func (b bucket) clear(ctx context.Context, before pipeline.ObjectInfo, refusal error) error {
	if refusal != nil {
		if err := b.putAside(ctx, before.Key, refusal); err != nil {
			return err
		}
		b.log.Warn("a filing was refused", "source", before.Key, "reason", refusal.Error())
	}
	now, err := b.objects.Stat(ctx, before.Key)
	switch {
	case errors.Is(err, pipeline.NotExist):
		return nil
	case err != nil:
		return err
	case printOf(now) != printOf(before):
		b.log.Info("a filing was replaced while it was received; it is taken again", "source", before.Key)
		b.waiting = true
		return nil
	}
	return b.objects.Delete(ctx, before.Key)
}

// putAside copies a refused object and a note under a free name.
func (b bucket) putAside(ctx context.Context, key string, refusal error) error {
	name := path.Base(key)
	dir := b.prefix() + ".refused/" + b.cfg.Clock().Format("2006-01-02") + "/"
	for n := 1; ; n++ {
		free := dir + numbered(name, n, storage.MaxElement-len(noteSuffix))
		err := b.copy(ctx, key, free)
		if errors.Is(err, pipeline.Exists) {
			continue
		}
		if err != nil {
			return err
		}
		text := strings.NewReader(note(display(name), refusal, b.cfg.Clock()))
		_, err = b.objects.Put(ctx, free+noteSuffix, text, pipeline.PutOptions{MediaType: "text/plain; charset=utf-8"})
		return err
	}
}

func (b bucket) copy(ctx context.Context, from, to string) error {
	r, err := b.objects.Get(ctx, from, 0)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = b.objects.Put(ctx, to, r, pipeline.PutOptions{Once: true})
	return err
}
