-- What a citizen has begun and not sent: no event, no number. The key is in the browser's cookie alone, so nobody here can read it.
CREATE TABLE IF NOT EXISTS drafts (
  id TEXT PRIMARY KEY,
  sealed BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS drafts_by_expiry ON drafts (expires_at);
