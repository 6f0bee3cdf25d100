-- Forms that were taken, for a day: a form that is sent twice (a double click) is taken once and answered twice.
CREATE TABLE receipts (
    hash       BYTEA  NOT NULL PRIMARY KEY,  -- keyed hash of session, page and content
    claimed_at BIGINT NOT NULL,
    location   TEXT                          -- where the answer led; absent while it is being worked on
) /*strict*/;
