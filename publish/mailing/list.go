package mailing

import (
	"context"
	"encoding/hex"
	"io"
	"time"

	"vestnik/pipeline"
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
}

// NewList returns the list kept in a store. random gives the ids, position tells
// how far the office is in what the public may see.
func NewList(store pipeline.Subscriptions, tokens Tokens, random io.Reader, clock pipeline.Clock, position func(context.Context) (int64, error)) *List {
	return &List{store: store, tokens: tokens, random: random, clock: clock, position: position}
}

// Ask keeps the wish to follow a question; the letter that asks for confirmation
// goes out with the next round. The address is checked, and whether it follows the
// question already is not told.
func (l *List) Ask(ctx context.Context, address string, q pipeline.SearchQuery) error {
	address, err := ParseAddress(address)
	if err != nil {
		return err
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
