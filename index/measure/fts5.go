package main

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"vestnik/index/measure/archive"
	"vestnik/index/russian"
	"vestnik/pipeline"
)

// fts5 is SQLite's full-text index, without cgo as the project's store has it. It
// knows no Russian, so it is given the terms of our analyzer, and asked in them.
type fts5 struct {
	inProcess
	db    *sql.DB
	words *russian.Analyzer
}

const fts5Schema = `
CREATE TABLE entry (id INTEGER PRIMARY KEY, number TEXT, register TEXT, year INT, day INT, title TEXT, abstract TEXT, names TEXT);
CREATE VIRTUAL TABLE words USING fts5(title, names, abstract, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '+#.-'");
`

func newFTS5(ctx context.Context, dir string) (*fts5, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "fts5.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)&_pragma=cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one question at a time, with a warm cache
	_, err = db.ExecContext(ctx, fts5Schema)
	return &fts5{inProcess{dir}, db, russian.New()}, err
}

func (*fts5) name() string { return "FTS5" }

func (f *fts5) build(ctx context.Context, source archive.Source) error {
	for first := 0; first < source.Count(); first += stockBatch {
		if err := f.put(ctx, source, first, min(first+stockBatch, source.Count())); err != nil {
			return err
		}
	}
	_, err := f.db.ExecContext(ctx, `CREATE INDEX entry_number ON entry (number); CREATE INDEX entry_day ON entry (day); PRAGMA wal_checkpoint(TRUNCATE)`)
	return err
}

// put writes the entries from first up to end in one transaction.
func (f *fts5) put(ctx context.Context, source archive.Source, first, end int) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for i := first; i < end; i++ {
		if err := f.putOne(ctx, tx, i+1, source.Entry(i)); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

func (f *fts5) putOne(ctx context.Context, tx *sql.Tx, id int, e pipeline.Entry) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO entry VALUES (?,?,?,?,?,?,?,?)`,
		id, e.Number, string(e.Register), e.Date.Year, e.Date.String(), e.Title, e.Abstract, people(e))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO words (rowid, title, names, abstract) VALUES (?,?,?,?)`, id,
		f.text(e.Title+" "+e.Number), f.text(people(e)), f.text(joined([]string{e.Abstract, e.Language, e.OS})))
	return err
}

func (f *fts5) text(s string) string { return joined(terms(f.words, s)) }

// The questions; MATCH is written by match.
const (
	fts5Best   = `SELECT e.number FROM words JOIN entry e ON e.id = words.rowid WHERE words MATCH ? ORDER BY bm25(words, 4, 2, 1) LIMIT ?`
	fts5Latest = `SELECT e.number FROM words JOIN entry e ON e.id = words.rowid WHERE words MATCH ? ORDER BY e.day DESC LIMIT ?`
	fts5Number = `SELECT number FROM entry WHERE number = ? LIMIT ?`
	fts5Count  = `SELECT e.register, e.year, count(*) FROM words JOIN entry e ON e.id = words.rowid WHERE words MATCH ? GROUP BY 1, 2`
)

func (f *fts5) ask(ctx context.Context, q question) ([]string, bool, error) {
	text := f.match(q)
	if text == "" && q.kind != numbered {
		return nil, true, nil
	}
	switch q.kind {
	case slip, marked:
		return nil, false, nil
	case numbered:
		numbers, err := f.numbers(ctx, fts5Number, q.words[0])
		return numbers, true, err
	case latest:
		numbers, err := f.numbers(ctx, fts5Latest, text)
		return numbers, true, err
	case counted:
		if err := f.count(ctx, text); err != nil {
			return nil, true, err
		}
	}
	numbers, err := f.numbers(ctx, fts5Best, text)
	if err == nil && len(numbers) == 0 && q.kind == plain {
		numbers, err = f.numbers(ctx, fts5Best, strings.ReplaceAll(text, `" "`, `" OR "`))
	}
	return numbers, true, err
}

// match writes the question in the language of FTS5.
func (f *fts5) match(q question) string {
	list := terms(f.words, joined(q.words))
	if q.kind == beginning {
		return `"` + q.words[0] + `" *` // the beginning of a word is no word: it has no stem
	}
	if len(list) == 0 {
		return ""
	}
	if q.kind == inRow {
		return `"` + joined(list) + `"`
	}
	return `"` + strings.Join(list, `" "`) + `"`
}

func (f *fts5) numbers(ctx context.Context, query string, text string) ([]string, error) {
	rows, err := f.db.QueryContext(ctx, query, text, page)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var numbers []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		numbers = append(numbers, n)
	}
	return numbers, rows.Err()
}

// count counts registers and years in one pass.
func (f *fts5) count(ctx context.Context, text string) error {
	rows, err := f.db.QueryContext(ctx, fts5Count, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}

func (f *fts5) close() error { return f.db.Close() }
