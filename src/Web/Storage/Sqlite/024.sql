-- Passkeys of staff: public keys, under the names their holders gave them. One that was removed counts no more.
CREATE TABLE IF NOT EXISTS passkeys (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  label TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  used_at INTEGER,
  removed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS passkeys_by_account ON passkeys (account, removed_at);

-- What was signed or brought once at the sign-in of staff, and counts on no node again. Deleted after its minutes.
CREATE TABLE IF NOT EXISTS spent_challenges (
  challenge BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- Which identity at the office's provider of sign-ins is which account: a keyed digest. Empty where the link was taken away.
CREATE TABLE IF NOT EXISTS provider_links (
  link TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  linked_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS provider_links_by_account ON provider_links (account);
