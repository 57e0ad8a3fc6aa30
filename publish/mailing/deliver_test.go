package mailing_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/sqlite"
)

func openStore(t *testing.T, path string) pipeline.Subscriptions {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db.Subscriptions()
}

const reader = "zqwxreader@mail.example"

func TestAReaderIsToldWhatIsNewUntilTheyHaveEnough(t *testing.T) {
	r := newRig(t)
	r.bulletin.close("2026-03-02", "Учёт старый")
	token := r.follow(reader, "Учёт")
	r.round()
	if n := len(r.lettersTo(reader)); n != 1 {
		t.Fatalf("%d letters before anything new", n)
	}
	r.bulletin.close("2026-03-02", "Учёт сотрудников", "Карта города", "Учёт воды")
	r.round()
	r.round()
	mails := r.lettersTo(reader)
	if len(mails) != 2 {
		t.Fatalf("%d letters, want that of confirmation and one of news", len(mails))
	}
	text, page := mails[1].Bodies(t)
	for _, body := range []string{text, page} {
		for _, want := range []string{"2 новые записи", "Учёт сотрудников", "Учёт воды", "https://bulletin.example/register/programs/2026635000/", "/search/unsubscribe/" + token} {
			if !strings.Contains(body, want) {
				t.Errorf("no %q in\n%s", want, body)
			}
		}
		for _, not := range []string{"Карта", "старый"} {
			if strings.Contains(body, not) {
				t.Errorf("%q in\n%s", not, body)
			}
		}
	}
	r.bulletin.close("2026-03-02", "Учёт: второй выпуск того же дня")
	r.round()
	if text, _ := r.last(reader).Bodies(t); !strings.Contains(text, "второй выпуск") || strings.Contains(text, "воды") {
		t.Errorf("after a second issue of the day:\n%s", text)
	}
	if err := r.list.End(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	r.bulletin.close("2026-03-03", "Учёт леса")
	r.round()
	if n := len(r.lettersTo(reader)); n != 3 {
		t.Errorf("%d letters after the end, want 3", n)
	}
	if strings.Contains(r.logged.String(), "zqwxreader") || strings.Contains(r.logged.String(), token) {
		t.Errorf("the log knows the reader: %s", &r.logged)
	}
}

func TestNothingNewIsNoLetter(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.bulletin.close("2026-03-02", "Карта города")
	r.bulletin.close("2026-03-03")
	visits := r.relay.Visits()
	r.round()
	if r.relay.Visits() != visits {
		t.Error("the relay was visited for nothing")
	}
}

// TestWhatIsOnlySimilarIsNoNews: where nothing answers wholly the search shows what
// answers in part, to whoever looks, but nobody asked to be written to about that.
func TestWhatIsOnlySimilarIsNoNews(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.bulletin.similar = true
	r.bulletin.close("2026-03-02", "Учёт леса")
	r.round()
	if n := len(r.lettersTo(reader)); n != 1 {
		t.Errorf("%d letters, want that of confirmation alone", n)
	}
}

func TestALetterHoldsFiftyAndLeadsToTheRest(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	var titles []string
	for n := range 120 {
		titles = append(titles, fmt.Sprintf("Учёт № %d", n))
	}
	r.bulletin.close("2026-03-02", titles...)
	r.round()
	text, _ := r.last(reader).Bodies(t)
	if n := strings.Count(text, "/register/programs/"); n != 50 || !strings.Contains(text, "120 новых записей") || !strings.Contains(text, "И ещё 70 записей") {
		t.Errorf("%d hits in\n%s", n, text)
	}
	if !strings.Contains(text, "https://bulletin.example/search?q=%D0%A3%D1%87%D1%91%D1%82&sort=published") {
		t.Errorf("no way to the rest in\n%s", text)
	}
}

// errDied stands for a process that dies.
var errDied = errors.New("died")

// dying is a store that dies when a letter is to be noted as sent.
type dying struct {
	pipeline.Subscriptions
	dead bool
}

func (d *dying) Told(ctx context.Context, id string, position int64) error {
	if d.dead {
		return errDied
	}
	return d.Subscriptions.Told(ctx, id, position)
}

// TestACrashRepeatsTheLetterUnderItsName: whoever gets it twice can tell that it is
// one, since it is, to the byte but for its date.
func TestACrashRepeatsTheLetterUnderItsName(t *testing.T) {
	r := newRig(t)
	store := &dying{Subscriptions: r.store}
	r.store = store
	r.deliverer = r.deliver(r.config)
	r.follow(reader, "Учёт")
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	store.dead = true
	if err := r.deliverer.Round(t.Context()); !errors.Is(err, errDied) {
		t.Fatalf("the round ended with %v", err)
	}
	store.dead = false
	r.bulletin.close("2026-03-03", "Учёт воды")
	r.deliverer = r.deliver(r.config)
	r.round()
	mails := r.lettersTo(reader)
	if len(mails) != 4 {
		t.Fatalf("%d letters, want confirmation, news, the same news, further news", len(mails))
	}
	if string(mails[1].Raw) != string(mails[2].Raw) {
		t.Errorf("the letter was repeated otherwise:\n%s\nand\n%s", mails[1].Raw, mails[2].Raw)
	}
	if first, second := mails[2].Header(t, "Message-Id"), mails[3].Header(t, "Message-Id"); first == second || first == "" {
		t.Errorf("further news is called %q after %q", second, first)
	}
	if text, _ := mails[3].Bodies(t); strings.Contains(text, "сотрудников") || !strings.Contains(text, "воды") {
		t.Errorf("further news:\n%s", text)
	}
}

func TestAMailboxThatRefusesForGoodIsLeftAlone(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.follow("other@mail.example", "Учёт")
	r.relay.Refuse(reader, 550)
	for range 5 {
		r.bulletin.close("2026-03-02", "Учёт сотрудников")
		r.round()
		r.at = r.at.Add(25 * time.Hour)
	}
	if n := len(r.lettersTo("other@mail.example")); n != 6 {
		t.Errorf("the other reader got %d letters, want 6", n)
	}
	if s := r.kept(reader); !s.Paused || s.Failures != 3 {
		t.Errorf("after five refusals: paused %v, %d failures", s.Paused, s.Failures)
	}
	r.relay.Refuse(reader, 0)
	before := len(r.lettersTo(reader))
	r.round()
	if n := len(r.lettersTo(reader)); n != before {
		t.Error("a paused reader is written to")
	}
	r.follow(reader, "Учёт") // asking and confirming anew begins again
	r.bulletin.close("2026-03-09", "Учёт воды")
	r.round()
	if text, _ := r.last(reader).Bodies(t); !strings.Contains(text, "Учёт воды") {
		t.Errorf("after the pause:\n%s", text)
	}
	if strings.Contains(r.logged.String(), "zqwxreader") {
		t.Errorf("the log names the reader, whom the relay named: %s", &r.logged)
	}
}

func TestAMailboxThatIsFullIsTriedLater(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.relay.Refuse(reader, 452)
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	r.round()
	r.relay.Refuse(reader, 0)
	r.round()
	if n := len(r.lettersTo(reader)); n != 1 {
		t.Fatal("it was tried again at once")
	}
	r.at = r.at.Add(2 * time.Minute)
	r.round()
	if n := len(r.lettersTo(reader)); n != 2 {
		t.Errorf("%d letters after the wait, want 2", n)
	}
}

func TestARelayThatIsAwayIsLeftAloneForAWhile(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	away := r.config
	away.Port = 1 // nobody listens there
	r.deliverer = r.deliver(away)
	r.round()
	if s := r.kept(reader); s.Failures != 0 {
		t.Errorf("the reader is blamed %d times", s.Failures)
	}
	if !strings.Contains(r.logged.String(), "mail relay takes no letters") {
		t.Errorf("the log says only %s", &r.logged)
	}
	r.deliverer = r.deliver(r.config)
	r.round()
	if n := len(r.lettersTo(reader)); n != 2 {
		t.Errorf("%d letters once the relay is back, want 2", n)
	}
}

func TestWhoDoesNotConfirmIsForgotten(t *testing.T) {
	r := newRig(t)
	if err := r.list.Ask(t.Context(), "192.0.2.7", reader, pipeline.SearchQuery{Text: "Учёт"}); err != nil {
		t.Fatal(err)
	}
	r.round()
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	r.at = r.at.Add(47 * time.Hour)
	r.round()
	if n := len(r.lettersTo(reader)); n != 1 {
		t.Errorf("%d letters to somebody who never confirmed", n)
	}
	r.at = r.at.Add(2 * time.Hour)
	r.round()
	if all, err := r.store.List(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("after two days: %+v, %v", all, err)
	}
}

func TestAQuestionThatFailsKeepsNobodyWaiting(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	r.bulletin.fail = &pipeline.Error{Op: "search", Kind: pipeline.Internal}
	r.round()
	r.bulletin.fail = nil
	r.at = r.at.Add(2 * time.Minute)
	r.round()
	if n := len(r.lettersTo(reader)); n != 2 {
		t.Errorf("%d letters, want 2", n)
	}
}

func TestAskingTwiceIsOneSubscription(t *testing.T) {
	r := newRig(t)
	r.follow(reader, "Учёт")
	for range 2 {
		if err := r.list.Ask(t.Context(), "192.0.2.7", "zqwxreader@MAIL.example", pipeline.SearchQuery{Text: "Учёт", Page: 3}); err != nil {
			t.Fatal(err)
		}
		r.round()
	}
	if all, err := r.store.List(t.Context()); err != nil || len(all) != 1 || len(r.lettersTo(reader)) != 1 {
		t.Errorf("%+v, %v; %d letters", all, err, len(r.lettersTo(reader)))
	}
}

func TestTheStoreSurvivesItsProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal.db")
	store := openStore(t, path)
	want := pipeline.Subscription{ID: "a1", Address: reader, TokenHash: "ff", AskedAt: time.UnixMilli(5).UTC(), AskAgain: true,
		Query: pipeline.SearchQuery{Text: "учёт", Facets: map[string]string{"year": "2026"}}}
	if err := store.Ask(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got, err := openStore(t, path).Find(t.Context(), "ff")
	if err != nil || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
		t.Errorf("found %#v, %v, want %#v", got, err, want)
	}
}
