-- Views of the list of offices that an official keeps under a name (D6).
CREATE TABLE saved_views (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
) /*strict*/;
