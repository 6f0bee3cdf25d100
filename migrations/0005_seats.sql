-- 会議体. One 地域連携推進会議 per office; a joint one covers several dwellings (B17).
CREATE TABLE bodies (
    id        TEXT   NOT NULL PRIMARY KEY,
    office_id TEXT   NOT NULL REFERENCES offices (id),
    kind      TEXT   NOT NULL CHECK (kind IN ('regional_promotion')),
    name      TEXT   NOT NULL,
    version   BIGINT NOT NULL
) /*strict*/;

CREATE INDEX bodies_office ON bodies (office_id);

-- Which dwellings a body covers; all of the office's when there is no row.
CREATE TABLE body_dwellings (
    body_id     TEXT NOT NULL REFERENCES bodies (id),
    dwelling_id TEXT NOT NULL REFERENCES dwellings (id),
    office_id   TEXT NOT NULL REFERENCES offices (id),
    PRIMARY KEY (body_id, dwelling_id)
) /*strict*/;

-- People who may sit in a body of the office.
CREATE TABLE persons (
    id            TEXT   NOT NULL PRIMARY KEY,
    office_id     TEXT   NOT NULL REFERENCES offices (id),
    name          BYTEA  NOT NULL,  -- sealed
    kana          BYTEA  NOT NULL,  -- sealed
    name_index    BYTEA  NOT NULL,
    kana_index    BYTEA  NOT NULL,
    email         BYTEA,            -- sealed
    phone         BYTEA,            -- sealed
    address       BYTEA,            -- sealed
    affiliation   BYTEA,            -- sealed: 所属
    position      BYTEA,            -- sealed: 役職
    needs         BYTEA,            -- sealed: codes of Accommodation, one a line (A13)
    resident_id   TEXT REFERENCES residents (id),
    independence  TEXT   NOT NULL,  -- A7
    created_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL
) /*strict*/;

CREATE INDEX persons_office ON persons (office_id);

-- 構成員. A seat keeps its history when the person leaves (invariant 6).
CREATE TABLE seats (
    id              TEXT   NOT NULL PRIMARY KEY,
    office_id       TEXT   NOT NULL REFERENCES offices (id),
    body_id         TEXT   NOT NULL REFERENCES bodies (id),
    person_id       TEXT   NOT NULL REFERENCES persons (id),
    category        TEXT   NOT NULL,
    community_kind  TEXT,           -- A4
    family_standing TEXT,           -- A6
    family_of       TEXT REFERENCES residents (id),  -- whose family (A6)
    proxy_for       TEXT REFERENCES residents (id),  -- whom a guardian or family speaks for (A5)
    state           TEXT   NOT NULL,
    term_from       TEXT,
    term_until      TEXT,
    predecessor_id  TEXT REFERENCES seats (id),
    invited_on      TEXT,
    reply_by        TEXT,
    answered_on     TEXT,
    answered_via    TEXT,
    decline_reason  BYTEA,          -- sealed
    honorarium      TEXT,           -- A15: what the operator pays, as it was agreed
    travel_costs    TEXT,           -- A15
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL
) /*strict*/;

CREATE INDEX seats_body ON seats (office_id, body_id);

-- 参加承諾書 (A10): who, when, which text, hash of the text. Frozen: never changed, only followed by another.
CREATE TABLE pledges (
    id          TEXT   NOT NULL PRIMARY KEY,
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    seat_id     TEXT   NOT NULL REFERENCES seats (id),
    given_on    TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    text        TEXT   NOT NULL,
    text_sha256 TEXT   NOT NULL,
    addressee   TEXT   NOT NULL,
    affiliation BYTEA  NOT NULL,  -- sealed
    position    BYTEA  NOT NULL,  -- sealed
    name        BYTEA  NOT NULL,  -- sealed
    file_id     TEXT REFERENCES files (id),
    entered_by  TEXT,             -- the account that entered it for the person; absent when the person did
    recorded_at BIGINT NOT NULL
) /*strict*/;

CREATE INDEX pledges_seat ON pledges (office_id, seat_id);

-- The log of whom was asked and what is done for the neighbourhood (A12, A14).
CREATE TABLE outreach (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    on_day         TEXT   NOT NULL,
    kind           TEXT   NOT NULL,  -- vocabulary OutreachKind
    whom           BYTEA  NOT NULL,  -- sealed
    how            TEXT   NOT NULL,
    outcome        TEXT   NOT NULL,
    refusal_reason TEXT,
    note           BYTEA,            -- sealed
    next_step      TEXT   NOT NULL,
    next_on        TEXT,
    seat_id        TEXT REFERENCES seats (id),
    recorded_at    BIGINT NOT NULL,
    version        BIGINT NOT NULL
) /*strict*/;

CREATE INDEX outreach_office ON outreach (office_id, on_day);
