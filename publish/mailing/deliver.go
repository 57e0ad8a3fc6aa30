package mailing

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"vestnik/pipeline"
)

// Sender carries letters away. Its errors say whose fault it was by their kind:
// Unavailable, the relay takes nothing at all; Transient, this letter may be taken
// later; Invalid, this reader's mailbox refuses for good.
type Sender interface {
	// Open reaches the relay for a run of letters.
	Open(ctx context.Context) (Session, error)
}

// Session is one visit to the relay.
type Session interface {
	// Send returns nil when the relay has taken the letter on.
	Send(ctx context.Context, l Letter) error
	Close() error
}

// Search finds what is new.
type Search interface {
	pipeline.Searcher
	pipeline.SearchWalker
}

// Config is what a [Deliverer] works with.
type Config struct {
	Store    pipeline.Subscriptions
	Search   Search
	News     func(ctx context.Context, after, through int64) (pipeline.News, error)
	Position func(ctx context.Context) (int64, error) // up to which the search knows what is public
	Writer   *Writer
	Sender   Sender
	Clock    pipeline.Clock
	Logger   *slog.Logger
}

// Deliverer sends what is due. It is used by one goroutine.
type Deliverer struct {
	Config
	waits   int       // times in a row that the relay could not be reached
	restsTo time.Time // until then the relay is left alone
	cleared time.Time // when the unconfirmed were last looked through
}

// NewDeliverer returns a deliverer.
func NewDeliverer(c Config) *Deliverer { return &Deliverer{Config: c} }

// How patient a deliverer is.
const (
	// chunk is how many subscriptions are looked at at once.
	chunk = 100
	// shown is how many hits a letter tells; a link leads to the others.
	shown = 50
	// refusals is how many letters in a row a mailbox may refuse for good before
	// nothing more is sent to it.
	refusals = 3
	// afterRefusal is how long a mailbox that refused is left alone.
	afterRefusal = 24 * time.Hour
	// clearEvery is how often the unconfirmed are looked through.
	clearEvery = 10 * time.Minute
	// firstWait doubles with each failure that may pass, up to longestWait.
	firstWait, longestWait = time.Minute, 6 * time.Hour
)

// Round forgets what nobody confirmed, asks those who asked, and tells the others
// what is new to them. It costs two small look-ups where nothing is due, so that
// it may be called every few seconds. An error means that the store or the search
// could not be read; a relay that does not answer is logged, and left alone for a
// while.
func (d *Deliverer) Round(ctx context.Context) error {
	now := d.Clock()
	if now.Sub(d.cleared) >= clearEvery {
		if _, err := d.Store.Expire(ctx, now.Add(-Unconfirmed)); err != nil {
			return err
		}
		d.cleared = now
	}
	if now.Before(d.restsTo) {
		return nil
	}
	visit := &visit{sender: d.Sender}
	err := d.askAll(ctx, visit, now)
	if err == nil {
		err = d.tellAll(ctx, visit, now)
	}
	closing := visit.close()
	if errors.Is(err, errRelay) {
		d.waits++
		d.restsTo = now.Add(wait(d.waits))
		d.Logger.WarnContext(ctx, "mail relay takes no letters", "again", d.restsTo, "err", err)
		return nil
	}
	if visit.sent > 0 {
		d.waits = 0
		d.Logger.InfoContext(ctx, "letters sent", "letters", visit.sent)
	}
	return errors.Join(err, closing)
}

// errRelay marks that the relay itself failed, which ends a round.
var errRelay = errors.New("mail relay")

// askAll sends the letters that ask for confirmation.
func (d *Deliverer) askAll(ctx context.Context, v *visit, now time.Time) error {
	for {
		waiting, err := d.Store.Unasked(ctx, now, chunk)
		if err != nil || len(waiting) == 0 {
			return err
		}
		for _, s := range waiting {
			letter, err := d.Writer.Confirmation(s, now)
			if err != nil {
				return err
			}
			sent, err := d.send(ctx, v, s, letter, now)
			if err == nil && sent {
				err = d.Store.Asked(ctx, s.ID)
			}
			if err != nil {
				return err
			}
		}
	}
}

// send hands a letter over; sent is false when this reader has to wait.
func (d *Deliverer) send(ctx context.Context, v *visit, s pipeline.Subscription, l Letter, now time.Time) (sent bool, err error) {
	err = v.send(ctx, l)
	switch kind := pipeline.KindOf(err); {
	case err == nil:
		return true, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	case kind == pipeline.Invalid:
		last := s.Failures+1 >= refusals
		d.Logger.WarnContext(ctx, "letter refused", "subscription", s.ID, "times", s.Failures+1, "paused", last, "err", err)
		return false, d.Store.Failed(ctx, s.ID, now.Add(afterRefusal), last)
	case kind == pipeline.Transient:
		return false, d.Store.Failed(ctx, s.ID, now.Add(wait(s.Failures+1)), false)
	}
	return false, errors.Join(errRelay, err)
}

// wait is how long to wait after so many failures in a row.
func wait(failures int) time.Duration {
	d := firstWait
	for range failures - 1 {
		if d *= 2; d >= longestWait {
			return longestWait
		}
	}
	return d
}

// visit reaches the relay when the first letter is there to be sent.
type visit struct {
	sender  Sender
	session Session
	sent    int
}

func (v *visit) send(ctx context.Context, l Letter) (err error) {
	if v.session == nil {
		if v.session, err = v.sender.Open(ctx); err != nil {
			v.session = nil
			return err
		}
	}
	if err = v.session.Send(ctx, l); err == nil {
		v.sent++
	}
	return err
}

func (v *visit) close() error {
	if v.session == nil {
		return nil
	}
	return v.session.Close()
}
