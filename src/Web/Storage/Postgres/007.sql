-- Files of petitions: as they came, and pictures drawn anew without what a camera wrote beside them. Sealed under the event that added them.
CREATE TABLE IF NOT EXISTS attachment_files (
  position bigint NOT NULL,
  form text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (position, form)
);

-- Which files no scanner has looked at yet.
CREATE TABLE IF NOT EXISTS unscanned_files (
  position bigint NOT NULL,
  petition text COLLATE "C" NOT NULL,
  added bigint NOT NULL,
  PRIMARY KEY (position)
);

-- Pages from the office's scanner that nobody has said yet which petition they belong to. Sealed with a key of the key folder.
CREATE TABLE IF NOT EXISTS unsorted_scans (
  id text COLLATE "C" NOT NULL,
  taken_at bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  sealed_title bytea NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (id)
);

-- Encrypted bytes do not compress.
ALTER TABLE attachment_files ALTER COLUMN sealed SET STORAGE EXTERNAL;
ALTER TABLE unsorted_scans ALTER COLUMN sealed SET STORAGE EXTERNAL;
