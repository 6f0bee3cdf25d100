-- Whom somebody who declines, or leaves, would ask instead (A9).
ALTER TABLE seats ADD COLUMN nominee BYTEA;  -- sealed

-- 謝礼・交通費: what a member was paid for a meeting (A15), in yen.
CREATE TABLE payments (
    attendance_id TEXT   NOT NULL PRIMARY KEY REFERENCES attendances (id),
    office_id     TEXT   NOT NULL REFERENCES offices (id),
    meeting_id    TEXT   NOT NULL REFERENCES meetings (id),
    honorarium    BIGINT NOT NULL,
    travel        BIGINT NOT NULL,
    paid_on       TEXT
) /*strict*/;

CREATE INDEX payments_meeting ON payments (office_id, meeting_id);
