-- 判定 as they are kept (D6): how an office stands in a 年度, written in the transaction that changes a fact of it and, for what only
-- time changes, once a day. Everything here can be computed again from the other tables.
CREATE TABLE standings (
    office_id    TEXT   NOT NULL REFERENCES offices (id),
    fiscal_year  BIGINT NOT NULL,
    place        TEXT   NOT NULL,   -- where the office lies, as it is counted in tallies; empty when unknown
    designator   TEXT   NOT NULL,   -- who designated it, as it is counted in tallies
    edition      TEXT   NOT NULL,   -- of the rulebooks
    assessed_on  TEXT   NOT NULL,
    statuses     TEXT   NOT NULL,   -- ' rule=status rule=status ', a rule by its most urgent status
    broken       BIGINT NOT NULL,   -- how many rules have the status
    overdue      BIGINT NOT NULL,
    due          BIGINT NOT NULL,
    unknown      BIGINT NOT NULL,
    advice       BIGINT NOT NULL,
    met          BIGINT NOT NULL,
    urgent       TEXT,              -- the rule that wants attention first
    held_on      TEXT,              -- the last meeting of the year
    fixed_for    TEXT,              -- the next one whose day is fixed
    published_on TEXT,
    visits_made  BIGINT NOT NULL,
    reported_on  TEXT,
    PRIMARY KEY (office_id, fiscal_year)
) /*strict*/;

-- The findings themselves, without what their rules say anyway. Sealed: what is said of a resident's seat lets the wish be guessed (A11).
CREATE TABLE findings (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    fiscal_year BIGINT NOT NULL,
    content     BYTEA  NOT NULL,  -- sealed
    PRIMARY KEY (office_id, fiscal_year)
) /*strict*/;

-- How many offices of an area stand how: per rule, and (rule '') where any rule has the status.
CREATE TABLE tallies (
    side        TEXT   NOT NULL CHECK (side IN ('place', 'designator')),
    area        TEXT   NOT NULL,
    fiscal_year BIGINT NOT NULL,
    rule        TEXT   NOT NULL,
    status      TEXT   NOT NULL,
    offices     BIGINT NOT NULL,
    PRIMARY KEY (side, area, fiscal_year, rule, status)
) /*strict*/;
