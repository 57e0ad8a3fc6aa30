package storagetest

import (
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/storage"
)

func objectMissing(t *testing.T, o pipeline.Objects) {
	wantAbsent(t, o, "nothing/here")
	if err := o.Delete(t.Context(), "nothing/here"); err != nil {
		t.Errorf("delete: %v", err)
	}
	if keys := listKeys(t, o, ""); len(keys) != 0 {
		t.Errorf("an empty store lists %q", keys)
	}
}

func objectRoundTrip(t *testing.T, o pipeline.Objects) {
	const body = "Заявление о государственной регистрации"
	put := mustPut(t, o, "a/b.txt", body, pipeline.PutOptions{
		SHA256: objectDigest([]byte(body)), Size: int64(len(body)), MediaType: "text/plain; charset=utf-8",
	})
	wantBody(t, o, "a/b.txt", body)
	stat, err := o.Stat(t.Context(), "a/b.txt")
	if err != nil {
		t.Fatal(err)
	}
	if put.Key != "a/b.txt" || put.Size != int64(len(body)) { // S3 does not tell Put the time
		t.Errorf("put: incomplete description %+v", put)
	}
	if stat.Key != "a/b.txt" || stat.Size != int64(len(body)) || stat.Modified.IsZero() {
		t.Errorf("stat: incomplete description %+v", stat)
	}
	if put.ETag != stat.ETag {
		t.Errorf("ETag of put %q and stat %q differ", put.ETag, stat.ETag)
	}
}

func objectEmpty(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "empty", "", pipeline.PutOptions{SHA256: objectDigest(nil)})
	wantBody(t, o, "empty", "")
	if info, err := o.Stat(t.Context(), "empty"); err != nil || info.Size != 0 {
		t.Errorf("stat: %+v, %v", info, err)
	}
	if keys := listKeys(t, o, ""); len(keys) != 1 {
		t.Errorf("listed %q", keys)
	}
}

func objectOverwrite(t *testing.T, o pipeline.Objects) {
	first := mustPut(t, o, "k", "first and longer", pipeline.PutOptions{})
	second := mustPut(t, o, "k", "second", pipeline.PutOptions{})
	wantBody(t, o, "k", "second")
	if first.ETag != "" && first.ETag == second.ETag {
		t.Errorf("other bytes have the same ETag %q", first.ETag)
	}
}

func objectOffsets(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "k", "0123456789", pipeline.PutOptions{})
	mustPut(t, o, "empty", "", pipeline.PutOptions{})
	cases := []struct {
		key    string
		offset int64
		want   string
	}{
		{"k", 0, "0123456789"}, {"k", 1, "123456789"}, {"k", 9, "9"}, {"k", 10, ""}, {"k", 1000, ""}, {"empty", 0, ""}, {"empty", 1, ""},
	}
	for _, c := range cases {
		got, err := read(t.Context(), o, c.key, c.offset)
		if err != nil || got != c.want {
			t.Errorf("%s from %d: got %q, %v; want %q", c.key, c.offset, got, err, c.want)
		}
	}
	_, err := o.Get(t.Context(), "k", -1)
	wantKind(t, "negative offset", err, pipeline.Invalid)
	_, err = o.Get(t.Context(), "missing", 5)
	wantKind(t, "offset in a missing key", err, pipeline.NotExist)
}

