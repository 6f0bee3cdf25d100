-- Accounts can sign in; persons sit in bodies. The two never share a row (invariant 6).
CREATE TABLE accounts (
    id            TEXT   NOT NULL PRIMARY KEY,
    role          TEXT   NOT NULL,
    office_id     TEXT,
    jurisdiction  TEXT,
    email         BYTEA  NOT NULL,  -- sealed
    email_index   BYTEA  NOT NULL,
    name          BYTEA  NOT NULL,  -- sealed
    password_hash TEXT,             -- argon2id; absent until the invitation was accepted
    disabled_at   BIGINT,
    created_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX accounts_email ON accounts (email_index);
CREATE INDEX accounts_office ON accounts (office_id);

CREATE TABLE sessions (
    token_hash   BYTEA  NOT NULL PRIMARY KEY,
    account_id   TEXT   NOT NULL REFERENCES accounts (id),
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
) /*strict*/;

CREATE INDEX sessions_account ON sessions (account_id);

-- Links and short codes by which people without an account answer. Only hashes are kept.
CREATE TABLE access_links (
    id            TEXT   NOT NULL PRIMARY KEY,
    office_id     TEXT,
    purpose       TEXT   NOT NULL,
    subject       TEXT   NOT NULL,  -- the one thing it opens, as its id
    token_hash    BYTEA  NOT NULL,
    code_hash     BYTEA,            -- short code together with the surname's kana
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    used_at       BIGINT,
    revoked_at    BIGINT
) /*strict*/;

CREATE UNIQUE INDEX access_links_token ON access_links (token_hash);
CREATE INDEX access_links_code ON access_links (code_hash);
CREATE INDEX access_links_subject ON access_links (office_id, purpose, subject);
