package inbox_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/fs"
	"vestnik/storage/inbox"
)

// newBucketRig is a rig that watches an object store instead of a folder.
func newBucketRig(t *testing.T) (*rig, pipeline.Objects, inbox.Config) {
	t.Helper()
	r := newRig(t)
	store, err := fs.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	c := r.config()
	c.Dir, c.Objects = "", store
	return r, store, c
}

func put(t *testing.T, o pipeline.Objects, key, body string) {
	t.Helper()
	if _, err := o.Put(t.Context(), key, strings.NewReader(body), pipeline.PutOptions{}); err != nil {
		t.Fatal(err)
	}
}

func keys(t *testing.T, o pipeline.Objects) []string {
	t.Helper()
	var all []string
	if err := o.List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		all = append(all, i.Key)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func wantKeys(t *testing.T, o pipeline.Objects, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := keys(t, o); !slices.Equal(got, want) {
		t.Errorf("the store holds %q, want %q", got, want)
	}
}

func TestEveryObjectUnderInboxIsAFilingAndGoesAfterReceipt(t *testing.T) {
	r, store, c := newBucketRig(t)
	w := inbox.New(c)
	put(t, store, "inbox/скан.pdf", "A")
	put(t, store, "inbox/2026/ноябрь/б.zip", "B")
	put(t, store, "inbox/empty", "")
	others := []string{"inbox/.hidden", "inbox/.stash/a", "inbox/a.part", "inbox/~$a.docx", "inboxes/x", "originals/ab/abcd"}
	for _, key := range others {
		put(t, store, key, "x")
	}
	if n := r.settle(w); n != 3 {
		t.Errorf("%d taken, want 3", n)
	}
	r.wantFiling(t, "inbox/скан.pdf", "скан.pdf=A")
	r.wantFiling(t, "inbox/2026/ноябрь/б.zip", "б.zip=B")
	r.wantFiling(t, "inbox/empty", "empty=")
	wantKeys(t, store, others...)
	if n := r.settle(w); n != 0 || r.calls != 3 {
		t.Errorf("%d taken again, %d calls", n, r.calls)
	}
}

func TestAnObjectReplacedWhileItIsReceivedIsTakenAgain(t *testing.T) {
	r, store, c := newBucketRig(t)
	w := inbox.New(c)
	put(t, store, "inbox/a", "old")
	r.during = func(inbox.Arrival) {
		r.during = nil
		put(t, store, "inbox/a", "newer")
	}
	r.settle(w)
	wantKeys(t, store, "inbox/a")
	r.settle(w)
	r.wantFiling(t, "inbox/a", "a=newer")
	wantKeys(t, store)
}

func TestARefusedObjectIsPutAsideWithANote(t *testing.T) {
	r, store, c := newBucketRig(t)
	w := inbox.New(c)
	r.answer = func(inbox.Arrival) error { return refusal(pipeline.Invalid) }
	for range 2 {
		put(t, store, "inbox/2026/скан.pdf", "bad")
		r.settle(w)
	}
	const dir = "inbox/.refused/" + today + "/"
	wantKeys(t, store, dir+"скан.pdf", dir+"скан.pdf.txt", dir+"скан (2).pdf", dir+"скан (2).pdf.txt")
	body, err := store.Get(t.Context(), dir+"скан.pdf.txt", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if text, err := io.ReadAll(body); err != nil || !strings.Contains(string(text), "Отсканируйте документ заново.") {
		t.Errorf("the note says %q, %v", text, err)
	}
}

func TestAnObjectThatIsNotReceivedStaysAndHoldsUpNoOther(t *testing.T) {
	r, store, c := newBucketRig(t)
	w := inbox.New(c)
	r.answer = func(a inbox.Arrival) error {
		if a.Source == "inbox/a" {
			return refusal(pipeline.Transient)
		}
		return nil
	}
	put(t, store, "inbox/a", "A")
	put(t, store, "inbox/b", "B")
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken, want 1", n)
	}
	wantKeys(t, store, "inbox/a")
	r.answer = nil
	if n := r.sweep(w); n != 1 {
		t.Errorf("%d taken afterwards, want 1", n)
	}
}

// broken is a store that cannot be reached.
type broken struct{ pipeline.Objects }

func (broken) List(context.Context, string, func(pipeline.ObjectInfo) error) error {
	return &pipeline.Error{Op: "list", Kind: pipeline.Unavailable}
}

func TestAnUnreachableBucketDoesNotKeepTheFolderFromBeingSwept(t *testing.T) {
	r := newRig(t)
	c := r.config()
	c.Objects = broken{}
	w := inbox.New(c)
	r.write("a.pdf", "A")
	if _, err := w.Sweep(t.Context()); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("got %v, want Unavailable", err)
	}
	r.pass(2 * time.Second)
	if n, err := w.Sweep(t.Context()); n != 1 || !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("%d taken, %v; want 1 and Unavailable", n, err)
	}
}

func TestACancelledSweepReturnsTheContextsErrorAndLosesNothing(t *testing.T) {
	r, store, c := newBucketRig(t)
	w := inbox.New(c)
	put(t, store, "inbox/a", "A")
	put(t, store, "inbox/b", "B")
	r.sweep(w)
	r.pass(2 * time.Second)
	ctx, cancel := context.WithCancel(t.Context())
	r.during = func(inbox.Arrival) { cancel() }
	if n, err := w.Sweep(ctx); n != 0 || err != context.Canceled { //nolint:errorlint // it must be unchanged
		t.Errorf("%d taken, %v; want none and context.Canceled itself", n, err)
	}
	wantKeys(t, store, "inbox/a", "inbox/b")
	r.during = nil
	if n := r.sweep(w); n != 2 || len(r.keys) != 2 {
		t.Errorf("%d taken, %d filings; want 2", n, len(r.keys))
	}
}

func TestTwoWatchersOnOneBucketLoseAndRepeatNothing(t *testing.T) {
	r, store, c := newBucketRig(t)
	const n = 200
	for i := range n {
		put(t, store, "inbox/"+strings.Repeat("x", i+1), strings.Repeat("y", i))
	}
	watchers := []*inbox.Watcher{inbox.New(c), inbox.New(c)}
	for _, w := range watchers {
		r.sweep(w)
	}
	r.pass(2 * time.Second)
	var wg sync.WaitGroup
	for _, w := range watchers {
		wg.Go(func() {
			if _, err := w.Sweep(t.Context()); err != nil {
				t.Errorf("sweep: %v", err)
			}
		})
	}
	wg.Wait()
	r.settle(watchers[0])
	if len(r.keys) != n {
		t.Errorf("%d filings, want %d", len(r.keys), n)
	}
	wantKeys(t, store)
}
