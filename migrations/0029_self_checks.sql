-- How staff see a house themselves by the viewpoints of the 手引き, before and after it is visited (C8).
CREATE TABLE self_checks (
    office_id   TEXT   NOT NULL REFERENCES offices (id),
    dwelling_id TEXT   NOT NULL REFERENCES dwellings (id),
    fiscal_year BIGINT NOT NULL,
    content     BYTEA  NOT NULL,             -- sealed: people write freely
    changed_on  TEXT   NOT NULL,
    version     BIGINT NOT NULL,
    PRIMARY KEY (dwelling_id, fiscal_year)
) /*strict*/;
