-- Who agreed to a publication besides whoever released it (H1); empty where nobody was asked.
ALTER TABLE publications ADD COLUMN agreed_by TEXT;
