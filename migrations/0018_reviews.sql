-- 公表前確認 (H1): what people decided about a text before it may become public, so that a review can be interrupted, shared by
-- two people, and remembered for the next text.
CREATE TABLE reviews (
    about         TEXT   NOT NULL PRIMARY KEY,  -- the meeting whose minutes are looked at
    office_id     TEXT   NOT NULL REFERENCES offices (id),
    decisions     BYTEA  NOT NULL,  -- sealed JSON: it holds names
    decided_by    TEXT   NOT NULL,
    decided_at    BIGINT NOT NULL,
    released_at   BIGINT,           -- since then what was decided is only proposed
    agreed_by     TEXT,             -- the second pair of eyes
    agreed_sha256 TEXT,             -- to exactly which text
    agreed_at     BIGINT,
    version       BIGINT NOT NULL
) /*strict*/;

CREATE INDEX reviews_office ON reviews (office_id);

-- How an office publishes.
CREATE TABLE publication_settings (
    office_id     TEXT   NOT NULL PRIMARY KEY REFERENCES offices (id),
    second_review BIGINT NOT NULL,  -- whether a second person has to agree
    version       BIGINT NOT NULL
) /*strict*/;
