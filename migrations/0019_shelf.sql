-- 公開の棚 (B14): what everybody is shown now, and the words in it. Written in the transaction that publishes, taken away in the one that
-- withdraws or supersedes. Everything here is made from released content and can be made again from `publications`.
CREATE TABLE shelf (
    number         BIGINT NOT NULL PRIMARY KEY,  -- in the order of publishing; never given twice
    publication_id TEXT   NOT NULL REFERENCES publications (id),
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    place          TEXT   NOT NULL,              -- municipality or ward where the office lies; empty when unknown
    city           TEXT   NOT NULL,              -- the municipality of the place
    prefecture     TEXT   NOT NULL,
    fiscal_year    BIGINT NOT NULL,
    published_at   BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX shelf_publication ON shelf (publication_id);
CREATE INDEX shelf_office ON shelf (office_id, fiscal_year, number);
CREATE INDEX shelf_place ON shelf (place, fiscal_year, number);
CREATE INDEX shelf_city ON shelf (city, fiscal_year, number);
CREATE INDEX shelf_prefecture ON shelf (prefecture, fiscal_year, number);
CREATE INDEX shelf_cities ON shelf (prefecture, city);
CREATE INDEX shelf_wards ON shelf (city, place);
CREATE INDEX shelf_year ON shelf (fiscal_year, number);

-- Which numbers of a block of 1,024 have a gram (two letters that follow each other), a year or a place; see store::publications::postings.
CREATE TABLE shelf_words (
    gram   BIGINT NOT NULL,
    block  BIGINT NOT NULL,
    places BYTEA  NOT NULL,  -- two bytes a number: ten bits where in the block, six bits how much it weighs
    PRIMARY KEY (gram, block)
) /*strict, clustered*/;

CREATE INDEX shelf_words_block ON shelf_words (block);

-- The last number that was given, and the edition of the way in which words are indexed.
CREATE TABLE shelf_state (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
) /*strict*/;

-- Under which terms an office lets others use what it publishes: as the law has it, unless it says otherwise.
ALTER TABLE offices ADD COLUMN licence TEXT NOT NULL DEFAULT 'law' CHECK (licence IN ('law', 'cc_by_4_0'));

CREATE INDEX publications_withdrawn ON publications (withdrawn_at);
