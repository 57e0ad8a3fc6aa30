package sqlite

import (
	"context"
	"errors"
	"fmt"

	"vestnik/pipeline"
)

// views projects every event into temporary tables and compares.
func (v *verifier) views(ctx context.Context) error {
	for _, statement := range []string{
		`CREATE TEMPORARY TABLE scratch_docs (view_name TEXT NOT NULL, doc_key TEXT NOT NULL, sort_key TEXT NOT NULL,
		 tags TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (view_name, doc_key))`,
		`CREATE TEMPORARY TABLE scratch_doc_tags (view_name TEXT NOT NULL, tag TEXT NOT NULL, sort_key TEXT NOT NULL,
		 doc_key TEXT NOT NULL, PRIMARY KEY (view_name, tag, sort_key, doc_key))`,
		`CREATE INDEX scratch_doc_tags_by_doc ON scratch_doc_tags (view_name, doc_key)`,
	} {
		if _, err := v.tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	if err := v.db.replay(ctx, v.tx, scratchViews); err != nil {
		var failure *pipeline.Error
		if errors.As(err, &failure) && failure.Op == opProject {
			v.problemf("views cannot be rebuilt: %v", err)
			return nil
		}
		return err
	}
	for _, c := range []struct{ what, columns, live, scratch string }{
		{"row", "view_name, doc_key, sort_key, tags, body", liveViews.docs, scratchViews.docs},
		{"tag of row", "view_name, doc_key, sort_key, tag", liveViews.tags, scratchViews.tags},
	} {
		if err := v.compare(ctx, c.what, c.columns, c.live, c.scratch); err != nil {
			return err
		}
	}
	return nil
}

// compare reports the keys of rows that stand in one table and not, or not
// equally, in the other.
func (v *verifier) compare(ctx context.Context, what, columns, live, scratch string) error {
	for _, side := range []struct{ verdict, in, out string }{
		{"is not what the events say", live, scratch},
		{"is missing or outdated", scratch, live},
	} {
		query := fmt.Sprintf(`SELECT view_name, doc_key FROM (SELECT %[1]s FROM %[2]s EXCEPT SELECT %[1]s FROM %[3]s) AS differing
			ORDER BY view_name, doc_key`, columns, side.in, side.out)
		rows, err := v.tx.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		keys, err := collect(rows, func(d *pipeline.Doc) []any { return []any{&d.View, &d.Key} })
		if err != nil {
			return err
		}
		for _, k := range keys {
			v.problemf("view: %s %s %s", what, rowName(k.View, k.Key), side.verdict)
		}
	}
	return nil
}
