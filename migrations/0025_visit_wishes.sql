-- What is wished for the visits of a 年度 (C1–C3, A11): the days that members and houses offer. The newest word counts; the audit log
-- remembers that there were others.
CREATE TABLE member_visit_wishes (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    seat_id     TEXT   NOT NULL REFERENCES seats (id),
    fiscal_year BIGINT NOT NULL,
    wish        BYTEA  NOT NULL,             -- sealed: when somebody is free, and where relatives live
    channel     TEXT   NOT NULL,
    entered_by  TEXT,
    said_on     TEXT   NOT NULL,
    PRIMARY KEY (seat_id, fiscal_year)
) /*strict*/;

CREATE INDEX member_visit_wishes_office ON member_visit_wishes (office_id, fiscal_year);

CREATE TABLE house_visit_wishes (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    dwelling_id TEXT   NOT NULL REFERENCES dwellings (id),
    fiscal_year BIGINT NOT NULL,
    wish        BYTEA  NOT NULL,             -- sealed: when residents who do not wish to be met are out
    entered_by  TEXT   NOT NULL,
    said_on     TEXT   NOT NULL,
    PRIMARY KEY (dwelling_id, fiscal_year)
) /*strict*/;

CREATE INDEX house_visit_wishes_office ON house_visit_wishes (office_id, fiscal_year);
