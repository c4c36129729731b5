-- Extracts of sealed matters that were passed on, for the list of the unit that got them.
CREATE TABLE IF NOT EXISTS extracts (
  matter TEXT NOT NULL,
  version INTEGER NOT NULL,
  unit TEXT NOT NULL,
  document_number TEXT NOT NULL,
  passed_at INTEGER NOT NULL,
  asks INTEGER NOT NULL,
  PRIMARY KEY (matter, version)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS extracts_of_unit ON extracts (unit, matter, version);
