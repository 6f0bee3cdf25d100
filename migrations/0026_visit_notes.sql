-- What visitors write on their phones (C6–C9), and that they confirmed the rules of conduct for this visit (C7).
ALTER TABLE visits ADD COLUMN conduct_at BIGINT;

-- A row is never changed: who corrects sends a new one. Each device counts its own from 1, so that nothing is taken twice.
CREATE TABLE visit_notes (
    office_id    TEXT   NOT NULL REFERENCES offices (id),
    visit_id     TEXT   NOT NULL REFERENCES visits (id),
    device       TEXT   NOT NULL,
    seq          BIGINT NOT NULL,
    content      BYTEA  NOT NULL,           -- sealed; never public
    office_voice TEXT,                      -- the follow-up that answers what was said to the office
    meeting_voice TEXT,                     -- the follow-up that brings what was said into the meeting
    sent_at      BIGINT NOT NULL,
    PRIMARY KEY (visit_id, device, seq)
) /*strict*/;

CREATE INDEX visit_notes_office ON visit_notes (office_id, visit_id);

-- A voice may come from a visit instead of a meeting: the column that named the meeting may be empty now. Nothing refers to the table by a
-- constraint; its rows keep their ids, to which their seals are bound.
CREATE TABLE voices_of_all (
    id          TEXT   NOT NULL PRIMARY KEY,
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    body_id     TEXT   NOT NULL REFERENCES bodies (id),
    meeting_id  TEXT REFERENCES meetings (id),
    visit_id    TEXT REFERENCES visits (id),
    note_id     TEXT REFERENCES notes (id),
    kind        TEXT   NOT NULL,
    category    TEXT,
    text        BYTEA  NOT NULL,
    answer      BYTEA,
    owner       BYTEA,
    due_on      TEXT,
    state       TEXT   NOT NULL,
    result      BYTEA,
    reported_in TEXT REFERENCES meetings (id),
    version     BIGINT NOT NULL
) /*strict*/;

INSERT INTO voices_of_all (id, office_id, body_id, meeting_id, note_id, kind, category, text, answer, owner, due_on, state, result, reported_in, version)
SELECT id, office_id, body_id, meeting_id, note_id, kind, category, text, answer, owner, due_on, state, result, reported_in, version FROM voices;

DROP TABLE voices;
ALTER TABLE voices_of_all RENAME TO voices;
CREATE INDEX voices_office ON voices (office_id, state);
CREATE UNIQUE INDEX voices_note ON voices (note_id);
CREATE INDEX voices_visit ON voices (visit_id);
