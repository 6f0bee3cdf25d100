-- 会議 (B1–B5).
CREATE TABLE meetings (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    body_id        TEXT   NOT NULL REFERENCES bodies (id),
    fiscal_year    BIGINT NOT NULL,
    number         BIGINT NOT NULL,   -- 第何回, counted over all years of the body
    state          TEXT   NOT NULL,
    day            TEXT,
    starts_at      TEXT,              -- civil time
    ends_at        TEXT,
    place_kind     TEXT,
    place          TEXT   NOT NULL,
    place_access   TEXT   NOT NULL,   -- accessibility of the place (B5)
    online_url     BYTEA,             -- sealed
    fixed_on       TEXT,
    held_on        TEXT,
    cancelled_on   TEXT,
    cancel_reason  TEXT,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL
) /*strict*/;

CREATE INDEX meetings_office ON meetings (office_id, fiscal_year);

-- Date polls (B3).
CREATE TABLE polls (
    id         TEXT   NOT NULL PRIMARY KEY,
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    meeting_id TEXT   NOT NULL REFERENCES meetings (id),
    reply_by   TEXT   NOT NULL,
    closed_on  TEXT,
    version    BIGINT NOT NULL
) /*strict*/;

CREATE INDEX polls_meeting ON polls (office_id, meeting_id);

CREATE TABLE poll_slots (
    id        TEXT NOT NULL PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES offices (id),
    poll_id   TEXT NOT NULL REFERENCES polls (id),
    day       TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at   TEXT NOT NULL
) /*strict*/;

CREATE INDEX poll_slots_poll ON poll_slots (office_id, poll_id);

CREATE TABLE poll_answers (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    slot_id     TEXT   NOT NULL REFERENCES poll_slots (id),
    seat_id     TEXT   NOT NULL REFERENCES seats (id),
    answer      TEXT   NOT NULL,
    channel     TEXT   NOT NULL,
    entered_by  TEXT,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (slot_id, seat_id)
) /*strict*/;

-- 議題 (B6–B8).
CREATE TABLE agenda_items (
    id               TEXT   NOT NULL PRIMARY KEY,
    office_id        TEXT   NOT NULL REFERENCES offices (id),
    meeting_id       TEXT   NOT NULL REFERENCES meetings (id),
    place_in_order   BIGINT NOT NULL,
    library_key      TEXT,            -- entry of words/agenda.toml it was made from
    title            TEXT   NOT NULL,
    description      TEXT   NOT NULL,
    purposes         TEXT   NOT NULL, -- codes, separated by a space
    style            TEXT   NOT NULL,
    minutes          BIGINT NOT NULL,
    wants_expert     TEXT,            -- SeatCategory whose advice is asked
    incident         BIGINT NOT NULL, -- 虐待・事故・ヒヤリハット (B8)
    incident_consent TEXT   NOT NULL CHECK (incident_consent IN ('not_needed', 'open', 'given', 'refused')),
    voice_id         TEXT,            -- the follow-up it reports on (B15)
    version          BIGINT NOT NULL
) /*strict*/;

CREATE INDEX agenda_items_meeting ON agenda_items (office_id, meeting_id);

-- 資料 (B9).
CREATE TABLE materials (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    meeting_id     TEXT   NOT NULL REFERENCES meetings (id),
    agenda_item_id TEXT REFERENCES agenda_items (id),
    title          TEXT   NOT NULL,
    file_id        TEXT REFERENCES files (id),
    personal       BIGINT NOT NULL,  -- 個人情報あり: numbered copies, collected back
    version        BIGINT NOT NULL
) /*strict*/;

CREATE INDEX materials_meeting ON materials (office_id, meeting_id);

CREATE TABLE material_copies (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    material_id TEXT   NOT NULL REFERENCES materials (id),
    number      BIGINT NOT NULL,
    seat_id     TEXT REFERENCES seats (id),
    returned_at BIGINT,
    PRIMARY KEY (material_id, number)
) /*strict*/;

-- 出欠 (B11, B12).
CREATE TABLE attendances (
    id              TEXT   NOT NULL PRIMARY KEY,
    office_id       TEXT   NOT NULL REFERENCES offices (id),
    meeting_id      TEXT   NOT NULL REFERENCES meetings (id),
    seat_id         TEXT REFERENCES seats (id),  -- a member …
    staff_name      BYTEA,                       -- … or staff of the office (sealed)
    staff_role      TEXT,
    planned         TEXT,                        -- answer before the meeting
    mode            TEXT,                        -- what was, on the day
    proxy_name      BYTEA,                       -- sealed
    written_opinion BYTEA,                       -- sealed (B4)
    channel         TEXT   NOT NULL,
    entered_by      TEXT,
    version         BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX attendances_seat ON attendances (meeting_id, seat_id);

-- Somebody left or abstained for an item (B12).
CREATE TABLE item_absences (
    office_id      TEXT NOT NULL REFERENCES offices (id),
    agenda_item_id TEXT NOT NULL REFERENCES agenda_items (id),
    attendance_id  TEXT NOT NULL REFERENCES attendances (id),
    reason         TEXT NOT NULL,
    PRIMARY KEY (agenda_item_id, attendance_id)
) /*strict*/;
