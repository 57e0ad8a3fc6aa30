-- Staff accounts and their sessions. Not derived from the journal.

-- +goose Up
CREATE TABLE accounts (
    login         TEXT   NOT NULL PRIMARY KEY,
    name          TEXT   NOT NULL,
    roles         TEXT   NOT NULL, -- JSON array
    password_hash TEXT   NOT NULL,
    disabled      BIGINT NOT NULL  -- 0 or 1
);

CREATE TABLE sessions (
    token  TEXT   NOT NULL PRIMARY KEY,
    data   TEXT   NOT NULL, -- base64
    expiry BIGINT NOT NULL  -- Unix milliseconds
);
CREATE INDEX sessions_by_expiry ON sessions (expiry);
