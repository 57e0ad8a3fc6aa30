package inbox_test

import (
	"path/filepath"
	"testing"

	"vestnik/storage/inbox"
)

func TestEachWatcherTakesFromItsOwnPartOfTheFolder(t *testing.T) {
	r := newRig(t)
	whole := r.config()
	whole.Apart = []string{"payments"}
	part := r.config()
	part.Dir, part.Under = filepath.Join(r.dir, "payments"), "payments"
	filings, statements := inbox.New(whole), inbox.New(part)

	r.write("заявка.pdf", "1")
	r.write("payments/27.csv", "2")
	if n := r.settle(filings); n != 1 {
		t.Errorf("the watcher of filings took %d", n)
	}
	r.want("payments/27.csv", true)
	if n := r.settle(statements); n != 1 {
		t.Errorf("the watcher of statements took %d", n)
	}
	r.want("payments/.taken/"+today+"/27.csv", true)
	if r.filings["inbox/payments/27.csv"] == "" || r.filings["inbox/заявка.pdf"] == "" || len(r.filings) != 2 {
		t.Errorf("received %q", r.filings)
	}
}

func TestEachWatcherTakesFromItsOwnPartOfTheBucket(t *testing.T) {
	r, store, whole := newBucketRig(t)
	part := whole
	whole.Apart, part.Under = []string{"payments"}, "payments"
	filings, statements := inbox.New(whole), inbox.New(part)

	put(t, store, "inbox/заявка.pdf", "1")
	put(t, store, "inbox/payments/27.csv", "2")
	if n := r.settle(filings); n != 1 {
		t.Errorf("the watcher of filings took %d", n)
	}
	wantKeys(t, store, "inbox/payments/27.csv")
	if n := r.settle(statements); n != 1 {
		t.Errorf("the watcher of statements took %d", n)
	}
	wantKeys(t, store)
}

func TestAFileNamedLikeAPartIsAFiling(t *testing.T) {
	r := newRig(t)
	c := r.config()
	c.Apart = []string{"payments"}
	r.write("payments", "1")
	if n := r.settle(inbox.New(c)); n != 1 {
		t.Errorf("took %d", n)
	}
}
