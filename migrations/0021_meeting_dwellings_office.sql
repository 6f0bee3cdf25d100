-- Whatever belongs to an office is found by its office (see 0013): without it the whole country is read to judge one office.
CREATE INDEX meeting_dwellings_office ON meeting_dwellings (office_id, meeting_id);
