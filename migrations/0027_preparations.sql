-- What is prepared for a member's needs before a meeting or a visit (A13): who sees to it, until when, and that it is done.
CREATE TABLE preparations (
    office_id  TEXT   NOT NULL REFERENCES offices (id),
    occasion   TEXT   NOT NULL,             -- the id of a meeting or a visit
    seat_id    TEXT   NOT NULL REFERENCES seats (id),
    need       TEXT   NOT NULL,
    owner      BYTEA,                       -- sealed: who of the staff sees to it
    due_on     TEXT,
    done_on    TEXT,
    version    BIGINT NOT NULL,
    PRIMARY KEY (occasion, seat_id, need)
) /*strict*/;

CREATE INDEX preparations_office ON preparations (office_id, occasion);
