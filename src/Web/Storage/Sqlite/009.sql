-- What a matter is about, on three levels; what was registered before has the first.
ALTER TABLE matters ADD COLUMN category TEXT;
UPDATE matters SET category = CASE domain
  WHEN 'construction' THEN '010000'
  WHEN 'rural' THEN '020000'
  WHEN 'labour' THEN '030000'
  WHEN 'education' THEN '040000'
  WHEN 'economy' THEN '050000'
  WHEN 'health' THEN '060000'
  WHEN 'transport' THEN '070000'
  WHEN 'environment' THEN '080000'
  WHEN 'resources' THEN '090000'
  WHEN 'civil-affairs' THEN '100000'
  WHEN 'justice' THEN '110000'
  WHEN 'commerce' THEN '120000'
  WHEN 'technology' THEN '130000'
  WHEN 'personnel' THEN '140000'
  WHEN 'party' THEN '150000'
  WHEN 'discipline' THEN '160000'
  WHEN 'other' THEN '990000'
END;
CREATE INDEX IF NOT EXISTS matters_by_category ON matters (category, id);

-- The day from which a unit exists no more; it is never deleted.
ALTER TABLE units ADD COLUMN ended_on TEXT;
-- Whoever signs in has to set another password before anything else.
ALTER TABLE people ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;

-- Categories that are not as the program brings them.
CREATE TABLE IF NOT EXISTS categories (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  national TEXT,
  ended_on TEXT,
  position INTEGER NOT NULL
) WITHOUT ROWID;

-- Open work that passes to a colleague on a day.
CREATE TABLE IF NOT EXISTS handovers (
  account TEXT PRIMARY KEY,
  successor TEXT NOT NULL,
  from_day TEXT NOT NULL,
  arranged_by TEXT NOT NULL,
  done INTEGER NOT NULL,
  position INTEGER NOT NULL
) WITHOUT ROWID;

-- Sign-ins of staff: since when, and with which kind of browser. No address, no place, no history.
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  browser TEXT NOT NULL,
  ended INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account, begun_at);

-- The second factor: secrets sealed under a key outside the database, codes as keyed digests.
CREATE TABLE IF NOT EXISTS second_factors (
  account TEXT PRIMARY KEY,
  sealed BLOB NOT NULL,
  enrolled_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS recovery_codes (
  account TEXT NOT NULL,
  mac BLOB NOT NULL,
  enrolled_at INTEGER NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (account, mac)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS second_factor_posts (
  role TEXT PRIMARY KEY,
  required INTEGER NOT NULL,
  position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS second_factor_resets (
  account TEXT PRIMARY KEY,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) WITHOUT ROWID;
