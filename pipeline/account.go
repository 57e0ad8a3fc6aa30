package pipeline

import (
	"context"
	"log/slog"
)

// Account is a person of the office who may sign in at the desk. Accounts are
// not derived from the journal: removing one takes nothing out of history,
// where the login stays as the actor of what the person did.
type Account struct {
	Login string   `json:"login"`
	Name  string   `json:"name"`  // as colleagues see it: "Иванова А. П."
	Roles []string `json:"roles"` // the packs' "who may": registrar, examiner, …
	// PasswordHash is a self-describing hash, never a password. It stays out of
	// JSON and logs.
	PasswordHash string `json:"-"`
	Disabled     bool   `json:"disabled"`
}

// String names the account without its hash.
func (a Account) String() string { return a.Login }

// LogValue logs the account without its hash.
func (a Account) LogValue() slog.Value { return slog.StringValue(a.Login) }

// Accounts keeps the accounts of the staff.
type Accounts interface {
	// Find returns the account with the login, exactly as written, or a NotExist error.
	Find(ctx context.Context, login string) (Account, error)
	// Save creates the account or replaces it whole. An empty login is Invalid.
	Save(ctx context.Context, a Account) error
	// List returns every account by login, disabled ones included.
	List(ctx context.Context) ([]Account, error)
}
