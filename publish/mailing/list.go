package mailing

import (
	"context"
	"encoding/hex"
	"io"
	"strings"
	"time"

	"vestnik/pipeline"
)

// How often anybody may ask, so that nobody's mailbox can be flooded through us.
const (
	perReader   = 3 // letters of confirmation to one address in perReaderIn
	perReaderIn = 24 * time.Hour
	perAsker    = 20 // wishes from one network address in an hour
	perHour     = 500
)

// Unconfirmed is how long an address is kept whose owner does not confirm.
const Unconfirmed = 48 * time.Hour

// List is the list of readers as the public site sees it.
type List struct {
	store    pipeline.Subscriptions
	tokens   Tokens
	random   io.Reader
	clock    pipeline.Clock
	position func(context.Context) (int64, error)

	readers, askers, all *limiter
}

// NewList returns the list kept in a store. random gives the ids, position tells
// how far the office is in what the public may see.
func NewList(store pipeline.Subscriptions, tokens Tokens, random io.Reader, clock pipeline.Clock, position func(context.Context) (int64, error)) *List {
	return &List{
		store: store, tokens: tokens, random: random, clock: clock, position: position,
		readers: newLimiter(perReader, perReaderIn, clock), askers: newLimiter(perAsker, time.Hour, clock), all: newLimiter(perHour, time.Hour, clock),
	}
}

// Ask keeps the wish to follow a question; the letter that asks for confirmation
// goes out with the next round. from is who asks, by network address: one that asks
// too often gets Permission. The reader's address is checked, but whether it
// follows the question already, or has been written to too often, is not told.
func (l *List) Ask(ctx context.Context, from, address string, q pipeline.SearchQuery) error {
	address, err := ParseAddress(address)
	if err != nil {
		return err
	}
	if !l.askers.allow(from) || !l.all.allow("") {
		return &pipeline.Error{Op: "ask for subscription", Kind: pipeline.Permission,
			Advice: "За последний час отсюда уже просили о многих подписках. Попробуйте через час или подпишитесь на ленту."}
	}
	if !l.readers.allow(strings.ToLower(address)) {
		return nil
	}
	id := make([]byte, 16)
	if _, err := io.ReadFull(l.random, id); err != nil {
		return &pipeline.Error{Op: "draw id", Kind: pipeline.Internal, Err: err}
	}
	q.Page, q.Size, q.Count = 0, 0, nil
	s := pipeline.Subscription{ID: hex.EncodeToString(id), Address: address, Query: q, AskedAt: l.clock()}
	s.TokenHash = hashOf(l.tokens.Of(s.ID))
	return l.store.Ask(ctx, s)
}

// Find returns the subscription of a token, or NotExist.
func (l *List) Find(ctx context.Context, token string) (pipeline.Subscription, error) {
	return l.store.Find(ctx, hashOf(token))
}

// Confirm begins the subscription of a token with what is published from now on.
func (l *List) Confirm(ctx context.Context, token string) error {
	at, err := l.position(ctx)
	if err != nil {
		return err
	}
	return l.store.Confirm(ctx, hashOf(token), l.clock(), at)
}

// End forgets the subscription of a token, and that there was one. Ending it twice
// is no error.
func (l *List) End(ctx context.Context, token string) error {
	return l.store.End(ctx, hashOf(token))
}
