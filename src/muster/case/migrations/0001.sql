-- Schema 1. Records are kept whole, as the JSON of the record format; beside them stand the keys that are looked up.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    published_from TEXT,        -- first day of publication, ISO; null where unknown
    outlet TEXT,
    made_with TEXT NOT NULL,    -- what read the claims of this report: version of muster, digest of the codebook
    record TEXT NOT NULL
);

CREATE TABLE claims (
    report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- order in the report, from 0
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (report, position),
    UNIQUE (report, id)
);

-- Derived from the claims; replaced as a whole.
CREATE TABLE origins (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    when_from TEXT,
    when_to TEXT,
    record TEXT NOT NULL
);

-- What became of each source that was read: a report, or the reason why not.
CREATE TABLE ingest (
    source TEXT PRIMARY KEY,
    report TEXT REFERENCES reports (id) ON DELETE CASCADE,
    reason TEXT,
    message TEXT,
    CHECK ((report IS NULL) <> (reason IS NULL))
);
