-- +goose Up
-- URLs by which articles are still known, though they have others now.
CREATE TABLE former_urls (
    library  INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    url_hash BLOB    NOT NULL,
    article  INTEGER NOT NULL, -- its num, also when it is there no more
    PRIMARY KEY (library, url_hash, article)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE former_urls;
