-- Whatever belongs to an office is found by its office.
CREATE INDEX attendances_office ON attendances (office_id, meeting_id);
CREATE INDEX notes_office ON notes (office_id, meeting_id);
CREATE INDEX minutes_office ON minutes (office_id, meeting_id);
