-- 公表 (B14). What is shown was released by the gate and never changes: a correction is a new row that supersedes,
-- a withdrawal leaves a dated stone (invariant 3).
CREATE TABLE publications (
    id              TEXT   NOT NULL PRIMARY KEY,
    office_id       TEXT   NOT NULL REFERENCES offices (id),
    meeting_id      TEXT   NOT NULL REFERENCES meetings (id),
    fiscal_year     BIGINT NOT NULL,
    address         TEXT   NOT NULL,  -- stable part of the public address; shared by all versions
    number          BIGINT NOT NULL,  -- version, from 1
    title           TEXT   NOT NULL,
    content         TEXT,             -- released JSON; gone after a withdrawal
    content_sha256  TEXT   NOT NULL,
    released_by     TEXT   NOT NULL,
    checks          TEXT   NOT NULL,  -- JSON: what the person looked at
    published_at    BIGINT NOT NULL,
    superseded_at   BIGINT,
    withdrawn_at    BIGINT,
    withdraw_reason TEXT
) /*strict*/;

CREATE UNIQUE INDEX publications_address ON publications (address, number);
CREATE INDEX publications_office ON publications (office_id, fiscal_year);

-- Where else it was shown: newsletter, own site, notice board.
CREATE TABLE publication_channels (
    id         TEXT   NOT NULL PRIMARY KEY,
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    meeting_id TEXT   NOT NULL REFERENCES meetings (id),
    channel    TEXT   NOT NULL,
    place      TEXT   NOT NULL,
    from_day   TEXT   NOT NULL,
    until_day  TEXT,
    ended_on   TEXT
) /*strict*/;

CREATE INDEX publication_channels_office ON publication_channels (office_id, meeting_id);
