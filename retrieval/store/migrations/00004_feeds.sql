-- +goose Up
CREATE TABLE feeds (
    key           INTEGER PRIMARY KEY AUTOINCREMENT,
    library       INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    url           TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    added         TEXT    NOT NULL,
    added_by      TEXT    NOT NULL,
    etag          TEXT    NOT NULL,
    last_modified TEXT    NOT NULL,
    polled        TEXT    NOT NULL, -- empty before the first time
    next          TEXT    NOT NULL,
    failures      INTEGER NOT NULL,
    failing_since TEXT    NOT NULL, -- empty while it is well
    failure       TEXT    NOT NULL,
    UNIQUE (library, url)
) STRICT;
CREATE INDEX feeds_by_next ON feeds (next);

-- The entries that were taken, by a hash of what the feed knows them by.
CREATE TABLE feed_entries (
    feed  INTEGER NOT NULL REFERENCES feeds (key) ON DELETE CASCADE,
    entry BLOB    NOT NULL,
    PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE feed_entries;
DROP TABLE feeds;
