-- What number a petition bears in the national system; no two bear the same.
ALTER TABLE petitions ADD COLUMN national_number text COLLATE "C";
CREATE UNIQUE INDEX petitions_by_national_number ON petitions (national_number) WHERE national_number IS NOT NULL;
