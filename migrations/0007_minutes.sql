-- Notes of the day (B10, B13). The person is kept for the office; what becomes public carries the category only.
CREATE TABLE notes (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    meeting_id     TEXT   NOT NULL REFERENCES meetings (id),
    agenda_item_id TEXT REFERENCES agenda_items (id),
    place_in_order BIGINT NOT NULL,
    kind           TEXT   NOT NULL,
    said_by        TEXT REFERENCES seats (id),  -- absent: the office
    text           BYTEA  NOT NULL,             -- sealed
    client_key     TEXT   NOT NULL,             -- given by the page, so that a repeated save is the same note
    version        BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX notes_client_key ON notes (meeting_id, client_key);

-- 議事録: the newest state here, every version below.
CREATE TABLE minutes (
    id            TEXT   NOT NULL PRIMARY KEY,
    office_id     TEXT   NOT NULL REFERENCES offices (id),
    meeting_id    TEXT   NOT NULL REFERENCES meetings (id),
    state         TEXT   NOT NULL,
    number        BIGINT NOT NULL,  -- of the newest version
    drafted_on    TEXT   NOT NULL,
    circulated_on TEXT,
    confirmed_on  TEXT,
    version       BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX minutes_meeting ON minutes (meeting_id);

CREATE TABLE minutes_versions (
    minutes_id TEXT   NOT NULL REFERENCES minutes (id),
    number     BIGINT NOT NULL,
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    content    BYTEA  NOT NULL,  -- sealed JSON
    written_by TEXT   NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (minutes_id, number)
) /*strict*/;

-- Confirmation by those who attended (B13).
CREATE TABLE minutes_confirmations (
    minutes_id  TEXT   NOT NULL REFERENCES minutes (id),
    seat_id     TEXT   NOT NULL REFERENCES seats (id),
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    number      BIGINT NOT NULL,  -- the version that was read
    answer      TEXT   NOT NULL CHECK (answer IN ('confirmed', 'comment')),
    comment     BYTEA,            -- sealed
    channel     TEXT   NOT NULL,
    entered_by  TEXT,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (minutes_id, seat_id)
) /*strict*/;

-- 要望・助言 and their follow-up (B15).
CREATE TABLE voices (
    id          TEXT   NOT NULL PRIMARY KEY,
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    body_id     TEXT   NOT NULL REFERENCES bodies (id),
    meeting_id  TEXT   NOT NULL REFERENCES meetings (id),
    note_id     TEXT REFERENCES notes (id),
    kind        TEXT   NOT NULL,
    category    TEXT,             -- of who said it
    text        BYTEA  NOT NULL,  -- sealed
    answer      BYTEA,            -- sealed: the office's answer
    owner       BYTEA,            -- sealed: who in the office sees to it
    due_on      TEXT,
    state       TEXT   NOT NULL,
    result      BYTEA,            -- sealed
    reported_in TEXT REFERENCES meetings (id),
    version     BIGINT NOT NULL
) /*strict*/;

CREATE INDEX voices_office ON voices (office_id, state);
CREATE UNIQUE INDEX voices_note ON voices (note_id);
