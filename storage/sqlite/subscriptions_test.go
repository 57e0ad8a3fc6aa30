package sqlite_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

func wish(n int, address, words string, at time.Time) pipeline.Subscription {
	return pipeline.Subscription{
		ID: fmt.Sprintf("id%d", n), Address: address, TokenHash: pipeline.Digest(fmt.Sprintf("hash%d", n)),
		Query: pipeline.SearchQuery{Text: words}, AskedAt: at,
	}
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestASubscriptionGoesItsWay(t *testing.T) {
	ctx := t.Context()
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{})
	subs := db.Subscriptions()
	expect := func(what string, got []pipeline.Subscription, err error, want ...string) {
		t.Helper()
		var ids []string
		for _, s := range got {
			ids = append(ids, s.ID)
		}
		if err != nil || strings.Join(ids, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, %v, want %v", what, ids, err, want)
		}
	}
	ask := func(n int, at time.Time) {
		t.Helper()
		if err := subs.Ask(ctx, wish(n, "a@mail.example", "учёт", at)); err != nil {
			t.Fatal(err)
		}
	}
	ask(1, noon)
	ask(2, noon.Add(time.Hour)) // the same wish: the first stays, and is asked again
	got, err := subs.Unasked(ctx, noon, 10)
	expect("asked", got, err, "id1")
	got, err = subs.Due(ctx, noon, 100, 10)
	expect("due before it is confirmed", got, err)
	if err := subs.Asked(ctx, "id1"); err != nil {
		t.Fatal(err)
	}
	got, err = subs.Unasked(ctx, noon, 10)
	expect("asked once", got, err)
	if err := subs.Confirm(ctx, "hash2", noon, 40); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("a token that nobody was given: %v", err)
	}
	for _, position := range []int64{40, 70} { // the second time it runs already
		if err := subs.Confirm(ctx, "hash1", noon, position); err != nil {
			t.Fatal(err)
		}
	}
	got, err = subs.Due(ctx, noon, 40, 10)
	expect("due for what came before", got, err)
	got, err = subs.Due(ctx, noon, 41, 10)
	expect("due", got, err, "id1")
	if err := errors.Join(subs.Begin(ctx, "id1", 41), subs.Failed(ctx, "id1", noon.Add(time.Minute), false)); err != nil {
		t.Fatal(err)
	}
	got, err = subs.Due(ctx, noon, 41, 10)
	expect("due before the next try", got, err)
	got, err = subs.Due(ctx, noon.Add(time.Minute), 41, 10)
	expect("due at the next try", got, err, "id1")
	if len(got) == 1 && (got[0].Sending != 41 || got[0].Failures != 1) {
		t.Errorf("under way: %#v", got[0])
	}
	if err := subs.Told(ctx, "id1", 41); err != nil {
		t.Fatal(err)
	}
	got, err = subs.Due(ctx, noon.Add(time.Hour), 41, 10)
	expect("due when told", got, err)
	if err := subs.Failed(ctx, "id1", noon, true); err != nil {
		t.Fatal(err)
	}
	got, err = subs.Due(ctx, noon.Add(time.Hour), 50, 10)
	expect("due when paused", got, err)
	ask(3, noon)
	got, err = subs.Unasked(ctx, noon, 10)
	expect("asked after a pause", got, err, "id1")
	if err := errors.Join(db.Rebuild(ctx), subs.End(ctx, "hash1"), subs.End(ctx, "hash1")); err != nil {
		t.Fatal(err)
	}
	got, err = subs.List(ctx)
	expect("ended", got, err)
}

// TestAnErasedAddressIsNowhere looks for it in every byte of the store.
func TestAnErasedAddressIsNowhere(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	db := open(t, filepath.Join(dir, "journal.db"), sqlite.Options{})
	subs := db.Subscriptions()
	for n := range 10 {
		if err := subs.Ask(ctx, wish(n, "zqwx@mail.example", fmt.Sprint("учёт ", n), noon)); err != nil {
			t.Fatal(err)
		}
	}
	if err := subs.Ask(ctx, wish(99, "other@mail.example", "учёт", noon)); err != nil {
		t.Fatal(err)
	}
	if !holds(t, dir, "zqwx@mail") {
		t.Fatal("the address is not found before it is erased: the looking does not work")
	}
	if n, err := subs.Forget(ctx, "zqwx@mail.example"); n != 10 || err != nil {
		t.Fatalf("forgot %d, %v", n, err)
	}
	if holds(t, dir, "zqwx@mail") {
		t.Error("the address is still in the files")
	}
	if !holds(t, dir, "other@mail") {
		t.Error("somebody else was forgotten")
	}
	if n, err := subs.Expire(ctx, noon.Add(time.Second)); n != 1 || err != nil || holds(t, dir, "other@mail") {
		t.Errorf("expired %d, %v", n, err)
	}
}

func holds(t *testing.T, dir, text string) bool {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		body, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(body, []byte(text)) {
			return true
		}
	}
	return false
}

func TestABackupHoldsOnlyConfirmedAddresses(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{})
	subs := db.Subscriptions()
	for n, address := range []string{"stays@mail.example", "passes@mail.example"} {
		if err := subs.Ask(ctx, wish(n, address, "учёт", noon)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(subs.Confirm(ctx, "hash0", noon, 1), db.Snapshot(ctx, filepath.Join(dir, "copy.db"))); err != nil {
		t.Fatal(err)
	}
	if !holds(t, dir, "stays@mail") || holds(t, dir, "passes@mail") {
		t.Error("the copy holds other addresses than the confirmed ones")
	}
}

func TestAnAddressStaysOutOfJSONAndPrintedText(t *testing.T) {
	s := wish(1, "secret@mail.example", "учёт", noon)
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(data), fmt.Sprint(s), fmt.Sprintf("%+v", s), s.LogValue().String()} {
		if strings.Contains(text, "secret") || strings.Contains(text, "hash1") {
			t.Errorf("the address or the token shows in %s", text)
		}
	}
}
