-- +goose Up
-- What was done to a library. It holds no text of articles.
CREATE TABLE acts (
    num        INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of the acts
    library    INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    id         TEXT    NOT NULL,
    at         TEXT    NOT NULL,
    actor_kind TEXT    NOT NULL,
    actor_id   TEXT    NOT NULL,
    actor_name TEXT    NOT NULL,
    what       TEXT    NOT NULL,
    detail     TEXT    NOT NULL,
    UNIQUE (library, id)
) STRICT;
CREATE INDEX acts_by_library ON acts (library, num);
CREATE INDEX acts_by_actor   ON acts (actor_kind, actor_id);

-- What an act did to each article.
CREATE TABLE touched (
    act      INTEGER NOT NULL REFERENCES acts (num) ON DELETE CASCADE,
    article  INTEGER NOT NULL, -- its num, also when it is there no more
    id       TEXT    NOT NULL,
    did      TEXT    NOT NULL, -- added, updated or removed
    revision INTEGER NOT NULL, -- the one that it had then
    seq      INTEGER NOT NULL, -- number of the change
    before   TEXT    NOT NULL, -- what was known of it, as JSON; empty when it
    after    TEXT    NOT NULL, -- was not there, and once it is removed
    undone   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (act, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX touched_by_article ON touched (article);

ALTER TABLE articles ADD COLUMN revisions INTEGER NOT NULL DEFAULT 1; -- how many texts it has had
UPDATE articles SET revisions = revision;
-- Where its facts were mended by hand: what its source said, as JSON.
ALTER TABLE articles ADD COLUMN stated TEXT NOT NULL DEFAULT '';

ALTER TABLE revisions ADD COLUMN act INTEGER NOT NULL DEFAULT 0; -- which brought it
ALTER TABLE revisions DROP COLUMN added_by;
ALTER TABLE tombstones DROP COLUMN removed_by;

-- Other names of outlets.
CREATE TABLE aliases (
    library INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    folded  TEXT    NOT NULL, -- the other name, as names are compared
    alias   TEXT    NOT NULL,
    outlet  TEXT    NOT NULL,
    PRIMARY KEY (library, folded)
) STRICT, WITHOUT ROWID;

-- The documents that articles were taken from, so that one is not read again.
CREATE TABLE documents (
    library  INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    hash     BLOB    NOT NULL,
    article  INTEGER NOT NULL REFERENCES articles (num) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    PRIMARY KEY (library, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX documents_by_article ON documents (article);

-- The sources of which the last load rejected something.
CREATE TABLE rejects (
    library INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    PRIMARY KEY (library, place)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE rejects;
DROP TABLE documents;
DROP TABLE aliases;
ALTER TABLE tombstones ADD COLUMN removed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN added_by TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions DROP COLUMN act;
ALTER TABLE articles DROP COLUMN stated;
ALTER TABLE articles DROP COLUMN revisions;
DROP TABLE touched;
DROP TABLE acts;
