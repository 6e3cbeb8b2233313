-- The views: derived from the entries, thrown away and made anew at will. A row with valid_from and valid_to is part of
-- every state from the one after the entry valid_from up to, not including, the one after valid_to. Rows without them
-- are part of every state in which their reading is. See views/mod.rs for what each table holds.
CREATE TABLE reports (valid_from BIGINT PRIMARY KEY, report BIGINT NOT NULL, valid_to BIGINT NOT NULL);
CREATE TABLE readings (valid_from BIGINT PRIMARY KEY, report BIGINT NOT NULL, valid_to BIGINT NOT NULL);
CREATE TABLE spots (
    spot BIGINT PRIMARY KEY, reading BIGINT NOT NULL, latitude DOUBLE PRECISION, longitude DOUBLE PRECISION, first_day BIGINT, last_day BIGINT
);
ALTER TABLE spots ADD COLUMN point geometry(Point, 4326)
    GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED;
CREATE INDEX spots_by_point ON spots USING gist (point);
CREATE INDEX spots_by_day ON spots (first_day, last_day);
CREATE TABLE accounts (account BIGINT PRIMARY KEY, reading BIGINT NOT NULL, name BIGINT NOT NULL);
CREATE TABLE claims (
    entry BIGINT PRIMARY KEY, reading BIGINT NOT NULL, claim BIGINT NOT NULL, account BIGINT, spot BIGINT,
    kind TEXT NOT NULL, outcome TEXT, standing TEXT
);
CREATE INDEX claims_by_reading ON claims (reading);
CREATE INDEX claims_by_outcome ON claims (outcome) WHERE outcome IS NOT NULL;
CREATE INDEX claims_by_standing ON claims (standing) WHERE standing IS NOT NULL;
CREATE TABLE claim_actors (actor BIGINT NOT NULL, entry BIGINT NOT NULL, PRIMARY KEY (entry, actor));
CREATE TABLE links (
    valid_from BIGINT PRIMARY KEY, account BIGINT NOT NULL, event BIGINT NOT NULL, report BIGINT NOT NULL, account_id TEXT NOT NULL,
    event_id TEXT NOT NULL, valid_to BIGINT NOT NULL
);
CREATE TABLE queue (
    valid_from BIGINT PRIMARY KEY, account BIGINT NOT NULL, event BIGINT NOT NULL, valid_to BIGINT NOT NULL
);
CREATE INDEX queue_open ON queue (valid_to);
CREATE TABLE estimates (
    valid_from BIGINT PRIMARY KEY, event BIGINT NOT NULL, killed BIGINT, valid_to BIGINT NOT NULL
);
CREATE TABLE retractions (valid_from BIGINT PRIMARY KEY, target BIGINT NOT NULL, valid_to BIGINT NOT NULL);
CREATE INDEX retractions_by_target ON retractions (target);
CREATE TABLE reviews (entry BIGINT PRIMARY KEY, target BIGINT NOT NULL, reviewer TEXT NOT NULL);
CREATE INDEX reviews_by_target ON reviews (target);
CREATE INDEX reviews_by_reviewer ON reviews (reviewer);
CREATE TABLE history (subject BIGINT NOT NULL, entry BIGINT NOT NULL, PRIMARY KEY (subject, entry));
CREATE TABLE claim_words (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX claim_words_by_word ON claim_words USING gin (words);
CREATE TABLE report_words (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX report_words_by_word ON report_words USING gin (words);
