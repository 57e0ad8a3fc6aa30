package sqlite_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

var _ scs.CtxStore = (*sqlite.SessionStore)(nil)

func TestAccountsAreKeptApartFromTheJournal(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{})
	accounts := db.Accounts()
	want := []pipeline.Account{
		{Login: "ivanova", Name: "Иванова А. П.", Roles: []string{"registrar", "editor"}, PasswordHash: "$argon2id$x"},
		{Login: "petrov", Name: "Петров", Disabled: true},
	}
	for _, a := range []pipeline.Account{{Login: "ivanova", Name: "old", Disabled: true}, want[1], want[0]} {
		if err := accounts.Save(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := accounts.List(t.Context()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("listed %+v, %v", got, err)
	}
	got, err := accounts.Find(t.Context(), "ivanova")
	if err != nil || !reflect.DeepEqual(got, want[0]) {
		t.Errorf("found %+v, %v", got, err)
	}
	if _, err := accounts.Find(t.Context(), "Ivanova"); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("other case: %v", err)
	}
	if err := accounts.Save(t.Context(), pipeline.Account{}); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("no login: %v", err)
	}
}

func TestPasswordHashStaysOutOfJSONAndPrintedText(t *testing.T) {
	a := pipeline.Account{Login: "ivanova", PasswordHash: "$argon2id$secret"}
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{string(data), fmt.Sprint(a), fmt.Sprintf("%+v", a), a.LogValue().String()} {
		if strings.Contains(s, "secret") {
			t.Errorf("the hash shows in %s", s)
		}
	}
}

func TestSessionsExpireAndEnd(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "journal.db"), sqlite.Options{})
	store := db.SessionStore()
	find := func(token string) string {
		t.Helper()
		data, found, err := store.Find(token)
		if err != nil {
			t.Fatal(err)
		}
		if !found {
			return "none"
		}
		return string(data)
	}
	for _, s := range []struct {
		token, data string
		lasts       time.Duration
	}{{"a", "first", time.Hour}, {"a", "\x00\xff", time.Hour}, {"b", "expired", -time.Second}, {"c", "ended", time.Hour}} {
		if err := store.Commit(s.token, []byte(s.data), time.Now().Add(s.lasts)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(store.Delete("c"), store.Delete("never was")); err != nil {
		t.Fatal(err)
	}
	for token, want := range map[string]string{"a": "\x00\xff", "b": "none", "c": "none", "d": "none"} {
		if got := find(token); got != want {
			t.Errorf("session %s holds %q, want %q", token, got, want)
		}
	}
}
