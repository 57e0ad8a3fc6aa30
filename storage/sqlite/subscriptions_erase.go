package sqlite

import (
	"context"
	"database/sql"
	"time"

	"vestnik/pipeline"
)

// End implements [pipeline.Subscriptions].
func (s subscriptions) End(ctx context.Context, token pipeline.Digest) error {
	_, err := s.erase(ctx, `DELETE FROM subscriptions WHERE token_hash = $1`, string(token))
	return err
}

// Forget implements [pipeline.Subscriptions].
func (s subscriptions) Forget(ctx context.Context, address string) (int, error) {
	return s.erase(ctx, `DELETE FROM subscriptions WHERE address = $1`, address)
}

// Expire implements [pipeline.Subscriptions].
func (s subscriptions) Expire(ctx context.Context, before time.Time) (int, error) {
	return s.erase(ctx, `DELETE FROM subscriptions WHERE confirmed_at = 0 AND asked_at < $1`, millis(before))
}

// erase deletes rows and what is left of them in the files: SQLite overwrites what
// it frees (secure_delete), and the log in which the rows may still stand is
// emptied. A reader in the middle of a long look delays the latter until the log is
// next emptied. Copies that SQLite once made in moving rows between pages lie in
// parts of the file that nothing reads, until these are used again or VACUUM is run.
func (s subscriptions) erase(ctx context.Context, statement string, arg any) (int, error) {
	var erased int64
	err := s.db.write(ctx, "erase subscription", "", func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, arg)
		if err != nil {
			return err
		}
		erased, err = result.RowsAffected()
		return err
	})
	if err != nil || erased == 0 {
		return 0, err
	}
	_, err = s.db.writer.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return int(erased), fault(ctx, "erase subscription", "", err)
}
