-- What somebody is writing and has not sent yet (B10): one per person and form, so that a closed browser loses nothing.
CREATE TABLE drafts (
    account_id TEXT   NOT NULL REFERENCES accounts (id),
    form       TEXT   NOT NULL,  -- which form, as the program names it
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    fields     BYTEA  NOT NULL,  -- sealed JSON
    saved_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, form)
) /*strict*/;
