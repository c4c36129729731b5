-- Extracts of sealed matters that were passed on, for the list of the unit that got them.
CREATE TABLE IF NOT EXISTS extracts (
  matter text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  document_number text COLLATE "C" NOT NULL,
  passed_at bigint NOT NULL,
  asks bigint NOT NULL,
  PRIMARY KEY (matter, version)
);
CREATE INDEX IF NOT EXISTS extracts_of_unit ON extracts (unit, matter, version);
