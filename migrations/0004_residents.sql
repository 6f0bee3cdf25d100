-- The minimal list of residents (4.3): name, kana, dwelling, contact person.
CREATE TABLE residents (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    dwelling_id    TEXT   NOT NULL REFERENCES dwellings (id),
    name           BYTEA  NOT NULL,  -- sealed
    kana           BYTEA  NOT NULL,  -- sealed
    name_index     BYTEA  NOT NULL,
    kana_index     BYTEA  NOT NULL,
    contact_person BYTEA,            -- sealed
    left_on        TEXT,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL
) /*strict*/;

CREATE INDEX residents_office ON residents (office_id);
CREATE INDEX residents_name ON residents (office_id, name_index);

-- 意向確認 (A11): every answer is kept; the latest counts.
CREATE TABLE contact_wishes (
    id          TEXT   NOT NULL PRIMARY KEY,
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    resident_id TEXT   NOT NULL REFERENCES residents (id),
    asked_on    TEXT   NOT NULL,
    method      TEXT   NOT NULL,
    respondent  TEXT   NOT NULL,
    asked_by    BYTEA  NOT NULL,  -- sealed: the staff member's name
    answer      BYTEA  NOT NULL,  -- sealed: a wish is personal
    care        BYTEA,            -- sealed: what staff take care of (A11)
    recorded_at BIGINT NOT NULL
) /*strict*/;

CREATE INDEX contact_wishes_resident ON contact_wishes (office_id, resident_id);
