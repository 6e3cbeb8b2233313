-- Kept files lie in the order they came; which of them have a hash is told by the history.
CREATE TABLE kept_files (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL,
    -- 0 as they are; 1 deflated, with the hash of the deflated bytes in front
    encoding INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
INSERT INTO kept_files (hash, encoding, bytes) SELECT hash, encoding, bytes FROM blobs ORDER BY rowid;
DROP TABLE blobs;
ALTER TABLE kept_files RENAME TO blobs;
CREATE TRIGGER blobs_are_not_changed BEFORE UPDATE ON blobs
BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END;
CREATE TRIGGER blobs_are_not_removed BEFORE DELETE ON blobs
BEGIN SELECT RAISE(ABORT, 'kept files are never removed'); END;
