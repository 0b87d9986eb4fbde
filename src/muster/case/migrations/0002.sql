-- Schema 2. What linking knows of each report, so that it goes on where it was. All of it can be dropped: it follows from
-- the reports and claims, and is made again where it is missing or was made by another muster.

CREATE TABLE linking (
    report TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    record BLOB NOT NULL
);

CREATE TABLE linking_names (
    made_with TEXT NOT NULL,    -- version of muster, digest of the codebook and of what else decides linking
    record BLOB NOT NULL
);

-- Reports whose date the case gives, as they are without it: with other relative times in their claims.
CREATE TABLE undated (
    report TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    record TEXT NOT NULL
);
