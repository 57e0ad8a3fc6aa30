-- What River's own tables cannot say: a job that was asked for again while it ran.

-- +goose Up
CREATE TABLE job_repeats (
    stage   TEXT   NOT NULL,
    case_id TEXT   NOT NULL,
    lane    BIGINT NOT NULL,
    PRIMARY KEY (stage, case_id)
);
