-- +goose Up
-- SHA-256 sums of what is kept, so that what changes on the disk is not quoted.
ALTER TABLE articles ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE aliases  ADD COLUMN sum BLOB NOT NULL DEFAULT x'';
ALTER TABLE touched  ADD COLUMN before_sum BLOB NOT NULL DEFAULT x'';

-- Apart from the texts, which need not be written again for them.
CREATE TABLE text_sums (
    article  INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    sum      BLOB    NOT NULL, -- empty where the text was damaged already
    PRIMARY KEY (article, revision),
    FOREIGN KEY (article, revision) REFERENCES revisions (article, revision) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- The last change that an index had seen and the store no longer knew.
ALTER TABLE libraries ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE libraries DROP COLUMN lost;
DROP TABLE text_sums;
ALTER TABLE touched  DROP COLUMN before_sum;
ALTER TABLE aliases  DROP COLUMN sum;
ALTER TABLE articles DROP COLUMN sum;
