-- Kept files have numbers, by which the history names them.
ALTER TABLE blobs ADD COLUMN number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
