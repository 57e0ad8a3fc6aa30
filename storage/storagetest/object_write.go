package storagetest

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"vestnik/pipeline"
)

func objectOnce(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "k", "first", pipeline.PutOptions{Once: true})
	for _, body := range []string{"second", "first"} {
		_, err := o.Put(t.Context(), "k", strings.NewReader(body), pipeline.PutOptions{Once: true})
		wantKind(t, "second put", err, pipeline.Exists)
	}
	wantBody(t, o, "k", "first")
	if err := o.Delete(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	mustPut(t, o, "k", "after delete", pipeline.PutOptions{Once: true})
	wantBody(t, o, "k", "after delete")
}

func objectOnceRace(t *testing.T, o pipeline.Objects) {
	const writers = 32
	var wg sync.WaitGroup
	errs := make([]error, writers)
	start := make(chan struct{})
	for i := range writers {
		wg.Go(func() {
			<-start
			_, errs[i] = o.Put(t.Context(), "originals/race", strings.NewReader(raceBody(i)), pipeline.PutOptions{Once: true, Sealed: true})
		})
	}
	close(start)
	wg.Wait()
	winner := -1
	for i, err := range errs {
		switch {
		case err == nil && winner >= 0:
			t.Fatalf("writers %d and %d both won", winner, i)
		case err == nil:
			winner = i
		default:
			wantKind(t, fmt.Sprintf("writer %d", i), err, pipeline.Exists)
		}
	}
	if winner < 0 {
		t.Fatal("nobody won")
	}
	wantBody(t, o, "originals/race", raceBody(winner))
}

func raceBody(i int) string { return strings.Repeat(fmt.Sprintf("writer %02d ", i), 1000) }

func objectWrongDigest(t *testing.T, o pipeline.Objects) {
	_, err := o.Put(t.Context(), "k", strings.NewReader("altered"), pipeline.PutOptions{SHA256: objectDigest([]byte("original"))})
	wantKind(t, "put", err, pipeline.Corrupt)
	wantAbsent(t, o, "k")
	_, err = o.Put(t.Context(), "k", strings.NewReader("x"), pipeline.PutOptions{SHA256: "not a digest"})
	wantKind(t, "put with no digest at all", err, pipeline.Corrupt)
	wantAbsent(t, o, "k")
}

func objectWrongSize(t *testing.T, o pipeline.Objects) {
	for _, size := range []int64{9, 11} {
		for name, src := range sources("0123456789") {
			_, err := o.Put(t.Context(), "k", src, pipeline.PutOptions{Size: size})
			wantKind(t, fmt.Sprintf("%s of 10 bytes stated as %d", name, size), err, pipeline.Corrupt)
			wantAbsent(t, o, "k")
		}
	}
}

// sources yields body as a reader that can and one that cannot be rewound.
func sources(body string) map[string]io.Reader {
	return map[string]io.Reader{
		"a seekable source": strings.NewReader(body),
		"a stream":          iotest.OneByteReader(strings.NewReader(body)),
	}
}

func objectFailingSource(t *testing.T, o pipeline.Objects) {
	broken := errors.New("the scanner was unplugged")
	for _, before := range []int{0, 10, 3 << 20} {
		src := io.MultiReader(strings.NewReader(strings.Repeat("x", before)), iotest.ErrReader(broken))
		_, err := o.Put(t.Context(), "k", src, pipeline.PutOptions{Once: true})
		if !errors.Is(err, broken) {
			t.Errorf("after %d bytes: the cause is lost in %v", before, err)
		}
		wantKind(t, fmt.Sprintf("after %d bytes", before), err, pipeline.Transient)
		wantAbsent(t, o, "k")
	}
	known := &pipeline.Error{Op: "unpack", Kind: pipeline.Unsupported}
	_, err := o.Put(t.Context(), "k", iotest.ErrReader(known), pipeline.PutOptions{})
	if pipeline.KindOf(err) != pipeline.Unsupported {
		t.Errorf("a source's own kind: got %v, want unsupported", err)
	}
	wantAbsent(t, o, "k")
}

func objectFailedOverwrite(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "k", "old", pipeline.PutOptions{})
	src := io.MultiReader(strings.NewReader("new"), iotest.ErrReader(errors.New("broken")))
	if _, err := o.Put(t.Context(), "k", src, pipeline.PutOptions{}); err == nil {
		t.Error("a broken source was accepted")
	}
	_, err := o.Put(t.Context(), "k", strings.NewReader("new"), pipeline.PutOptions{SHA256: objectDigest([]byte("else"))})
	wantKind(t, "wrong digest", err, pipeline.Corrupt)
	wantBody(t, o, "k", "old")
}

func objectDelete(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "dir/k", "body", pipeline.PutOptions{})
	mustPut(t, o, "dir/l", "other", pipeline.PutOptions{})
	if err := o.Delete(t.Context(), "dir/k"); err != nil {
		t.Fatal(err)
	}
	wantAbsent(t, o, "dir/k")
	wantBody(t, o, "dir/l", "other")
	if err := o.Delete(t.Context(), "dir/k"); err != nil {
		t.Errorf("second delete: %v", err)
	}
}

func objectSealed(t *testing.T, o pipeline.Objects) {
	const key, body = "originals/ab/abcd", "подлинник"
	opts := pipeline.PutOptions{Once: true, Sealed: true, SHA256: objectDigest([]byte(body)), Size: int64(len(body)), MediaType: "application/pdf"}
	mustPut(t, o, key, body, opts)
	wantKind(t, "delete", o.Delete(t.Context(), key), pipeline.Permission)
	for _, opts := range []pipeline.PutOptions{{Once: true, Sealed: true}, {Sealed: true}, {}} {
		_, err := o.Put(t.Context(), key, strings.NewReader("forgery"), opts)
		wantKind(t, fmt.Sprintf("overwrite with %+v", opts), err, pipeline.Exists)
	}
	wantBody(t, o, key, body)
}

func objectSealedElsewhere(t *testing.T, o pipeline.Objects) {
	_, err := o.Put(t.Context(), "inbox/k", strings.NewReader("x"), pipeline.PutOptions{Sealed: true})
	wantKind(t, "put", err, pipeline.Invalid)
	wantAbsent(t, o, "inbox/k")
}
