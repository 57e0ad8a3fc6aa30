package inbox_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/inbox"
)

func TestWhatReceiveAnswersDecidesWhatBecomesOfAFiling(t *testing.T) {
	const refused, stays = ".refused/" + today + "/скан.pdf", "скан.pdf"
	for _, kind := range pipeline.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			r := newRig(t)
			w := inbox.New(r.config())
			r.answer = func(inbox.Arrival) error { return refusal(kind) }
			r.write("скан.pdf", "body")
			r.sweep(w)
			r.pass(2 * time.Second)
			n, err := w.Sweep(t.Context())
			if n != 0 {
				t.Errorf("%d taken", n)
			}
			if (err != nil) != (kind == pipeline.Unavailable) {
				t.Errorf("sweep: %v", err)
			}
			final := kind == pipeline.Invalid || kind == pipeline.Unsupported || kind == pipeline.TooLarge
			r.want(refused, final)
			r.want(stays, !final)
			if !final {
				r.answer = nil
				if n := r.sweep(w); n != 1 {
					t.Errorf("%d taken at the next sweep, want 1", n)
				}
				return
			}
			note, err := os.ReadFile(filepath.Join(r.dir, refused+".txt"))
			if err != nil || !strings.Contains(string(note), "«скан.pdf» не принято") || !strings.Contains(string(note), "Отсканируйте документ заново.") {
				t.Errorf("the note says %q, %v", note, err)
			}
		})
	}
}

func TestARefusedFilingHoldsUpNoOther(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.answer = func(a inbox.Arrival) error {
		switch a.Source {
		case "inbox/a.pdf":
			return refusal(pipeline.Invalid)
		case "inbox/b.pdf":
			return refusal(pipeline.Transient)
		case "inbox/c.pdf":
			return errors.New("a defect")
		}
		return nil
	}
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf", "d.pdf"} {
		r.write(name, name)
	}
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken, want 1", n)
	}
	r.wantFiling(t, "inbox/d.pdf", "d.pdf=d.pdf")
}

func TestASecondFileOfTheSameNameIsKeptBesideTheFirst(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	for _, body := range []string{"first", "second", "second"} {
		r.write("скан.pdf", body)
		if n := r.settle(w); n != 1 {
			t.Fatalf("%d taken, want 1", n)
		}
	}
	for name, want := range map[string]string{"скан.pdf": "first", "скан (2).pdf": "second", "скан (3).pdf": "second"} {
		if b, err := os.ReadFile(filepath.Join(r.dir, ".taken", today, name)); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v; want %q", name, b, err, want)
		}
	}
	if len(r.keys) != 2 {
		t.Errorf("%d distinct filings, want 2", len(r.keys))
	}
}
