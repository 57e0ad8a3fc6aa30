package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

	"vestnik/pipeline"
)

// Doc implements [pipeline.Views].
func (db *DB) Doc(ctx context.Context, view, key string) (pipeline.Doc, error) {
	return readDoc(ctx, db.reader, liveViews.docs, view, key)
}

// Docs implements [pipeline.Views]. The rows and their number are of one moment.
func (db *DB) Docs(ctx context.Context, q pipeline.ViewQuery) ([]pipeline.Doc, int, error) {
	var docs []pipeline.Doc
	var total int
	err := db.read(ctx, "list view", q.View, func(tx *sql.Tx) error {
		s := newSelection(q)
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) `+s.from+s.where, s.args...).Scan(&total); err != nil {
			return err
		}
		var err error
		docs, err = s.rows(ctx, tx)
		return err
	})
	return docs, total, err
}

// rowQuerier is a pool or a transaction.
type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func readDoc(ctx context.Context, q rowQuerier, table, view, key string) (pipeline.Doc, error) {
	row := q.QueryRowContext(ctx,
		`SELECT doc_key, sort_key, tags, body FROM `+table+` WHERE view_name = $1 AND doc_key = $2`, view, key)
	d, err := scanDoc(view, row.Scan)
	return d, fault(ctx, "read view row", rowName(view, key), err)
}

func scanDoc(view string, scan func(...any) error) (pipeline.Doc, error) {
	d := pipeline.Doc{View: view}
	var tags string
	if err := scan(&d.Key, &d.Sort, &tags, &d.Body); err != nil {
		return pipeline.Doc{}, err
	}
	if tags == "[]" {
		return d, nil
	}
	if err := json.Unmarshal([]byte(tags), &d.Tags); err != nil {
		return pipeline.Doc{}, &pipeline.Error{
			Op: "read view row", Doc: rowName(view, d.Key), Kind: pipeline.Corrupt, Err: err, Advice: adviceDamaged,
		}
	}
	return d, nil
}

// selection is a ViewQuery as SQL. The first tag's index leads, since it lists
// its rows in the order asked for; the other tags narrow it.
type selection struct {
	query pipeline.ViewQuery
	lead  string // the table whose sort_key and doc_key order the rows
	from  string // enough to find and count the rows
	body  string // joined to from, what else a row holds
	where string
	args  []any
}

func newSelection(q pipeline.ViewQuery) *selection {
	s := &selection{query: q, lead: "d", from: "FROM docs d"}
	tags := tagSet(q.Tags)
	if len(tags) > 0 {
		s.lead, s.from = "t0", "FROM doc_tags t0"
		s.body = " JOIN docs d ON d.view_name = t0.view_name AND d.doc_key = t0.doc_key"
	}
	for i := 1; i < len(tags); i++ {
		s.from += fmt.Sprintf(" JOIN doc_tags t%[1]d ON t%[1]d.view_name = t0.view_name AND t%[1]d.sort_key = t0.sort_key"+
			" AND t%[1]d.doc_key = t0.doc_key AND t%[1]d.tag = %[2]s", i, s.bind(tags[i]))
	}
	s.where = fmt.Sprintf(" WHERE %s.view_name = %s", s.lead, s.bind(q.View))
	if len(tags) > 0 {
		s.where += " AND t0.tag = " + s.bind(tags[0])
	}
	if q.From != "" {
		s.where += fmt.Sprintf(" AND %s.sort_key >= %s", s.lead, s.bind(q.From))
	}
	if q.To != "" {
		s.where += fmt.Sprintf(" AND %s.sort_key < %s", s.lead, s.bind(q.To))
	}
	return s
}

// bind adds an argument and returns its placeholder. Placeholders must first
// appear in the order of their numbers: SQLite numbers them by appearance.
func (s *selection) bind(arg any) string {
	s.args = append(s.args, arg)
	return "$" + strconv.Itoa(len(s.args))
}

func (s *selection) rows(ctx context.Context, tx *sql.Tx) ([]pipeline.Doc, error) {
	direction := ""
	if s.query.Descending {
		direction = " DESC"
	}
	query := fmt.Sprintf(`SELECT d.doc_key, d.sort_key, d.tags, d.body %[1]s ORDER BY %[2]s.sort_key%[3]s, %[2]s.doc_key%[3]s`,
		s.from+s.body+s.where, s.lead, direction)
	query += " LIMIT " + s.bind(limitOf(s.query.Limit)) + " OFFSET " + s.bind(max(0, s.query.Offset))
	rows, err := tx.QueryContext(ctx, query, s.args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var docs []pipeline.Doc
	for rows.Next() {
		d, err := scanDoc(s.query.View, rows.Scan)
		if err != nil {
			return nil, err
		}
		docs = append(docs, d)
	}
	return docs, rows.Err()
}
