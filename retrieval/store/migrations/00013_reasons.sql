-- +goose Up
-- Why a member found an answer not helpful: one of a few words.
CREATE TABLE IF NOT EXISTS reasons (
    question TEXT NOT NULL,
    "user"   TEXT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (question, "user"),
    FOREIGN KEY (question, "user") REFERENCES ratings (question, "user") ON DELETE CASCADE
) STRICT;

-- +goose Down
DROP TABLE reasons;
