-- The last day of a password that somebody else gave; null where it is its holder's own. What was given before this has no last day.
ALTER TABLE people ADD COLUMN first_until TEXT;

-- Sign-ins of petitioners that were left: a random word, and until when its cookie would have opened anything. Deleted after that.
CREATE TABLE IF NOT EXISTS left_sign_ins (
  sign_in TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;
