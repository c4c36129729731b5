-- Platforms of other organs that bring petitions through the interface: organs, never persons. Of a key only a keyed digest is kept.
CREATE TABLE IF NOT EXISTS partners (
  id TEXT PRIMARY KEY,
  organ TEXT NOT NULL,
  channel TEXT NOT NULL,
  key_mac BLOB NOT NULL,
  webhook TEXT,
  webhook_since INTEGER NOT NULL,
  revoked INTEGER NOT NULL,
  position INTEGER NOT NULL
) WITHOUT ROWID;

-- What partners are still to be told: which event of the log, and how often that failed. What is told is read from the log.
CREATE TABLE IF NOT EXISTS webhook_outbox (
  partner TEXT NOT NULL,
  position INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  given_up INTEGER NOT NULL,
  error TEXT,
  PRIMARY KEY (partner, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS webhook_outbox_waiting ON webhook_outbox (next_at) WHERE given_up = 0;

CREATE TABLE IF NOT EXISTS webhook_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL
);
