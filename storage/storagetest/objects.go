// Package storagetest holds the conformance suites of the storage ports: what a
// backend must do to be one. Every backend and every wrapper runs them.
//
// The suites need no network of their own, keep what they write small but for
// one large object, and do not look at a clock. Sizes are in bytes. Each test
// gets a store of its own from the function that the backend's test passes in.
package storagetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// Objects runs the conformance suite of [pipeline.Objects]. open returns an
// empty store and arranges for its end with t.Cleanup.
func Objects(t *testing.T, open func(t *testing.T) pipeline.Objects) {
	tests := []struct {
		name string
		run  func(t *testing.T, o pipeline.Objects)
	}{
		{"a missing key is NotExist and deleting it is no error", objectMissing},
		{"what was put comes back with its size and time", objectRoundTrip},
		{"an empty object is an object", objectEmpty},
		{"a second put replaces the first", objectOverwrite},
		{"Get begins at the offset", objectOffsets},
		{"keys in any script are kept byte for byte", objectKeysInAnyScript},
		{"keys outside the grammar are Invalid everywhere", objectInvalidKeys},
		{"a key below another harms neither", objectPrefixKeys},
		{"a deleted key's place can be taken by a shorter or longer one", objectPrefixReuse},
		{"Once refuses a key that exists and leaves it", objectOnce},
		{"of 32 writers with Once exactly one wins", objectOnceRace},
		{"other bytes than the digest are Corrupt and not kept", objectWrongDigest},
		{"another size than stated is Corrupt and not kept", objectWrongSize},
		{"a source that fails leaves nothing", objectFailingSource},
		{"a failed overwrite leaves the old bytes", objectFailedOverwrite},
		{"List goes in byte order and keeps to its prefix", objectListOrder},
		{"List of many keys meets each once", objectListMany},
		{"an error of fn ends List and is returned", objectListStops},
		{"a key may be deleted while it is listed", objectDeleteWhileListing},
		{"a deleted key is gone", objectDelete},
		{"a sealed original is neither deleted nor overwritten", objectSealed},
		{"sealing outside originals is refused", objectSealedElsewhere},
		{"a cancelled context comes back unchanged", objectCancelled},
		{"cancellation in the middle of a put leaves nothing", objectCancelledPut},
		{"cancellation ends a read under way", objectCancelledRead},
		{"readers see whole objects while writers replace them", objectConcurrency},
		{"a large object passes in bounded memory", objectLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open(t)) })
	}
}

func objectDigest(b []byte) pipeline.Digest {
	sum := sha256.Sum256(b)
	return pipeline.Digest(hex.EncodeToString(sum[:]))
}

func mustPut(t *testing.T, o pipeline.Objects, key, body string, opts pipeline.PutOptions) pipeline.ObjectInfo {
	t.Helper()
	info, err := o.Put(t.Context(), key, strings.NewReader(body), opts)
	if err != nil {
		t.Fatalf("put %q: %v", key, err)
	}
	return info
}

// read returns the bytes of key from offset.
func read(ctx context.Context, o pipeline.Objects, key string, offset int64) (string, error) {
	r, err := o.Get(ctx, key, offset)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	_, err = io.Copy(&b, r)
	return b.String(), errors.Join(err, r.Close())
}

func wantBody(t *testing.T, o pipeline.Objects, key, want string) {
	t.Helper()
	got, err := read(t.Context(), o, key, 0)
	if err != nil {
		t.Fatalf("get %q: %v", key, err)
	}
	if got != want {
		t.Errorf("get %q: got %d bytes %.60q, want %d bytes %.60q", key, len(got), got, len(want), want)
	}
}

func wantKind(t *testing.T, what string, err error, kind pipeline.Kind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Errorf("%s: got %v, want %s", what, err, kind)
	}
}

// wantAbsent makes sure that key is neither described, read nor listed.
func wantAbsent(t *testing.T, o pipeline.Objects, key string) {
	t.Helper()
	_, err := o.Stat(t.Context(), key)
	wantKind(t, "stat "+key, err, pipeline.NotExist)
	_, err = read(t.Context(), o, key, 0)
	wantKind(t, "get "+key, err, pipeline.NotExist)
	for _, k := range listKeys(t, o, "") {
		if k == key {
			t.Errorf("%s is listed", key)
		}
	}
}

func listKeys(t *testing.T, o pipeline.Objects, prefix string) []string {
	t.Helper()
	var keys []string
	err := o.List(t.Context(), prefix, func(i pipeline.ObjectInfo) error {
		keys = append(keys, i.Key)
		return nil
	})
	if err != nil {
		t.Fatalf("list %q: %v", prefix, err)
	}
	return keys
}
