-- +goose Up
-- Which channel of a server new articles of a feed are posted to.
CREATE TABLE IF NOT EXISTS posts (
    num     INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    guild   TEXT    NOT NULL,
    feed    TEXT    NOT NULL, -- its URL
    channel TEXT    NOT NULL,
    rule    TEXT    NOT NULL, -- JSON
    added   TEXT    NOT NULL,
    seq     INTEGER NOT NULL, -- the library's last change that was posted
    UNIQUE (guild, library, feed, channel)
) STRICT;
CREATE INDEX IF NOT EXISTS posts_by_library ON posts (library);

-- Articles that were posted of late, or passed over.
CREATE TABLE IF NOT EXISTS posted (
    post    INTEGER NOT NULL REFERENCES posts (num) ON DELETE CASCADE,
    article TEXT    NOT NULL, -- its id
    channel TEXT    NOT NULL, -- where the message is: in a forum, a thread of it
    message TEXT    NOT NULL, -- empty for one that was passed over
    at      TEXT    NOT NULL,
    PRIMARY KEY (post, article)
) STRICT, WITHOUT ROWID;

-- +goose Down
DROP TABLE posted;
DROP TABLE posts;
