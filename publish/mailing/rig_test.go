package mailing_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/mail"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/mailing"
	"vestnik/publish/mailing/mailtest"
)

// bulletin is what the office published and the search over it.
type bulletin struct {
	position int64
	issues   []issue
	fail     error
	similar  bool // nothing answers wholly
}

type issue struct {
	position int64
	day      workday.Date
	hits     []pipeline.SearchHit
}

// close publishes programs with these titles in an issue of a day.
func (b *bulletin) close(day string, titles ...string) {
	b.position += 10
	i := issue{position: b.position, day: workday.MustDate(day)}
	for n, title := range titles {
		number := fmt.Sprint(2026610000 + 1000*b.position + int64(n))
		i.hits = append(i.hits, pipeline.SearchHit{
			Register: "programs", Number: number, Title: title, URL: "register/programs/" + number + "/",
			Date: workday.MustDate("2026-02-01"), PublishedOn: i.day, Holders: []string{"ООО «Пример»"},
		})
	}
	b.issues = append(b.issues, i)
}

func (b *bulletin) now(context.Context) (int64, error) { return b.position, nil }

func (b *bulletin) news(_ context.Context, after, through int64) (pipeline.News, error) {
	news := pipeline.News{Keys: make(map[string]bool)}
	for _, i := range b.issues {
		if i.position <= after || i.position > through {
			continue
		}
		if news.From.IsZero() || i.day.Before(news.From) {
			news.From = i.day
		}
		for _, h := range i.hits {
			news.Keys[string(h.Register)+"/"+h.Number] = true
		}
	}
	return news, nil
}

// Search finds what Walk finds and, where that is nothing, calls everything similar.
func (b *bulletin) Search(ctx context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	total, err := b.Walk(ctx, q, func(pipeline.SearchHit) error { return nil })
	return pipeline.SearchResult{Total: total, Widened: total == 0 || b.similar}, err
}

// Walk finds titles that hold the words.
func (b *bulletin) Walk(_ context.Context, q pipeline.SearchQuery, fn func(pipeline.SearchHit) error) (int, error) {
	total := 0
	for _, i := range b.issues {
		for _, h := range i.hits {
			if !strings.Contains(h.Title, q.Text) || h.PublishedOn.Before(q.PublishedFrom) {
				continue
			}
			total++
			if err := fn(h); err != nil {
				return total, err
			}
		}
	}
	return total, b.fail
}

// rig is a list of readers with everything round it, the relay on a real port.
type rig struct {
	t         *testing.T
	at        time.Time
	bulletin  bulletin
	store     pipeline.Subscriptions
	list      *mailing.List
	relay     *mailtest.Server
	deliverer *mailing.Deliverer
	logged    bytes.Buffer
	config    mailing.RelayConfig
	tokens    mailing.Tokens
}

func newRig(t *testing.T) *rig {
	t.Helper()
	r := &rig{t: t, at: time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("MSK", 3*3600)), store: openStore(t, filepath.Join(t.TempDir(), "journal.db"))}
	r.bulletin.position = 5
	r.tokens = mailing.NewTokens([]byte(strings.Repeat("k", 32)))
	random := rand.NewChaCha8([32]byte{7})
	r.list = mailing.NewList(r.store, r.tokens, random, r.clock, r.bulletin.now)
	r.relay = mailtest.Start(t, nil, "", "")
	r.config = relayConfig(t, r.relay)
	r.deliverer = r.deliver(r.config)
	return r
}

func (r *rig) clock() time.Time { return r.at }

// deliver makes a deliverer anew, as after a restart.
func (r *rig) deliver(c mailing.RelayConfig) *mailing.Deliverer {
	r.t.Helper()
	relay, err := mailing.NewRelay(c)
	if err != nil {
		r.t.Fatal(err)
	}
	return mailing.NewDeliverer(mailing.Config{
		Store: r.store, Search: &r.bulletin, News: r.bulletin.news, Position: r.bulletin.now, Sender: relay,
		Writer: mailing.NewWriter(press(r.t), r.tokens, "bulletin@office.example"), Clock: r.clock,
		Logger: slog.New(slog.NewTextHandler(&r.logged, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
}

func relayConfig(t *testing.T, s *mailtest.Server) mailing.RelayConfig {
	t.Helper()
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return mailing.RelayConfig{
		Host: host, Port: n, Security: mailing.Plain, Timeout: 5 * time.Second,
		From: mail.Address{Name: "Официальный бюллетень", Address: "bulletin@office.example"},
	}
}

func press(t testing.TB) *publish.Press {
	t.Helper()
	config := publish.DefaultConfig()
	config.BaseURL = "https://bulletin.example/"
	p, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (r *rig) round() {
	r.t.Helper()
	if err := r.deliverer.Round(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

// follow subscribes an address to a question and confirms it by the letter's link.
func (r *rig) follow(address, words string) (token string) {
	r.t.Helper()
	if err := r.list.Ask(r.t.Context(), "192.0.2.7", address, pipeline.SearchQuery{Text: words}); err != nil {
		r.t.Fatal(err)
	}
	r.round()
	token = r.linkOf(r.last(address), "https://bulletin.example/search/confirm/")
	if err := r.list.Confirm(r.t.Context(), token); err != nil {
		r.t.Fatal(err)
	}
	return token
}

// last is the newest letter to an address.
func (r *rig) last(address string) mailtest.Mail {
	r.t.Helper()
	mails := r.lettersTo(address)
	if len(mails) == 0 {
		r.t.Fatalf("no letter came to the reader; the log says %s", &r.logged)
	}
	return mails[len(mails)-1]
}

func (r *rig) lettersTo(address string) (mails []mailtest.Mail) {
	for _, m := range r.relay.Mails() {
		if m.To == address {
			mails = append(mails, m)
		}
	}
	return mails
}

func (r *rig) linkOf(m mailtest.Mail, prefix string) string {
	r.t.Helper()
	text, _ := m.Bodies(r.t)
	_, rest, ok := strings.Cut(text, prefix)
	if !ok {
		r.t.Fatalf("no %s in the letter:\n%s", prefix, text)
	}
	return strings.Fields(rest)[0]
}

// kept is the one subscription of an address.
func (r *rig) kept(address string) pipeline.Subscription {
	r.t.Helper()
	all, err := r.store.List(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(s pipeline.Subscription) bool { return s.Address == address })
	if at < 0 {
		r.t.Fatal("the address is not kept")
	}
	return all[at]
}
