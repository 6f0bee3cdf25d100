-- （自立支援）協議会 (E1, F1). Which council stands above which follows from their places.
CREATE TABLE councils (
    id           TEXT   NOT NULL PRIMARY KEY,
    keeper       TEXT   NOT NULL,   -- the municipality, ward or prefecture that set it up here (6 digits)
    prefecture   TEXT   NOT NULL,   -- in which it lies (6 digits)
    name         TEXT   NOT NULL,
    running      TEXT   NOT NULL,
    entrusted_to TEXT,              -- who keeps the secretariat together with the authority
    to_sort      BIGINT NOT NULL,   -- days that it lets an issue wait before it is sorted
    to_move      BIGINT NOT NULL,   -- days that it lets an issue wait for anything to happen
    founded_on   TEXT   NOT NULL,   -- when it was set up here
    version      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX councils_prefecture ON councils (prefecture);

-- The places that a council is for: one municipality, several, wards, or a prefecture.
CREATE TABLE council_places (
    council_id   TEXT NOT NULL REFERENCES councils (id),
    jurisdiction TEXT NOT NULL,
    PRIMARY KEY (council_id, jurisdiction)
) /*strict*/;

CREATE INDEX council_places_jurisdiction ON council_places (jurisdiction);

-- 全体会, 事務局会議, 専門部会 …
CREATE TABLE council_bodies (
    id         TEXT   NOT NULL PRIMARY KEY,
    council_id TEXT   NOT NULL REFERENCES councils (id),
    kind       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    question   TEXT,                -- the task of a committee: what it looks into …
    until      TEXT,                -- … until when …
    product    TEXT,                -- … and what is expected to come of it
    ended_on   TEXT,
    version    BIGINT NOT NULL
) /*strict*/;

CREATE INDEX council_bodies_council ON council_bodies (council_id);
