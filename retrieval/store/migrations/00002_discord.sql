-- +goose Up
CREATE TABLE guilds (
    id       TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL, -- JSON
    departed TEXT           -- when the bot was removed from it
) STRICT;

CREATE TABLE questions (
    id        TEXT    NOT NULL PRIMARY KEY,
    guild     TEXT    NOT NULL, -- empty in direct messages
    channel   TEXT    NOT NULL,
    "user"    TEXT    NOT NULL,
    asked     TEXT    NOT NULL,
    inquiry   TEXT    NOT NULL, -- JSON
    answered  INTEGER NOT NULL,
    private   INTEGER NOT NULL,
    citations TEXT    NOT NULL -- a JSON list
) STRICT;
CREATE INDEX questions_by_guild ON questions (guild, asked);
CREATE INDEX questions_by_user  ON questions ("user", asked);

CREATE TABLE ratings (
    question TEXT    NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    "user"   TEXT    NOT NULL,
    helpful  INTEGER NOT NULL,
    PRIMARY KEY (question, "user")
) STRICT;
CREATE INDEX ratings_by_user ON ratings ("user");

-- +goose Down
DROP TABLE ratings;
DROP TABLE questions;
DROP TABLE guilds;
