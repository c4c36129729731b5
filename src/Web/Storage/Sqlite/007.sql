-- Files of petitions: as they came, and pictures drawn anew without what a camera wrote beside them. Sealed under the event that added them.
CREATE TABLE IF NOT EXISTS attachment_files (
  position INTEGER NOT NULL,
  form TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (position, form)
);

-- Which files no scanner has looked at yet.
CREATE TABLE IF NOT EXISTS unscanned_files (
  position INTEGER NOT NULL,
  petition TEXT NOT NULL,
  added INTEGER NOT NULL,
  PRIMARY KEY (position)
);

-- Pages from the office's scanner that nobody has said yet which petition they belong to. Sealed with a key of the key folder.
CREATE TABLE IF NOT EXISTS unsorted_scans (
  id TEXT NOT NULL,
  taken_at INTEGER NOT NULL,
  type TEXT NOT NULL,
  sealed_title BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (id)
);
