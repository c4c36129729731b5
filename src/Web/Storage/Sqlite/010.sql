-- Templates of letters: one row for each time one was set; without a file where the platform's own was put back.
CREATE TABLE IF NOT EXISTS letter_templates (
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  sha256 TEXT,
  file BLOB,
  PRIMARY KEY (kind, position)
) WITHOUT ROWID;
