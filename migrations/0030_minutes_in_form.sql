-- Whether minutes were also made in the form that the authority prescribes (B13, D4); absent: nobody said so yet.
ALTER TABLE minutes ADD COLUMN in_form BIGINT;
