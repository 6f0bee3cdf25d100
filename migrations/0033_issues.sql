-- 地域課題 on their road (E4, E12, F2). What is written here passed the gate; it is sealed all the same, as everything that people say.
CREATE TABLE issues (
    id          TEXT   NOT NULL PRIMARY KEY,
    council_id  TEXT   NOT NULL REFERENCES councils (id),
    number      BIGINT NOT NULL,    -- counted within the council
    stage       TEXT   NOT NULL,
    title       BYTEA  NOT NULL,    -- sealed
    text        BYTEA  NOT NULL,    -- sealed
    level       TEXT,               -- what the secretariat decided: all of it or nothing
    urgency     TEXT,
    function    TEXT,
    body_id     TEXT   REFERENCES council_bodies (id),
    due_on      TEXT,
    expected    BYTEA,              -- sealed
    plan_target BYTEA,              -- sealed
    outcome     TEXT,
    merged_into TEXT,               -- the issue as part of which it goes on
    arrived_on  TEXT   NOT NULL,
    moved_on    TEXT   NOT NULL,
    version     BIGINT NOT NULL
) /*strict*/;

CREATE UNIQUE INDEX issues_number ON issues (council_id, number);
CREATE INDEX issues_stage ON issues (council_id, stage, moved_on);
CREATE INDEX issues_body ON issues (body_id);
CREATE INDEX issues_merged ON issues (merged_into);

-- Where an issue came from. Councils see kinds and numbers; the way back to an office or to a council below is for the answer only.
CREATE TABLE issue_origins (
    id         TEXT   NOT NULL PRIMARY KEY,
    issue_id   TEXT   NOT NULL REFERENCES issues (id),
    council_id TEXT   NOT NULL REFERENCES councils (id),
    kind       TEXT   NOT NULL,
    office_id  TEXT   REFERENCES offices (id),
    voice_id   TEXT   REFERENCES voices (id),
    lower_id   TEXT   REFERENCES issues (id),  -- the issue of a council below
    counted    BIGINT NOT NULL,     -- voices behind it …
    small      BIGINT NOT NULL,     -- … and parts of fewer than three, which are not counted
    arrived_on TEXT   NOT NULL
) /*strict*/;

CREATE INDEX issue_origins_issue ON issue_origins (council_id, issue_id);
CREATE INDEX issue_origins_office ON issue_origins (office_id);
-- A voice is handed to a council once, and so is an issue to the council above.
CREATE UNIQUE INDEX issue_origins_voice ON issue_origins (voice_id);
CREATE UNIQUE INDEX issue_origins_lower ON issue_origins (lower_id);

-- What was done with an issue. Only ever added to.
CREATE TABLE issue_steps (
    id           TEXT   NOT NULL PRIMARY KEY,
    issue_id     TEXT   NOT NULL REFERENCES issues (id),
    council_id   TEXT   NOT NULL REFERENCES councils (id),
    kind         TEXT   NOT NULL,
    on_day       TEXT   NOT NULL,
    body_id      TEXT   REFERENCES council_bodies (id),
    jurisdiction TEXT,              -- the municipality that replied
    reply        TEXT,
    text         BYTEA  NOT NULL,   -- sealed
    account_id   TEXT,              -- absent when the program did it
    at           BIGINT NOT NULL
) /*strict*/;

CREATE INDEX issue_steps_issue ON issue_steps (council_id, issue_id, at);
CREATE INDEX issue_steps_day ON issue_steps (council_id, on_day);

-- 提案: what municipalities are asked to do. Each answers at its own pace.
CREATE TABLE proposals (
    id          TEXT   NOT NULL PRIMARY KEY,
    issue_id    TEXT   NOT NULL REFERENCES issues (id),
    council_id  TEXT   NOT NULL REFERENCES councils (id),
    text        BYTEA  NOT NULL,    -- sealed
    budget_year BIGINT NOT NULL,    -- the 年度 in whose budget it is to be
    reply_by    TEXT   NOT NULL,
    proposed_on TEXT   NOT NULL,
    replaced_on TEXT                -- when another took its place
) /*strict*/;

CREATE INDEX proposals_issue ON proposals (council_id, issue_id);

CREATE TABLE proposal_replies (
    proposal_id  TEXT   NOT NULL REFERENCES proposals (id),
    jurisdiction TEXT   NOT NULL,
    council_id   TEXT   NOT NULL REFERENCES councils (id),
    reply        TEXT,              -- absent until it replied
    reason       BYTEA,             -- sealed
    replied_on   TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (proposal_id, jurisdiction)
) /*strict*/;

CREATE INDEX proposal_replies_jurisdiction ON proposal_replies (jurisdiction, reply);
