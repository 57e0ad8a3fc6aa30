package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"vestnik/pipeline"
)

type subscriptions struct{ db *DB }

// Subscriptions returns the store of searches followed by mail, in a table that no
// rebuild touches.
func (db *DB) Subscriptions() pipeline.Subscriptions { return subscriptions{db} }

const subscriptionColumns = `id, address, query, token_hash, asked_at, confirmed_at, ask_again, sent_through, sending, failures, next_try, paused`

// Ask implements [pipeline.Subscriptions].
func (s subscriptions) Ask(ctx context.Context, sub pipeline.Subscription) error {
	query, err := encodeQuery(sub.Query)
	if err != nil {
		return fault(ctx, "ask for subscription", sub.ID, err)
	}
	return s.db.write(ctx, "ask for subscription", sub.ID, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO subscriptions (`+subscriptionColumns+`) VALUES ($1, $2, $3, $4, $5, 0, 1, 0, 0, 0, 0, 0)
			 ON CONFLICT (address, query) DO UPDATE SET ask_again = 1, asked_at = excluded.asked_at, failures = 0, next_try = 0
			 WHERE subscriptions.confirmed_at = 0 OR subscriptions.paused = 1`,
			sub.ID, sub.Address, query, string(sub.TokenHash), millis(sub.AskedAt))
		return err
	})
}

// encodeQuery writes a question without what is left at its default, so that the
// same question stays the same when questions learn to ask for more.
func encodeQuery(q pipeline.SearchQuery) (string, error) {
	whole, err := json.Marshal(q)
	if err != nil {
		return "", err
	}
	fields := make(map[string]json.RawMessage)
	if err := json.Unmarshal(whole, &fields); err != nil {
		return "", err
	}
	maps.DeleteFunc(fields, func(_ string, value json.RawMessage) bool {
		return slices.Contains([]string{`""`, "0", "false", "null"}, string(value))
	})
	short, err := json.Marshal(fields)
	return string(short), err
}

// Find implements [pipeline.Subscriptions].
func (s subscriptions) Find(ctx context.Context, token pipeline.Digest) (pipeline.Subscription, error) {
	row := s.db.reader.QueryRowContext(ctx, `SELECT `+subscriptionColumns+` FROM subscriptions WHERE token_hash = $1`, string(token))
	sub, err := scanSubscription(row.Scan)
	return sub, fault(ctx, "find subscription", "", err)
}

// Confirm implements [pipeline.Subscriptions].
func (s subscriptions) Confirm(ctx context.Context, token pipeline.Digest, at time.Time, position int64) error {
	return s.db.write(ctx, "confirm subscription", "", func(tx *sql.Tx) error {
		var id string
		if err := tx.QueryRowContext(ctx, `SELECT id FROM subscriptions WHERE token_hash = $1`, string(token)).Scan(&id); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx,
			`UPDATE subscriptions SET confirmed_at = $1, ask_again = 0, sent_through = $2, sending = 0, failures = 0, next_try = 0, paused = 0
			 WHERE id = $3 AND (confirmed_at = 0 OR paused = 1)`, millis(at), position, id)
		return err
	})
}

// Unasked implements [pipeline.Subscriptions].
func (s subscriptions) Unasked(ctx context.Context, now time.Time, limit int) ([]pipeline.Subscription, error) {
	return s.list(ctx, `WHERE ask_again = 1 AND next_try <= $1 ORDER BY asked_at, id LIMIT $2`, millis(now), limit)
}

// Due implements [pipeline.Subscriptions].
func (s subscriptions) Due(ctx context.Context, now time.Time, position int64, limit int) ([]pipeline.Subscription, error) {
	return s.list(ctx, `WHERE confirmed_at > 0 AND paused = 0 AND sent_through < $1 AND next_try <= $2 ORDER BY confirmed_at, id LIMIT $3`,
		position, millis(now), limit)
}

// List implements [pipeline.Subscriptions].
func (s subscriptions) List(ctx context.Context) ([]pipeline.Subscription, error) {
	return s.list(ctx, `ORDER BY asked_at, id`)
}

func (s subscriptions) list(ctx context.Context, which string, args ...any) ([]pipeline.Subscription, error) {
	var all []pipeline.Subscription
	err := s.db.read(ctx, "list subscriptions", "", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+subscriptionColumns+` FROM subscriptions `+which, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			sub, err := scanSubscription(rows.Scan)
			if err != nil {
				return err
			}
			all = append(all, sub)
		}
		return rows.Err()
	})
	return all, err
}

// Asked implements [pipeline.Subscriptions].
func (s subscriptions) Asked(ctx context.Context, id string) error {
	return s.update(ctx, `UPDATE subscriptions SET ask_again = 0 WHERE id = $1`, id)
}

// Begin implements [pipeline.Subscriptions].
func (s subscriptions) Begin(ctx context.Context, id string, position int64) error {
	return s.update(ctx, `UPDATE subscriptions SET sending = $2 WHERE id = $1`, id, position)
}

// Told implements [pipeline.Subscriptions].
func (s subscriptions) Told(ctx context.Context, id string, position int64) error {
	return s.update(ctx, `UPDATE subscriptions SET sent_through = $2, sending = 0, failures = 0, next_try = 0 WHERE id = $1`, id, position)
}

// Failed implements [pipeline.Subscriptions].
func (s subscriptions) Failed(ctx context.Context, id string, next time.Time, pause bool) error {
	paused := 0
	if pause {
		paused = 1
	}
	return s.update(ctx, `UPDATE subscriptions SET failures = failures + 1, next_try = $2, paused = $3, ask_again = CASE $3 WHEN 1 THEN 0 ELSE ask_again END WHERE id = $1`,
		id, millis(next), paused)
}

func (s subscriptions) update(ctx context.Context, statement, id string, args ...any) error {
	return s.db.write(ctx, "note on subscription", id, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, statement, append([]any{id}, args...)...)
		return err
	})
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func scanSubscription(scan func(...any) error) (pipeline.Subscription, error) {
	var s pipeline.Subscription
	var query, token string
	var asked, confirmed, next int64
	err := scan(&s.ID, &s.Address, &query, &token, &asked, &confirmed, &s.AskAgain, &s.SentThrough, &s.Sending, &s.Failures, &next, &s.Paused)
	if err != nil {
		return pipeline.Subscription{}, err
	}
	s.TokenHash = pipeline.Digest(token)
	s.AskedAt, s.ConfirmedAt, s.NextTry = fromMillis(asked), fromMillis(confirmed), fromMillis(next)
	if err := json.Unmarshal([]byte(query), &s.Query); err != nil {
		return pipeline.Subscription{}, &pipeline.Error{
			Op: "read subscription", Doc: s.ID, Kind: pipeline.Corrupt, Err: errors.New("its question cannot be read"), Advice: adviceDamaged,
		}
	}
	return s, nil
}
