-- +goose Up
-- How far it is known which articles share text: which form the sketches have,
-- and which of the library's changes was the last that was looked at.
CREATE TABLE reuse (
    library INTEGER NOT NULL PRIMARY KEY REFERENCES libraries (key) ON DELETE CASCADE,
    form    INTEGER NOT NULL,
    seq     INTEGER NOT NULL
) STRICT;

-- Some hashes of an article's runs of words, by which shared text is found.
CREATE TABLE sketches (
    article INTEGER NOT NULL PRIMARY KEY REFERENCES articles (num) ON DELETE CASCADE,
    hashes  BLOB    NOT NULL -- four bytes each, the lowest first
) STRICT;

-- Articles that share text, each pair once.
CREATE TABLE shared_texts (
    a     INTEGER NOT NULL REFERENCES articles (num) ON DELETE CASCADE,
    b     INTEGER NOT NULL REFERENCES articles (num) ON DELETE CASCADE,
    copy  INTEGER NOT NULL, -- one is a copy of the other, not a part alone
    words INTEGER NOT NULL, -- that stand in both, to the letter
    spans TEXT    NOT NULL, -- a JSON list of [from, to, from, to, same]: in a, in b, and how many of 100 words
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX shared_texts_by_b ON shared_texts (b);

-- When texts were loaded, without reading them.
CREATE INDEX revisions_by_added ON revisions (article, revision, added);

-- What answers quoted, by their receipts; no question, no name and no text.
CREATE TABLE receipts (
    id        TEXT    NOT NULL PRIMARY KEY,
    library   INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    made      TEXT    NOT NULL,
    citations TEXT    NOT NULL -- a JSON list
) STRICT;
CREATE INDEX receipts_by_library ON receipts (library, made);

-- Standing questions.
CREATE TABLE watches (
    num      INTEGER PRIMARY KEY AUTOINCREMENT,
    library  INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    guild    TEXT    NOT NULL, -- empty for one of the terminal's
    channel  TEXT    NOT NULL,
    "user"   TEXT    NOT NULL,
    question TEXT    NOT NULL, -- JSON
    added    TEXT    NOT NULL,
    seq      INTEGER NOT NULL  -- the library's last change that it was asked after
) STRICT;
CREATE INDEX watches_by_library ON watches (library);
CREATE INDEX watches_by_guild   ON watches (guild);
CREATE INDEX watches_by_user    ON watches ("user");

-- +goose Down
DROP TABLE watches;
DROP INDEX revisions_by_added;
DROP TABLE receipts;
DROP TABLE shared_texts;
DROP TABLE sketches;
DROP TABLE reuse;
