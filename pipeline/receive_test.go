package pipeline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vestnik/pipeline"
)

func TestAReceiptIsGivenBeforeAnythingIsRead(t *testing.T) {
	r := newRig(t)
	receipt := r.receive("заявление.pdf", "реферат.pdf")
	if receipt.Number != "2026-000001" || !receipt.At.Equal(monday) || len(receipt.SHA256) != 2 || receipt.Duplicate {
		t.Errorf("receipt is %+v", receipt)
	}
	if got := r.types(receipt.Number); !slices.Equal(got, []string{"received"}) {
		t.Errorf("events are %v", got)
	}
	if len(r.reader.read) != 0 {
		t.Error("something was read at the door")
	}
	c := r.load(receipt.Number)
	if c.State != "M_RECEIVED" || c.Numbers["receipt"] != "2026-000001" || c.NextStage() != pipeline.StageExtract {
		t.Errorf("case stands at %s, %v, next %q", c.State, c.Numbers, c.NextStage())
	}
	for i, d := range c.Documents {
		body, err := r.office.Original(t.Context(), d.Digest)
		must(t, err)
		got, err := io.ReadAll(body)
		must(t, errors.Join(err, body.Close()))
		if string(got) != d.Name {
			t.Errorf("original %d holds %q", i, got)
		}
	}
}

func TestTheSameBytesGetTheFirstReceipt(t *testing.T) {
	r := newRig(t)
	first := r.receive("a.pdf", "b.pdf")
	again := submission("b.pdf", "a.pdf")
	again.Files[0].Name = "под другим именем.pdf"
	for _, source := range []string{"inbox/1", "inbox/1", "inbox/2", "inbox/1"} {
		again.Source = source
		got, err := r.office.Receive(t.Context(), again)
		must(t, err)
		if !got.Duplicate || got.Number != first.Number || !got.At.Equal(first.At) {
			t.Errorf("receipt is %+v, the first was %+v", got, first)
		}
	}
	if got := r.types(first.Number); !slices.Equal(got, []string{"received", "received-again", "received-again"}) {
		t.Errorf("events are %v: each new source is noted once", got)
	}
	if other := r.receive("a.pdf"); other.Duplicate || other.Number == first.Number {
		t.Errorf("a part of a filing was taken for the whole: %+v", other)
	}
}

func TestOneFilingSentManyTimesAtOnceIsOneCase(t *testing.T) {
	r := newRig(t)
	var wg sync.WaitGroup
	receipts := make([]pipeline.Receipt, 12)
	for i := range receipts {
		wg.Go(func() {
			var err error
			receipts[i], err = r.office.Receive(t.Context(), submission("один.pdf"))
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	firsts := 0
	for _, got := range receipts {
		if got.Number != "2026-000001" {
			t.Errorf("receipt %s", got.Number)
		}
		if !got.Duplicate {
			firsts++
		}
	}
	if firsts != 1 {
		t.Errorf("%d receipts claim to be the first", firsts)
	}
}

func TestWhatIsNoFilingIsRefusedBeforeAnythingIsSealed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pipeline.Submission)
		kind   pipeline.Kind
	}{
		{"no files", func(s *pipeline.Submission) { s.Files = nil }, pipeline.Invalid},
		{"by fax", func(s *pipeline.Submission) { s.Channel = "fax" }, pipeline.Invalid},
		{"unknown service", func(s *pipeline.Submission) { s.Service = "order-999" }, pipeline.Invalid},
		{"before the act", func(s *pipeline.Submission) { s.ReceivedAt = monday.AddDate(-20, 0, 0) }, pipeline.Invalid},
		{"too many files", func(s *pipeline.Submission) { s.Files = slices.Repeat(s.Files, 4) }, pipeline.TooLarge},
		{"a file too large", func(s *pipeline.Submission) { s.Files[0] = pipeline.BytesFile("a.pdf", make([]byte, 101)) }, pipeline.TooLarge},
		{"a file that is gone", func(s *pipeline.Submission) {
			s.Files[0].Open = func() (io.ReadCloser, error) { return nil, errors.New("gone") }
		}, pipeline.Transient},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, func(p *pipeline.Parts) { p.Rules.MaxFiles, p.Rules.MaxOriginal = 3, 100 })
			s := submission("a.pdf")
			c.change(&s)
			_, err := r.office.Receive(t.Context(), s)
			wantKind(t, err, c.kind)
			must(t, r.objects.List(t.Context(), "originals/", func(info pipeline.ObjectInfo) error {
				t.Errorf("%s was sealed", info.Key)
				return nil
			}))
		})
	}
}

