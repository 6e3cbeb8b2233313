-- The views: derived from the entries, thrown away and made anew at will. A row with valid_from and valid_to is part of
-- every state from the one after the entry valid_from up to, not including, the one after valid_to. Rows without them
-- are part of every state in which their reading is. See views/mod.rs for what each table holds.
CREATE TABLE reports (valid_from INTEGER PRIMARY KEY, report INTEGER NOT NULL, valid_to INTEGER NOT NULL);
CREATE TABLE readings (valid_from INTEGER PRIMARY KEY, report INTEGER NOT NULL, valid_to INTEGER NOT NULL);
CREATE TABLE spots (
    spot INTEGER PRIMARY KEY, reading INTEGER NOT NULL, latitude REAL, longitude REAL, first_day INTEGER, last_day INTEGER
);
-- What is not known lies outside of any box or time that can be asked for.
CREATE VIRTUAL TABLE spot_boxes USING rtree(spot, south, north, west, east, first_day, last_day);
CREATE TRIGGER spots_in_boxes AFTER INSERT ON spots BEGIN
    INSERT INTO spot_boxes VALUES (
        new.spot, coalesce(new.latitude, -1000), coalesce(new.latitude, -1000),
        coalesce(new.longitude, -1000), coalesce(new.longitude, -1000),
        coalesce(new.first_day, -9000000), coalesce(new.last_day, -9000000));
END;
CREATE TABLE accounts (account INTEGER PRIMARY KEY, reading INTEGER NOT NULL, name INTEGER NOT NULL);
CREATE TABLE claims (
    entry INTEGER PRIMARY KEY, reading INTEGER NOT NULL, claim INTEGER NOT NULL, account INTEGER, spot INTEGER,
    kind TEXT NOT NULL, outcome TEXT, standing TEXT
);
CREATE INDEX claims_by_reading ON claims (reading);
CREATE INDEX claims_by_outcome ON claims (outcome) WHERE outcome IS NOT NULL;
CREATE INDEX claims_by_standing ON claims (standing) WHERE standing IS NOT NULL;
CREATE TABLE claim_actors (actor INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (entry, actor)) WITHOUT ROWID;
CREATE TABLE links (
    valid_from INTEGER PRIMARY KEY, account INTEGER NOT NULL, event INTEGER NOT NULL, report INTEGER NOT NULL, account_id TEXT NOT NULL,
    event_id TEXT NOT NULL, valid_to INTEGER NOT NULL
);
CREATE TABLE queue (
    valid_from INTEGER PRIMARY KEY, account INTEGER NOT NULL, event INTEGER NOT NULL, valid_to INTEGER NOT NULL
);
CREATE INDEX queue_open ON queue (valid_to);
CREATE TABLE estimates (
    valid_from INTEGER PRIMARY KEY, event INTEGER NOT NULL, killed INTEGER, valid_to INTEGER NOT NULL
);
CREATE TABLE retractions (valid_from INTEGER PRIMARY KEY, target INTEGER NOT NULL, valid_to INTEGER NOT NULL);
CREATE INDEX retractions_by_target ON retractions (target);
CREATE TABLE reviews (entry INTEGER PRIMARY KEY, target INTEGER NOT NULL, reviewer TEXT NOT NULL);
CREATE INDEX reviews_by_target ON reviews (target);
CREATE INDEX reviews_by_reviewer ON reviews (reviewer);
-- The history, in sorted runs of pages: see history/runs.rs.
CREATE TABLE history_runs (
    run INTEGER PRIMARY KEY, stamp INTEGER NOT NULL, pairs INTEGER NOT NULL, first BLOB NOT NULL, filter BLOB NOT NULL
);
CREATE TABLE history_pages (page INTEGER PRIMARY KEY, pairs BLOB NOT NULL);
CREATE VIRTUAL TABLE claim_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');
-- Words are gathered in memory for a whole transaction, and pieces of the index merged 16 at a time: adding is cheaper,
-- and searching still quick.
INSERT INTO claim_words (claim_words, rank) VALUES ('automerge', 16), ('hashsize', 33554432);
INSERT INTO report_words (report_words, rank) VALUES ('automerge', 16), ('hashsize', 33554432);
