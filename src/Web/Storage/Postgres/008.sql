-- Platforms of other organs that bring petitions through the interface: organs, never persons. Of a key only a keyed digest is kept.
CREATE TABLE IF NOT EXISTS partners (
  id text COLLATE "C" PRIMARY KEY,
  organ text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  key_mac bytea NOT NULL,
  webhook text COLLATE "C",
  webhook_since bigint NOT NULL,
  revoked bigint NOT NULL,
  position bigint NOT NULL
);

-- What partners are still to be told: which event of the log, and how often that failed. What is told is read from the log.
CREATE TABLE IF NOT EXISTS webhook_outbox (
  partner text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  tries bigint NOT NULL,
  next_at bigint NOT NULL,
  given_up bigint NOT NULL,
  error text,
  PRIMARY KEY (partner, position)
);
CREATE INDEX IF NOT EXISTS webhook_outbox_waiting ON webhook_outbox (next_at) WHERE given_up = 0;

CREATE TABLE IF NOT EXISTS webhook_progress (
  id bigint PRIMARY KEY CHECK (id = 1),
  position bigint NOT NULL
);
