package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"vestnik/pipeline"
)

func wantKeys(t *testing.T, got, want []string) {
	t.Helper()
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("listed\n%q\nwant\n%q", got, want)
	}
}

func objectListOrder(t *testing.T, o pipeline.Objects) {
	// "-", "." and " " sort before "/", so that a walk by directories goes wrong.
	keys := []string{
		"a-b", "a/b/c", "a.b", "a b", "a/b-c/d", "a/b.c", "a0", "ab/c", "b", "B", "я", "ё", "z/a", "z/a-1/b", "z-/b",
		"inbox/1", "inbox/10", "inbox/2", "inbox2/1",
	}
	for i, k := range keys {
		mustPut(t, o, k, strings.Repeat("x", i), pipeline.PutOptions{})
	}
	for _, prefix := range []string{"", "a", "a/", "a/b", "a/b-c/", "inbox/", "inbox", "inbox/1", "z", "я", "\xd1", ".", "a/..", "nothing", "nothing/", "/", "a//", "b/"} {
		want := slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return !strings.HasPrefix(k, prefix) })
		t.Run(fmt.Sprintf("prefix %q", prefix), func(t *testing.T) { wantKeys(t, listKeys(t, o, prefix), want) })
	}
	err := o.List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		if at := slices.Index(keys, i.Key); i.Size != int64(at) || i.Modified.IsZero() {
			return fmt.Errorf("wrong description %+v", i)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func objectListMany(t *testing.T, o pipeline.Objects) {
	const n, writers = 1100, 8 // more than a page of S3
	keys := make([]string, n)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := w; i < n; i += writers {
				keys[i] = fmt.Sprintf("many/%d/%d", i%7, i)
				if _, err := o.Put(t.Context(), keys[i], strings.NewReader("x"), pipeline.PutOptions{}); err != nil {
					t.Errorf("put %s: %v", keys[i], err)
				}
			}
		})
	}
	wg.Wait()
	wantKeys(t, listKeys(t, o, "many/"), keys)
}

func objectListStops(t *testing.T, o pipeline.Objects) {
	for i := range 5 {
		mustPut(t, o, fmt.Sprintf("k%d", i), "x", pipeline.PutOptions{})
	}
	stop := &pipeline.Error{Op: "enough", Kind: pipeline.Transient}
	var seen []string
	err := o.List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		seen = append(seen, i.Key)
		if len(seen) == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, error(stop)) {
		t.Errorf("got %v, want fn's own error", err)
	}
	if !slices.Equal(seen, []string{"k0", "k1"}) {
		t.Errorf("fn saw %q", seen)
	}
}

func objectDeleteWhileListing(t *testing.T, o pipeline.Objects) {
	var keys, seen []string
	for i := range 50 {
		keys = append(keys, fmt.Sprintf("d%02d/k", i))
		mustPut(t, o, keys[i], "x", pipeline.PutOptions{})
	}
	err := o.List(t.Context(), "", func(i pipeline.ObjectInfo) error {
		seen = append(seen, i.Key)
		return o.Delete(t.Context(), i.Key)
	})
	if err != nil {
		t.Fatal(err)
	}
	wantKeys(t, seen, keys)
	wantKeys(t, listKeys(t, o, ""), nil)
}
