-- The book itself: what is entered, and the files that entries name. Nothing here is ever changed or removed.
CREATE TABLE entries (
    sequence INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    -- JSON, as hashed
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
);
CREATE TABLE blobs (
    hash BLOB NOT NULL UNIQUE,
    -- 0 as they are; 1 deflated, with the hash of the deflated bytes in front
    encoding INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed: enter a correction'); END;
CREATE TRIGGER entries_are_not_removed BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never removed: enter a retraction'); END;
CREATE TRIGGER blobs_are_not_changed BEFORE UPDATE ON blobs
BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END;
CREATE TRIGGER blobs_are_not_removed BEFORE DELETE ON blobs
BEGIN SELECT RAISE(ABORT, 'kept files are never removed'); END;
