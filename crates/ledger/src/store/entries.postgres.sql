-- The book itself: what is entered, and the files that entries name. Nothing here is ever changed or removed.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE TABLE entries (
    sequence BIGINT PRIMARY KEY,
    time TEXT NOT NULL,
    -- JSON, as hashed: no JSONB, which would not keep its bytes
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE TABLE blobs (
    hash BYTEA NOT NULL UNIQUE,
    -- 0 as they are; 1 deflated, with the hash of the deflated bytes in front
    encoding BIGINT NOT NULL,
    bytes BYTEA NOT NULL
);
CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries and files of the ledger are never changed or removed: enter a correction';
END $$;
CREATE TRIGGER entries_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER blobs_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON blobs
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows();
