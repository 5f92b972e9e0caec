-- +goose Up
-- Feeds of which a server's moderators were told that they fail.
CREATE TABLE IF NOT EXISTS alerts (
    guild TEXT    NOT NULL,
    feed  INTEGER NOT NULL REFERENCES feeds (key) ON DELETE CASCADE,
    since TEXT    NOT NULL, -- when it began to fail
    PRIMARY KEY (guild, feed)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alerts_by_feed ON alerts (feed);

-- +goose Down
DROP TABLE alerts;
