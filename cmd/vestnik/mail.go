package main

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/index"
	"vestnik/publish/mailing"
	"vestnik/publish/site"
)

// deliverEvery is how often letters are looked for: somebody waits for the one that
// asks for confirmation. Where none is due it costs two small look-ups.
const deliverEvery = 5 * time.Second

// mailKeyName is where a backup holds the secret by which the links of letters are
// made: without it the letters of the past lead nowhere. mailKeyFile is the same in
// the data directory.
const mailKeyName = "keys/mail.key"

var mailKeyFile = filepath.FromSlash(mailKeyName)

// indexed is how far the search index is in what the public may see, as a position
// of the journal; 0 until it has caught up once.
type indexed struct{ position atomic.Int64 }

func (i *indexed) now(context.Context) (int64, error) { return i.position.Load(), nil }

// tokens returns what makes and knows the links of letters.
func (a *app) tokens() (mailing.Tokens, error) {
	key, err := loadKey(filepath.Join(a.settings.data, mailKeyFile))
	if err != nil {
		return mailing.Tokens{}, err
	}
	return mailing.NewTokens(ed25519.PrivateKey(key).Seed()), nil
}

// post is what letters go out by.
type post struct {
	relay  *mailing.Relay
	tokens mailing.Tokens
	end    string // mailbox of those who unsubscribe by mail
}

// openPost reads how letters go out; nil where the office has no relay. Whatever
// is wrong is told before anything starts.
func (a *app) openPost(h *house) (*post, error) {
	office, err := a.office()
	if err != nil || office.Mail == nil {
		return nil, err
	}
	config, err := office.relay()
	if err != nil {
		return nil, err
	}
	if config.Password = a.env(smtpPassword); config.User != "" && config.Password == "" {
		return nil, usageError{fmt.Errorf("%s: mail.user is set, but %s is not", office.file, smtpPassword)}
	}
	if err := reachable(h.press.BaseURL()); err != nil {
		return nil, err
	}
	p := &post{end: office.Mail.Unsubscribe}
	if p.relay, err = mailing.NewRelay(config); err != nil {
		return nil, err
	}
	p.tokens, err = a.tokens()
	return p, err
}

// startPost tells by mail of new hits and returns the list of readers for the site;
// nil without a relay. Letters go out from the process that holds the index, since
// only it can tell what is new. A relay that is slow or away holds up nothing else.
func (a *app) startPost(ctx context.Context, group *errgroup.Group, h *house, p *post, ix *index.Index, caught *indexed) site.Subscriber {
	if p == nil {
		return nil
	}
	deliverer := mailing.NewDeliverer(mailing.Config{
		Store: h.db.Subscriptions(), Search: ix, News: h.office.PublishedBetween, Position: caught.now, Sender: p.relay,
		Writer: mailing.NewWriter(h.press, p.tokens, p.end), Clock: a.clock(), Logger: a.log,
	})
	group.Go(func() error {
		return every(ctx, deliverEvery, func() {
			if err := deliverer.Round(ctx); err != nil && ctx.Err() == nil {
				a.log.ErrorContext(ctx, "letters to readers", "error", err)
			}
		})
	})
	return mailing.NewList(h.db.Subscriptions(), p.tokens, rand.Reader, a.clock(), h.office.PublicPosition())
}

// reachable refuses to put links into letters that a reader should not follow:
// one-click unsubscribing needs https (RFC 8058 §3.1). A site that only this
// machine sees is somebody trying things out.
func reachable(base string) error {
	u, err := url.Parse(base)
	if err != nil {
		return usageError{err}
	}
	local := u.Hostname() == "localhost"
	if ip := net.ParseIP(u.Hostname()); ip != nil {
		local = ip.IsLoopback()
	}
	if u.Scheme != "https" && !local {
		return usageError{errors.New("letters need --base-url with https: mailboxes post to it when a reader unsubscribes")}
	}
	return nil
}

// follow keeps the index at the journal's end, and notes how far that is in what
// the public may see: the position is read before the events are.
func (a *app) follow(ctx context.Context, h *house, ix *index.Index, caught *indexed) error {
	public := h.office.PublicPosition()
	return every(ctx, followEvery, func() {
		at, err := public(ctx)
		if err == nil {
			err = ix.Follow(ctx, h.db, h.db)
		}
		switch {
		case err == nil:
			caught.position.Store(at)
		case ctx.Err() == nil:
			a.log.ErrorContext(ctx, "index follows journal", "error", err)
		}
	})
}
