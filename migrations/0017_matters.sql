-- What an authority asks of many offices at once: a survey, a report, a reminder (D2, D4, D6).
CREATE TABLE calls (
    id           TEXT   NOT NULL PRIMARY KEY,
    jurisdiction TEXT   NOT NULL,   -- the authority that asks
    kind         TEXT   NOT NULL,
    fiscal_year  BIGINT NOT NULL,   -- the 年度 that is asked about
    title        TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    scope        TEXT   NOT NULL,   -- the offices that lie there, or those that it designated
    recipient    TEXT,              -- to whom a report goes
    form_text    TEXT   NOT NULL,   -- how to fill the prescribed form in
    form_url     TEXT   NOT NULL,   -- where the prescribed form lies
    pairs        BIGINT NOT NULL,   -- how many meetings officers can attend at the same time
    due_on       TEXT,
    opened_on    TEXT   NOT NULL,
    closed_on    TEXT,
    created_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX calls_jurisdiction ON calls (jurisdiction, fiscal_year, kind);

-- 用件: what one office and one authority have to settle with each other (D1–D4).
CREATE TABLE matters (
    id           TEXT   NOT NULL PRIMARY KEY,
    office_id    TEXT   NOT NULL REFERENCES offices (id),
    jurisdiction TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    fiscal_year  BIGINT NOT NULL,
    call_id      TEXT   REFERENCES calls (id),
    meeting_id   TEXT   REFERENCES meetings (id),
    state        TEXT   NOT NULL,
    title        BYTEA  NOT NULL,   -- sealed
    due_on       TEXT,
    opened_on    TEXT   NOT NULL,
    details      TEXT   NOT NULL,   -- days, times and counts as JSON; no names
    created_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX matters_office ON matters (office_id, fiscal_year);
CREATE INDEX matters_jurisdiction ON matters (jurisdiction, fiscal_year, kind);
-- A call opens one matter with an office, and a meeting has one notice of its date.
CREATE UNIQUE INDEX matters_call ON matters (call_id, office_id);
CREATE UNIQUE INDEX matters_meeting ON matters (meeting_id);

-- What was said and done in a matter. Only ever added to.
CREATE TABLE matter_entries (
    id         TEXT   NOT NULL PRIMARY KEY,
    matter_id  TEXT   NOT NULL REFERENCES matters (id),
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    side       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    text       BYTEA  NOT NULL,     -- sealed
    snapshot   BYTEA,               -- sealed: what was handed in, as it was then
    account_id TEXT,
    at         BIGINT NOT NULL
) /*strict*/;

CREATE INDEX matter_entries_matter ON matter_entries (matter_id);
CREATE INDEX matter_entries_office ON matter_entries (office_id);

-- Mails that tell of an entry, so that the thread can say when one did not arrive.
ALTER TABLE outbox ADD COLUMN entry_id TEXT;
CREATE INDEX outbox_entry ON outbox (entry_id);

CREATE INDEX accounts_jurisdiction ON accounts (jurisdiction);

-- When the members were told of the day (D1). Until now they were told in the moment in which it was fixed.
ALTER TABLE meetings ADD COLUMN members_told_on TEXT;
UPDATE meetings SET members_told_on = fixed_on;
