package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// viewTables names the pair of tables that a set of views lives in.
type viewTables struct{ docs, tags string }

// viewStore reads and writes views within one transaction.
type viewStore struct {
	tx *sql.Tx
	viewTables
}

func newViewStore(tx *sql.Tx, t viewTables) viewStore { return viewStore{tx, t} }

// liveViews are what Views reads; scratchViews are what Verify compares them with.
var (
	liveViews    = viewTables{docs: "docs", tags: "doc_tags"}
	scratchViews = viewTables{docs: "scratch_docs", tags: "scratch_doc_tags"}
)

// viewWriter is the views as one projection may see them: all to read, its own
// to write.
type viewWriter struct {
	viewStore
	owners map[string]int
	owner  int
}

// project hands e to every projection in turn.
func (db *DB) project(ctx context.Context, views viewStore, e pipeline.Event) error {
	for i, p := range db.opts.Projections {
		w := viewWriter{viewStore: views, owners: db.owners, owner: i}
		if err := p.Project(ctx, w, e); err != nil {
			return projectionFault(ctx, e, err)
		}
	}
	return nil
}

// opProject marks the errors of projections.
const opProject = "project event"

func projectionFault(ctx context.Context, e pipeline.Event, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &pipeline.Error{
		Op: opProject, Doc: fmt.Sprintf("%s#%d %s", e.Stream, e.Seq, e.Type),
		Kind: pipeline.KindOf(err), Err: err,
	}
}

// PutDoc implements [pipeline.ViewWriter]. Tags are a set: they read back sorted
// and without repetition.
func (w viewWriter) PutDoc(ctx context.Context, d pipeline.Doc) error {
	if err := w.mayWrite(d.View); err != nil {
		return err
	}
	if d.Key == "" || (len(d.Body) > 0 && !json.Valid(d.Body)) {
		return &pipeline.Error{
			Op: "put view row", Doc: rowName(d.View, d.Key), Kind: pipeline.Invalid,
			Err: errors.New("a row needs a key, and a body that is JSON or empty"),
		}
	}
	return fault(ctx, "put view row", rowName(d.View, d.Key), w.put(ctx, d))
}

// DeleteDoc implements [pipeline.ViewWriter]; a missing row is no error.
func (w viewWriter) DeleteDoc(ctx context.Context, view, key string) error {
	if err := w.mayWrite(view); err != nil {
		return err
	}
	return fault(ctx, "delete view row", rowName(view, key), w.remove(ctx, view, key))
}

// Doc implements [pipeline.ViewWriter].
func (w viewWriter) Doc(ctx context.Context, view, key string) (pipeline.Doc, error) {
	return readDoc(ctx, w.tx, w.docs, view, key)
}

func (w viewWriter) mayWrite(view string) error {
	if owner, known := w.owners[view]; known && owner == w.owner {
		return nil
	}
	return &pipeline.Error{
		Op: "write view", Doc: view, Kind: pipeline.Invalid,
		Err: errors.New("the projection does not name this view as its own"),
	}
}

func (s viewStore) put(ctx context.Context, d pipeline.Doc) error {
	tags := tagSet(d.Tags)
	encoded, err := encodeTags(tags)
	if err != nil {
		return err
	}
	var oldSort, oldTags string
	err = s.tx.QueryRowContext(ctx,
		`SELECT sort_key, tags FROM `+s.docs+` WHERE view_name = $1 AND doc_key = $2`, d.View, d.Key).
		Scan(&oldSort, &oldTags)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		_, err = s.tx.ExecContext(ctx,
			`INSERT INTO `+s.docs+` (view_name, doc_key, sort_key, tags, body) VALUES ($1, $2, $3, $4, $5)`,
			d.View, d.Key, d.Sort, encoded, string(d.Body))
		if err != nil {
			return err
		}
		return s.putTags(ctx, d, tags)
	case err != nil:
		return err
	}
	_, err = s.tx.ExecContext(ctx,
		`UPDATE `+s.docs+` SET sort_key = $1, tags = $2, body = $3 WHERE view_name = $4 AND doc_key = $5`,
		d.Sort, encoded, string(d.Body), d.View, d.Key)
	if err != nil || (oldSort == d.Sort && oldTags == encoded) {
		return err
	}
	if err := s.removeTags(ctx, d.View, d.Key); err != nil {
		return err
	}
	return s.putTags(ctx, d, tags)
}

func (s viewStore) putTags(ctx context.Context, d pipeline.Doc, tags []string) error {
	for _, tag := range tags {
		_, err := s.tx.ExecContext(ctx,
			`INSERT INTO `+s.tags+` (view_name, tag, sort_key, doc_key) VALUES ($1, $2, $3, $4)`,
			d.View, tag, d.Sort, d.Key)
		if err != nil {
			return err
		}
	}
	return nil
}

func (s viewStore) remove(ctx context.Context, view, key string) error {
	if err := s.removeTags(ctx, view, key); err != nil {
		return err
	}
	_, err := s.tx.ExecContext(ctx, `DELETE FROM `+s.docs+` WHERE view_name = $1 AND doc_key = $2`, view, key)
	return err
}

func (s viewStore) removeTags(ctx context.Context, view, key string) error {
	_, err := s.tx.ExecContext(ctx, `DELETE FROM `+s.tags+` WHERE view_name = $1 AND doc_key = $2`, view, key)
	return err
}

func tagSet(tags []string) []string {
	sorted := slices.Clone(tags)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// encodeTags writes tags as a JSON array that reads as its tags do, without HTML escapes.
func encodeTags(tags []string) (string, error) {
	if len(tags) == 0 {
		return "[]", nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(tags); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

func rowName(view, key string) string { return view + "/" + key }
