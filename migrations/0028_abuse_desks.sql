-- Where 障害者虐待 is reported (C7), as the municipality itself says: what it tells everybody, so nothing here is sealed.
CREATE TABLE abuse_desks (
    jurisdiction TEXT  NOT NULL PRIMARY KEY,  -- 全国地方公共団体コード of a municipality or a ward
    name        TEXT   NOT NULL,
    phone       TEXT   NOT NULL,
    night_phone TEXT,                         -- for nights and holidays, where it is another one
    form_url    TEXT,                         -- a page with its form for reports
    changed_on  TEXT   NOT NULL,
    version     BIGINT NOT NULL
) /*strict*/;
