-- Who follows which search by mail: personal data, not derived from the journal.

-- +goose Up
CREATE TABLE subscriptions (
    id           TEXT   NOT NULL PRIMARY KEY,
    address      TEXT   NOT NULL,
    query        TEXT   NOT NULL, -- JSON, the same bytes for the same question
    token_hash   TEXT   NOT NULL UNIQUE,
    asked_at     BIGINT NOT NULL, -- Unix milliseconds, as all instants here
    confirmed_at BIGINT NOT NULL, -- 0 as long as it is not
    ask_again    BIGINT NOT NULL, -- 0 or 1
    sent_through BIGINT NOT NULL, -- positions of the journal
    sending      BIGINT NOT NULL,
    failures     BIGINT NOT NULL,
    next_try     BIGINT NOT NULL,
    paused       BIGINT NOT NULL, -- 0 or 1
    UNIQUE (address, query)
);
