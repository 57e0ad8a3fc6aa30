package pipeline

import (
	"context"
	"encoding/json"
	"time"
)

// StatementRow is a statement or extract that came: a row of the view "statements".
type StatementRow struct {
	At time.Time `json:"at"`
	By string    `json:"by"`
	StatementReceived
}

// Statements lists the statements and extracts that came, the newest first, and
// how many there are; kind is "payments", "organisations", or empty for both.
func (o *Office) Statements(ctx context.Context, kind string, limit int) ([]StatementRow, int, error) {
	q := ViewQuery{View: ViewStatements, Descending: true, Limit: limit}
	if kind != "" {
		q.Tags = []string{"kind=" + kind}
	}
	docs, total, err := o.views.Docs(ctx, q)
	if err != nil {
		return nil, 0, err
	}
	rows := make([]StatementRow, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &rows[i]); err != nil {
			return nil, 0, &Error{Op: "read statements", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return rows, total, nil
}
