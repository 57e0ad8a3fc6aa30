-- The journal and the views derived from it.
--
-- Types are TEXT and BIGINT alone and the queries of this package run on
-- PostgreSQL as they are; what is SQLite's own is marked "SQLite:".

-- +goose Up
CREATE TABLE events (
    position INTEGER PRIMARY KEY, -- SQLite: the rowid itself; BIGINT elsewhere
    stream   TEXT   NOT NULL,
    seq      BIGINT NOT NULL,
    type     TEXT   NOT NULL,
    at       TEXT   NOT NULL,     -- RFC 3339 with nanoseconds and the offset it was given with
    actor    TEXT   NOT NULL,
    data     TEXT   NOT NULL,     -- the very bytes that hash covers
    hash     TEXT   NOT NULL,
    prev     TEXT   NOT NULL,
    UNIQUE (stream, seq)
);

-- +goose StatementBegin
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never changed'); -- SQLite: a trigger function elsewhere
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never removed'); -- SQLite: a trigger function elsewhere
END;
-- +goose StatementEnd

-- One row. Raising position takes the row's lock, so that appenders on any
-- server follow one another and positions become visible in their order.
CREATE TABLE journal_head (
    id          BIGINT PRIMARY KEY CHECK (id = 1),
    position    BIGINT NOT NULL,
    projections TEXT   NOT NULL -- fingerprint of the projections that made the views
);
INSERT INTO journal_head (id, position, projections) VALUES (1, 0, '');

CREATE TABLE docs (
    view_name TEXT NOT NULL,
    doc_key   TEXT NOT NULL,
    sort_key  TEXT NOT NULL,
    tags      TEXT NOT NULL, -- JSON array, sorted, without repetition
    body      TEXT NOT NULL,
    PRIMARY KEY (view_name, doc_key)
);
CREATE INDEX docs_by_sort ON docs (view_name, sort_key, doc_key);

-- sort_key is repeated here so that the rows of one tag list in order from this
-- index alone.
CREATE TABLE doc_tags (
    view_name TEXT NOT NULL,
    tag       TEXT NOT NULL,
    sort_key  TEXT NOT NULL,
    doc_key   TEXT NOT NULL,
    PRIMARY KEY (view_name, tag, sort_key, doc_key)
);
CREATE INDEX doc_tags_by_doc ON doc_tags (view_name, doc_key);