func objectKeysInAnyScript(t *testing.T, o pipeline.Objects) {
	keys := []string{
		"inbox/скан заявления № 1.pdf",
		"inbox/ёЁйЙ.pdf",
		"inbox/и\u0306 decomposed.pdf",
		"inbox/й composed.pdf",
		"inbox/📄 emoji.pdf",
		"inbox/日本語/中文.pdf",
		"inbox/عربى.pdf",
		"inbox/ leading and trailing ",
		"inbox/a+b&c=d?e#f%20g;h,i'j\"k<l>m|n*o:p@q[r]{s}~t`u^v$w!x(y)z\\",
		"inbox/..hidden..",
		"inbox/.dot",
		"inbox/" + strings.Repeat("n", storage.MaxElement),
	}
	for _, k := range keys {
		mustPut(t, o, k, "body of "+k, pipeline.PutOptions{Once: true})
	}
	for _, k := range keys {
		wantBody(t, o, k, "body of "+k)
		if info, err := o.Stat(t.Context(), k); err != nil || info.Key != k {
			t.Errorf("stat %q: %+v, %v", k, info, err)
		}
	}
	wantKeys(t, listKeys(t, o, "inbox/"), keys)
	for _, k := range keys {
		if err := o.Delete(t.Context(), k); err != nil {
			t.Errorf("delete %q: %v", k, err)
		}
	}
	if left := listKeys(t, o, ""); len(left) != 0 {
		t.Errorf("left after deleting: %q", left)
	}
}

func objectInvalidKeys(t *testing.T, o pipeline.Objects) {
	keys := []string{
		"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/.", "\xff", "a/\xc3", "a\x00b", "a\nb",
		".vestnik-x", strings.Repeat("a", storage.MaxElement+1), strings.Repeat("a/", storage.MaxKey/2) + "a",
	}
	for _, k := range keys {
		_, err := o.Put(t.Context(), k, strings.NewReader("x"), pipeline.PutOptions{})
		wantKind(t, "put "+k, err, pipeline.Invalid)
		_, err = o.Get(t.Context(), k, 0)
		wantKind(t, "get "+k, err, pipeline.Invalid)
		_, err = o.Stat(t.Context(), k)
		wantKind(t, "stat "+k, err, pipeline.Invalid)
		wantKind(t, "delete "+k, o.Delete(t.Context(), k), pipeline.Invalid)
	}
	if keys := listKeys(t, o, ""); len(keys) != 0 {
		t.Errorf("something was written: %q", keys)
	}
	if keys := listKeys(t, o, "../"); len(keys) != 0 {
		t.Errorf("listing a prefix outside the store yields %q", keys)
	}
}

// objectPrefixKeys allows a backend either to refuse the second key as Invalid or
// to keep both, since S3 servers differ; it must never lose the first.
func objectPrefixKeys(t *testing.T, o pipeline.Objects) {
	mustPut(t, o, "a", "short", pipeline.PutOptions{})
	if _, err := o.Put(t.Context(), "a/b", strings.NewReader("long"), pipeline.PutOptions{}); err != nil {
		wantKind(t, "a key below an object", err, pipeline.Invalid)
		_, err = o.Stat(t.Context(), "a/b")
		wantKind(t, "stat below an object", err, pipeline.NotExist)
		if err := o.Delete(t.Context(), "a/b"); err != nil {
			t.Errorf("delete below an object: %v", err)
		}
	}
	wantBody(t, o, "a", "short")

	mustPut(t, o, "c/d", "long", pipeline.PutOptions{})
	_, err := o.Stat(t.Context(), "c")
	wantKind(t, "stat above an object", err, pipeline.NotExist)
	_, err = o.Get(t.Context(), "c", 0)
	wantKind(t, "get above an object", err, pipeline.NotExist)
	if err := o.Delete(t.Context(), "c"); err != nil {
		t.Errorf("delete above an object: %v", err)
	}
	if _, err := o.Put(t.Context(), "c", strings.NewReader("short"), pipeline.PutOptions{}); err != nil {
		wantKind(t, "a key above an object", err, pipeline.Invalid)
	}
	wantBody(t, o, "c/d", "long")
}

func objectPrefixReuse(t *testing.T, o pipeline.Objects) {
	for _, key := range []string{"a/b/c", "a", "a/b", "a/b/c/d"} {
		mustPut(t, o, key, key, pipeline.PutOptions{})
		wantBody(t, o, key, key)
		if err := o.Delete(t.Context(), key); err != nil {
			t.Fatalf("delete %s: %v", key, err)
		}
	}
}
