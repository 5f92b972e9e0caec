-- +goose Up
CREATE TABLE libraries (
    key      INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT    NOT NULL UNIQUE,
    epoch    TEXT    NOT NULL,
    seq      INTEGER NOT NULL DEFAULT 0, -- number of the last change
    finished INTEGER NOT NULL DEFAULT 0, -- has its starter articles
    created  TEXT    NOT NULL
) STRICT;

CREATE TABLE articles (
    num                INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again
    library            INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    id                 TEXT    NOT NULL,
    seq                INTEGER NOT NULL, -- number of its last change
    revision           INTEGER NOT NULL, -- the newest
    title              TEXT    NOT NULL,
    outlet             TEXT    NOT NULL,
    agency             TEXT    NOT NULL,
    authors            TEXT    NOT NULL, -- a JSON list
    published          TEXT    NOT NULL,
    published_inferred INTEGER NOT NULL,
    url                TEXT    NOT NULL,
    url_hash           BLOB    NOT NULL,
    text_hash          BLOB    NOT NULL,
    language           TEXT    NOT NULL,
    partial            INTEGER NOT NULL,
    UNIQUE (library, id)
) STRICT;
CREATE INDEX articles_by_seq  ON articles (library, seq);
CREATE INDEX articles_by_url  ON articles (library, url_hash);
CREATE INDEX articles_by_text ON articles (library, text_hash);

CREATE TABLE revisions (
    article  INTEGER NOT NULL REFERENCES articles (num) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    body     TEXT    NOT NULL,
    blocks   TEXT    NOT NULL, -- a JSON list
    added    TEXT    NOT NULL,
    added_by TEXT    NOT NULL,
    PRIMARY KEY (article, revision)
) STRICT;

CREATE TABLE tombstones (
    num        INTEGER PRIMARY KEY,
    library    INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    url_hash   BLOB    NOT NULL,
    seq        INTEGER NOT NULL,
    removed    TEXT    NOT NULL,
    removed_by TEXT    NOT NULL
) STRICT;
CREATE INDEX tombstones_by_seq ON tombstones (library, seq);
CREATE INDEX tombstones_by_url ON tombstones (library, url_hash);

-- +goose Down
DROP TABLE tombstones;
DROP TABLE revisions;
DROP TABLE articles;
DROP TABLE libraries;
