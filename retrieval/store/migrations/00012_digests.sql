-- +goose Up
-- Digests that are posted to a server's channels.
CREATE TABLE IF NOT EXISTS digests (
    num     INTEGER PRIMARY KEY AUTOINCREMENT,
    library INTEGER NOT NULL REFERENCES libraries (key) ON DELETE CASCADE,
    guild   TEXT    NOT NULL,
    channel TEXT    NOT NULL,
    plan    TEXT    NOT NULL, -- JSON
    last    TEXT    NOT NULL, -- when it was due last
    seq     INTEGER NOT NULL  -- the library's last change that it has told of
) STRICT;
CREATE INDEX IF NOT EXISTS digests_by_library ON digests (library);
CREATE INDEX IF NOT EXISTS digests_by_guild   ON digests (guild);

-- +goose Down
DROP TABLE digests;
