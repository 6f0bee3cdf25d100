-- What a visitor is told of a house (C1): the way there, whom to ask for, what the day is like.
ALTER TABLE dwellings ADD COLUMN guide BYTEA;  -- sealed: it may name staff
