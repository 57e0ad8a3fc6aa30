package sqlite

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"time"

	"vestnik/pipeline"
)

// SessionStore keeps the sessions of people signed in at the desk, in the shape
// that the session manager scs expects of a store (its Store and CtxStore).
type SessionStore struct {
	db *DB
	// now is the wall clock, whatever clock the journal was given: the session
	// manager reckons expiry by it, and a replay must not sign everybody out.
	now pipeline.Clock
}

// SessionStore returns the store of sessions, in a table that no rebuild touches.
func (db *DB) SessionStore() *SessionStore { return &SessionStore{db: db, now: time.Now} }

// FindCtx returns the data of a session that has not expired.
func (s *SessionStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var encoded string
	err := s.db.reader.QueryRowContext(ctx,
		`SELECT data FROM sessions WHERE token = $1 AND expiry > $2`, token, s.now().UnixMilli()).Scan(&encoded)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fault(ctx, "find session", "", err)
	}
	data, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, false, nil // a damaged session is no session: sign in again
	}
	return data, true, nil
}

// CommitCtx creates or replaces a session, and clears away the expired ones.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.db.write(ctx, "save session", "", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE expiry <= $1`, s.now().UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx,
			`INSERT INTO sessions (token, data, expiry) VALUES ($1, $2, $3)
			 ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`,
			token, base64.StdEncoding.EncodeToString(data), expiry.UnixMilli())
		return err
	})
}

// DeleteCtx ends a session; an unknown one is no error.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.db.write(ctx, "end session", "", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE token = $1`, token)
		return err
	})
}

// Find is FindCtx without a context.
func (s *SessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *SessionStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s *SessionStore) Delete(token string) error {
	return s.DeleteCtx(context.Background(), token)
}
