package pipeline

import (
	"context"
	"log/slog"
	"time"
)

// Subscription is a question of the public search whose new answers somebody
// wants by mail. It is no part of the history: the journal never hears of it, and
// when it ends nothing of it is left.
type Subscription struct {
	// ID is 128 random bits in hexadecimal. It names the subscription in lists and
	// logs, and opens nothing.
	ID string
	// Address is the reader's, personal data. It stays out of JSON and logs.
	Address string `json:"-"`
	// Query is what is asked, without a page, a size or facets to count.
	Query SearchQuery
	// TokenHash is the SHA-256 of the secret that stands in the links of letters.
	TokenHash Digest `json:"-"`

	AskedAt     time.Time
	ConfirmedAt time.Time // zero: nobody has said yet that the address is theirs
	// AskAgain says that a letter is due which asks for confirmation.
	AskAgain bool
	// SentThrough is the position of the journal up to which the reader has been
	// told; Sending is the one up to which a letter is being sent, 0 for none. A
	// process that dies between the relay's acceptance and Told finds it here, and
	// sends the same letter under the same name once more.
	SentThrough, Sending int64
	// Failures counts the letters in a row that did not arrive; none is tried
	// before NextTry.
	Failures int
	NextTry  time.Time
	// Paused says that letters came back too often: none goes out until the reader
	// asks anew.
	Paused bool
}

// String names the subscription without its address.
func (s Subscription) String() string { return s.ID }

// LogValue logs the subscription without its address.
func (s Subscription) LogValue() slog.Value { return slog.StringValue(s.ID) }

// Subscriptions keeps who follows which question by mail: personal data, in
// tables that no rebuild touches and no public file is made from.
type Subscriptions interface {
	// Ask keeps an unconfirmed subscription. Where the address has asked the same
	// before, that subscription stays as it is; a letter is due again unless it is
	// confirmed and not paused.
	Ask(ctx context.Context, s Subscription) error
	// Find returns the subscription by the hash of its token, or NotExist.
	Find(ctx context.Context, token Digest) (Subscription, error)
	// Confirm makes a subscription begin after a position of the journal, or begin
	// again when it was paused; one that runs is left alone. An unknown token is
	// NotExist.
	Confirm(ctx context.Context, token Digest, at time.Time, position int64) error
	// End forgets a subscription; an unknown token is no error.
	End(ctx context.Context, token Digest) error

	// Unasked returns up to limit subscriptions that a letter asking for
	// confirmation is due to at an instant, oldest first.
	Unasked(ctx context.Context, now time.Time, limit int) ([]Subscription, error)
	// Due returns up to limit running subscriptions that have not been told of all
	// up to a position and may be written to at an instant, oldest first.
	Due(ctx context.Context, now time.Time, position int64, limit int) ([]Subscription, error)
	// Asked notes that the letter asking for confirmation was accepted.
	Asked(ctx context.Context, id string) error
	// Begin notes that a letter of all up to a position is about to be sent.
	Begin(ctx context.Context, id string, position int64) error
	// Told notes that the reader knows all up to a position.
	Told(ctx context.Context, id string, position int64) error
	// Failed notes that a letter did not arrive, when the next may be tried, and
	// whether that was the last time.
	Failed(ctx context.Context, id string, next time.Time, pause bool) error

	// List returns every subscription, oldest first.
	List(ctx context.Context) ([]Subscription, error)
	// Forget erases every subscription of an address, and whatever the store still
	// has of it, and returns how many there were.
	Forget(ctx context.Context, address string) (int, error)
	// Expire erases the unconfirmed that asked before an instant.
	Expire(ctx context.Context, before time.Time) (int, error)
}
