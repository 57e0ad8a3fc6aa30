package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"vestnik/pipeline"
)

type accounts struct{ db *DB }

// Accounts returns the store of staff accounts, in tables that no rebuild touches.
func (db *DB) Accounts() pipeline.Accounts { return accounts{db} }

const accountColumns = `login, name, roles, password_hash, disabled`

// Find implements [pipeline.Accounts].
func (s accounts) Find(ctx context.Context, login string) (pipeline.Account, error) {
	row := s.db.reader.QueryRowContext(ctx, `SELECT `+accountColumns+` FROM accounts WHERE login = $1`, login)
	a, err := scanAccount(row.Scan)
	return a, fault(ctx, "find account", login, err)
}

// List implements [pipeline.Accounts].
func (s accounts) List(ctx context.Context) ([]pipeline.Account, error) {
	var all []pipeline.Account
	err := s.db.read(ctx, "list accounts", "", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+accountColumns+` FROM accounts ORDER BY login`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			a, err := scanAccount(rows.Scan)
			if err != nil {
				return err
			}
			all = append(all, a)
		}
		return rows.Err()
	})
	return all, err
}

// Save implements [pipeline.Accounts].
func (s accounts) Save(ctx context.Context, a pipeline.Account) error {
	if err := checkText("login", a.Login); err != nil {
		return &pipeline.Error{Op: "save account", Doc: a.Login, Kind: pipeline.Invalid, Err: err,
			Advice: "Укажите имя для входа."}
	}
	roles, err := json.Marshal(a.Roles)
	if err != nil {
		return fault(ctx, "save account", a.Login, err)
	}
	disabled := 0
	if a.Disabled {
		disabled = 1
	}
	return s.db.write(ctx, "save account", a.Login, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO accounts (login, name, roles, password_hash, disabled) VALUES ($1, $2, $3, $4, $5)
			 ON CONFLICT (login) DO UPDATE SET name = excluded.name, roles = excluded.roles,
			 password_hash = excluded.password_hash, disabled = excluded.disabled`,
			a.Login, a.Name, string(roles), a.PasswordHash, disabled)
		return err
	})
}

func scanAccount(scan func(...any) error) (pipeline.Account, error) {
	var a pipeline.Account
	var roles string
	var disabled int
	if err := scan(&a.Login, &a.Name, &roles, &a.PasswordHash, &disabled); err != nil {
		return pipeline.Account{}, err
	}
	a.Disabled = disabled != 0
	if err := json.Unmarshal([]byte(roles), &a.Roles); err != nil {
		return pipeline.Account{}, &pipeline.Error{
			Op: "read account", Doc: a.Login, Kind: pipeline.Corrupt, Err: err, Advice: adviceDamaged,
		}
	}
	return a, nil
}
