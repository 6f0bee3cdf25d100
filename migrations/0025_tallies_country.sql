-- National counts: every area of a side and year, rule by rule, read from the index alone.
CREATE INDEX tallies_country ON tallies (side, fiscal_year, rule, status, offices);
