-- For which dwellings a meeting is held (B17): several together, or one; all of the office's when there is no row.
CREATE TABLE meeting_dwellings (
    meeting_id  TEXT NOT NULL REFERENCES meetings (id),
    dwelling_id TEXT NOT NULL REFERENCES dwellings (id),
    office_id   TEXT NOT NULL REFERENCES offices (id),
    PRIMARY KEY (meeting_id, dwelling_id)
) /*strict*/;
