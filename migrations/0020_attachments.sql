-- Files that go with published minutes (B14, H1): a clean copy, made anew from what somebody brought. Prepared first, released
-- through the gate, and never changed afterwards; a withdrawal takes copy and texts away and leaves the day.
CREATE TABLE attachments (
    id             TEXT   NOT NULL PRIMARY KEY,
    office_id      TEXT   NOT NULL REFERENCES offices (id),
    meeting_id     TEXT   NOT NULL REFERENCES meetings (id),
    number         BIGINT NOT NULL,  -- 資料の番号 within the meeting, never given twice
    file_id        TEXT   REFERENCES files (id),  -- the clean copy; gone after a withdrawal
    pictures       BIGINT NOT NULL,
    removed        TEXT   NOT NULL,  -- codes of what the copy no longer has
    text           BYTEA,            -- sealed: what was read in it; gone once released
    content        TEXT,             -- released JSON; gone after a withdrawal
    content_sha256 TEXT,
    released_by    TEXT,
    checks         TEXT,
    released_at    BIGINT,
    withdrawn_at   BIGINT
) /*strict*/;

CREATE UNIQUE INDEX attachments_number ON attachments (meeting_id, number);
CREATE INDEX attachments_office ON attachments (office_id, meeting_id);
