-- Passkeys of staff: public keys, under the names their holders gave them. One that was removed counts no more.
CREATE TABLE IF NOT EXISTS passkeys (
  id text COLLATE "C" PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  key bytea NOT NULL,
  counter bigint NOT NULL,
  label text COLLATE "C" NOT NULL,
  enrolled_at bigint NOT NULL,
  used_at bigint,
  removed_at bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS passkeys_by_account ON passkeys (account, removed_at);

-- What was signed or brought once at the sign-in of staff, and counts on no node again. Deleted after its minutes.
CREATE TABLE IF NOT EXISTS spent_challenges (
  challenge bytea PRIMARY KEY,
  until bigint NOT NULL
);

-- Which identity at the office's provider of sign-ins is which account: a keyed digest. Empty where the link was taken away.
CREATE TABLE IF NOT EXISTS provider_links (
  link text COLLATE "C" PRIMARY KEY,
  account text COLLATE "C" NOT NULL,
  linked_at bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS provider_links_by_account ON provider_links (account);
