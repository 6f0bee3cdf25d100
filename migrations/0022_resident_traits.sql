-- How people could describe a resident without a name (H1): the gate counts by it whom a description fits. Optional, and seen by the office only.
ALTER TABLE residents ADD COLUMN traits BYTEA;  -- sealed
