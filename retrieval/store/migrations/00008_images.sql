-- +goose Up
-- The address of the article's own picture.
ALTER TABLE articles ADD COLUMN image TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE articles DROP COLUMN image;