func TestForeignNamesAreMadeFitToShow(t *testing.T) {
	r := newRig(t)
	s := pipeline.Submission{Files: []pipeline.SubmittedFile{
		pipeline.BytesFile("за\u202eявление\x00.pdf", []byte("1")), pipeline.BytesFile("\xff\xfe", []byte("2")),
		pipeline.BytesFile("  ", []byte("3")), pipeline.BytesFile(strings.Repeat("ы", 300), []byte("4")),
	}}
	receipt, err := r.office.Receive(t.Context(), s)
	must(t, err)
	docs := r.load(receipt.Number).Documents
	for i, want := range []string{"за_явление_.pdf", "_", "без имени", strings.Repeat("ы", 127)} {
		if docs[i].Name != want {
			t.Errorf("name %d is %q, want %q", i, docs[i].Name, want)
		}
	}
}

// liar is a store that alters what it keeps, or changes its mind.
type liar struct {
	pipeline.Objects
	corrupt bool
}

func (l *liar) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	body, err := l.Objects.Get(ctx, key, offset)
	if err != nil || !l.corrupt {
		return body, err
	}
	defer body.Close()
	b, err := io.ReadAll(body)
	if len(b) > 0 {
		b[len(b)-1] ^= 1
	}
	return io.NopCloser(bytes.NewReader(b)), err
}

func TestNoReceiptForAnOriginalThatReadsBackOtherwise(t *testing.T) {
	store := &liar{corrupt: true}
	r := newRig(t, func(p *pipeline.Parts) { store.Objects, p.Objects = p.Objects, store })
	_, err := r.office.Receive(t.Context(), submission("a.pdf"))
	wantKind(t, err, pipeline.Corrupt)
	if _, err := r.office.Case(t.Context(), "2026-000001"); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("a case was opened: %v", err)
	}
	store.corrupt = false
	if got := r.receive("a.pdf"); got.Number != "2026-000001" || got.Duplicate {
		t.Errorf("sent again it gets %+v: the number was lost", got)
	}
}

func TestAFileStillBeingWrittenIsNotReceived(t *testing.T) {
	r := newRig(t)
	opened := 0
	growing := pipeline.SubmittedFile{Name: "растёт.pdf", Size: -1, Open: func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(strings.Repeat("x", opened))), nil
	}}
	_, err := r.office.Receive(t.Context(), pipeline.Submission{Files: []pipeline.SubmittedFile{growing}})
	wantKind(t, err, pipeline.Transient)
	if opened != 2 {
		t.Errorf("the file was opened %d times", opened)
	}
}

func TestReceiptsAreNumberedWithoutGapsEachYear(t *testing.T) {
	r := newRig(t)
	r.now = time.Date(2026, 12, 31, 20, 59, 0, 0, time.UTC) // 23:59 in Moscow
	if got := r.receive("a.pdf"); got.Number != "2026-000001" {
		t.Errorf("%s", got.Number)
	}
	r.now = r.now.Add(2 * time.Minute)
	for i := 1; i <= 3; i++ {
		if got, want := r.receive(fmt.Sprint(i)).Number, pipeline.CaseID(fmt.Sprintf("2027-%06d", i)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
