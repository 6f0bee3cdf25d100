-- 施設訪問 (C1–C8): one visitor's visit to one dwelling.
CREATE TABLE visits (
    id           TEXT   NOT NULL PRIMARY KEY,
    office_id    TEXT   NOT NULL REFERENCES offices (id),
    dwelling_id  TEXT   NOT NULL REFERENCES dwellings (id),
    seat_id      TEXT   NOT NULL REFERENCES seats (id),
    fiscal_year  BIGINT NOT NULL,   -- the 年度 for which it is planned
    state        TEXT   NOT NULL,
    day          TEXT,
    starts_at    TEXT,              -- civil time
    mode         TEXT,              -- 現地 or オンライン (C4)
    recorded_on  TEXT,              -- when its record was written (C8)
    in_form      BIGINT,            -- whether the record is in the prescribed form
    record       BYTEA,             -- sealed: what the visitor wrote; never public
    created_at   BIGINT NOT NULL,
    version      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX visits_office ON visits (office_id, fiscal_year);

-- 地域連携推進員の手引き (C5), and why a member need not visit (C2).
ALTER TABLE seats ADD COLUMN handbook_given_on TEXT;
ALTER TABLE seats ADD COLUMN visit_excuse BYTEA;  -- sealed

-- Whether whoever evaluated is certified (B16).
ALTER TABLE evaluations ADD COLUMN certified BIGINT;
