-- What a matter is about, on three levels; what was registered before has the first.
ALTER TABLE matters ADD COLUMN IF NOT EXISTS category text COLLATE "C";
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
ALTER TABLE units ADD COLUMN IF NOT EXISTS ended_on text COLLATE "C";
-- Whoever signs in has to set another password before anything else.
ALTER TABLE people ADD COLUMN IF NOT EXISTS must_change bigint NOT NULL DEFAULT 0;

-- Categories that are not as the program brings them.
CREATE TABLE IF NOT EXISTS categories (
  code text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  national text COLLATE "C",
  ended_on text COLLATE "C",
  position bigint NOT NULL
);

-- Open work that passes to a colleague on a day.
CREATE TABLE IF NOT EXISTS handovers (
  account text COLLATE "C" PRIMARY KEY,
  successor text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  arranged_by text COLLATE "C" NOT NULL,
  done bigint NOT NULL,
  position bigint NOT NULL
);

-- Sign-ins of staff: since when, and with which kind of browser. No address, no place, no history.
CREATE TABLE IF NOT EXISTS sessions (
  id text COLLATE "C" PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  begun_at bigint NOT NULL,
  browser text COLLATE "C" NOT NULL,
  ended bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_by_account ON sessions (account, begun_at);

-- The second factor: secrets sealed under a key outside the database, codes as keyed digests.
CREATE TABLE IF NOT EXISTS second_factors (
  account text COLLATE "C" PRIMARY KEY,
  sealed bytea NOT NULL,
  enrolled_at bigint NOT NULL,
  last_step bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS recovery_codes (
  account text COLLATE "C" NOT NULL,
  mac bytea NOT NULL,
  enrolled_at bigint NOT NULL,
  used_at bigint,
  PRIMARY KEY (account, mac)
);

CREATE TABLE IF NOT EXISTS second_factor_posts (
  role text COLLATE "C" PRIMARY KEY,
  required bigint NOT NULL,
  position bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS second_factor_resets (
  account text COLLATE "C" PRIMARY KEY,
  asked_by text COLLATE "C" NOT NULL,
  asked_at bigint NOT NULL
);
