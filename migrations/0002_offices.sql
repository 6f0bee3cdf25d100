-- 法人 → 事業所 → 施設・共同生活住居 (A1).
CREATE TABLE corporations (
    id         TEXT   NOT NULL PRIMARY KEY,
    number     TEXT,              -- 法人番号; absent where the list has none or one that cannot be
    name       TEXT   NOT NULL,
    kana       TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    phone      TEXT   NOT NULL,
    version    BIGINT NOT NULL
) /*strict*/;

CREATE INDEX corporations_number ON corporations (number);
CREATE INDEX corporations_name ON corporations (name);

CREATE TABLE offices (
    id              TEXT   NOT NULL PRIMARY KEY,
    corporation_id  TEXT   NOT NULL REFERENCES corporations (id),
    number          TEXT   NOT NULL,  -- 事業所番号
    service         TEXT   NOT NULL,
    group_home_type TEXT,
    name            TEXT   NOT NULL,
    kana            TEXT   NOT NULL,
    search_key      TEXT   NOT NULL,  -- name, kana, number, address folded for searching
    designator      TEXT   NOT NULL,  -- who designated it (6 digits)
    location        TEXT,             -- municipality or ward where it lies (6 digits)
    prefecture      TEXT,             -- prefecture where it lies (6 digits)
    address         TEXT   NOT NULL,
    phone           TEXT   NOT NULL,
    fax             TEXT   NOT NULL,
    url             TEXT   NOT NULL,
    manager_name    BYTEA,            -- sealed; printed on letters
    reply_email     BYTEA,            -- sealed; contact on letters
    source          TEXT   NOT NULL CHECK (source IN ('registered', 'list')),
    gone_since      TEXT,             -- first edition of the list in which it no longer stands
    created_at      BIGINT NOT NULL,
    version         BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX offices_number ON offices (number, service);
CREATE INDEX offices_location ON offices (location);
CREATE INDEX offices_prefecture ON offices (prefecture);
CREATE INDEX offices_designator ON offices (designator);

CREATE TABLE dwellings (
    id         TEXT   NOT NULL PRIMARY KEY,
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    name       TEXT   NOT NULL,
    satellite  BIGINT NOT NULL,
    address    TEXT   NOT NULL,
    location   TEXT,
    phone      TEXT   NOT NULL,
    capacity   BIGINT,
    list_no    TEXT,              -- NO of the national list: the key of its row
    gone_since TEXT,
    version    BIGINT NOT NULL
) /*strict*/;

CREATE INDEX dwellings_office ON dwellings (office_id);
CREATE UNIQUE INDEX dwellings_list_no ON dwellings (list_no);

-- Each import: what it found, for the report and for the next one.
CREATE TABLE imports (
    id         TEXT   NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL,
    sha256     TEXT   NOT NULL,
    service    TEXT   NOT NULL,
    report     TEXT   NOT NULL   -- JSON as in the command line's contract, with the doubts and what disappeared
) /*strict*/;

-- 第三者評価 (B16): recorded now; what it stands in for is said by the rulebook.
CREATE TABLE evaluations (
    id           TEXT   NOT NULL PRIMARY KEY,
    office_id    TEXT   NOT NULL REFERENCES offices (id),
    fiscal_year  BIGINT NOT NULL,
    evaluator    TEXT   NOT NULL,
    received_on  TEXT   NOT NULL,
    published_on TEXT,
    published_at TEXT   NOT NULL,
    note         TEXT   NOT NULL,
    version      BIGINT NOT NULL
) /*strict*/;

CREATE INDEX evaluations_office ON evaluations (office_id, fiscal_year);
