-- The audit chain, one per office and one for the installation (H5).
CREATE TABLE audit_log (
    chain        TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    noun         TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    before_facts TEXT   NOT NULL,
    after_facts  TEXT   NOT NULL,
    hash         BYTEA  NOT NULL,
    PRIMARY KEY (chain, seq)
) /*strict*/;

CREATE INDEX audit_log_subject ON audit_log (noun, subject);

CREATE TABLE audit_heads (
    chain TEXT   NOT NULL PRIMARY KEY,
    seq   BIGINT NOT NULL,
    hash  BYTEA  NOT NULL
) /*strict*/;

-- How often something was tried within a window of time, so that limits hold over all processes.
CREATE TABLE rate_limits (
    bucket       TEXT   NOT NULL PRIMARY KEY,
    window_start BIGINT NOT NULL,
    count        BIGINT NOT NULL
) /*strict*/;

-- Mail and other messages waiting to be sent; a worker claims a row by moving next_attempt_at.
CREATE TABLE outbox (
    id              TEXT   NOT NULL PRIMARY KEY,
    office_id       TEXT,
    recipient       BYTEA  NOT NULL,
    subject         BYTEA  NOT NULL,
    body            BYTEA  NOT NULL,
    attachment      BYTEA,
    state           TEXT   NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts        BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    last_error      TEXT,
    created_at      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX outbox_due ON outbox (state, next_attempt_at);

-- Files by content. The bytes lie in the object store under the hash; a row says which office may see them.
CREATE TABLE files (
    id         TEXT   NOT NULL PRIMARY KEY,
    office_id  TEXT   NOT NULL,
    sha256     TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    media_type TEXT   NOT NULL,
    name       BYTEA  NOT NULL,
    created_at BIGINT NOT NULL
) /*strict*/;

CREATE INDEX files_office ON files (office_id);
