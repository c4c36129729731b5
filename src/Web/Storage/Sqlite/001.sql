-- The log.
CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  frontier BLOB NOT NULL
);

INSERT INTO head VALUES (1, 0, 0, x'0000000000000000');

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  event TEXT NOT NULL,
  salt BLOB,
  commitment BLOB NOT NULL,
  leaf BLOB NOT NULL
);
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER events_are_never_replaced BEFORE INSERT ON events WHEN NEW.position < (SELECT size FROM head WHERE id = 1)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;

CREATE TABLE streams (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  commitment BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE field_values (
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (position, field)
) WITHOUT ROWID;

CREATE TABLE data_keys (
  stream TEXT PRIMARY KEY,
  kek INTEGER NOT NULL,
  wrapped BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY,
  previous INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL
);

CREATE TABLE tile_roots (
  tile INTEGER PRIMARY KEY,
  root BLOB NOT NULL
);

CREATE TABLE numbers (
  organ TEXT NOT NULL,
  subject TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (organ, subject, year)
) WITHOUT ROWID;

CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  body BLOB NOT NULL,
  stream TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (key, caller)
) WITHOUT ROWID;

-- What lists read; rebuilt from the log by `xinqiao rebuild`.
CREATE TABLE petitions (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  channel TEXT NOT NULL,
  received_on TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  filed_position INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  place TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX petitions_by_number ON petitions (number);

CREATE TABLE matters (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  petition TEXT NOT NULL,
  stage TEXT NOT NULL,
  purpose TEXT NOT NULL,
  sealed INTEGER NOT NULL,
  domain TEXT,
  place TEXT,
  unit TEXT,
  holder TEXT,
  urgent INTEGER NOT NULL,
  raised_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  unserved INTEGER NOT NULL,
  to_execute INTEGER NOT NULL,
  executed_on TEXT,
  resolved_on TEXT,
  version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX matters_by_number ON matters (number);
CREATE INDEX matters_by_petition ON matters (petition);
CREATE INDEX matters_by_stage ON matters (sealed, stage, id);
CREATE INDEX matters_by_unit ON matters (unit, stage, id);
CREATE INDEX matters_by_holder ON matters (holder, id);
CREATE INDEX matters_urgent ON matters (sealed, id) WHERE urgent = 1;

CREATE TABLE deadlines (
  matter TEXT NOT NULL,
  clock TEXT NOT NULL,
  nominal TEXT,
  control TEXT,
  due TEXT,
  met_on TEXT,
  open INTEGER NOT NULL,
  pack TEXT NOT NULL,
  calendar_version TEXT NOT NULL,
  PRIMARY KEY (matter, clock)
) WITHOUT ROWID;
-- A day that no calendar knows yet stands last.
CREATE INDEX deadlines_by_due ON deadlines (coalesce(due, '9999-12-31'), matter, clock) WHERE open = 1;

CREATE TABLE objections (
  matter TEXT NOT NULL,
  serial INTEGER NOT NULL,
  unit TEXT NOT NULL,
  filed_on TEXT NOT NULL,
  decided_on TEXT,
  consented INTEGER NOT NULL,
  PRIMARY KEY (matter, serial)
) WITHOUT ROWID;
CREATE INDEX objections_by_unit ON objections (unit, filed_on);

-- Secrets of petitioners, as keyed digests under a key outside the database.
CREATE TABLE query_codes (
  petition TEXT PRIMARY KEY,
  mac BLOB NOT NULL,
  issued_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE one_time_codes (
  petition TEXT PRIMARY KEY,
  mac BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  tries INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE attempts (
  subject TEXT NOT NULL,
  since INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (subject)
) WITHOUT ROWID;

-- Reference data; each change is also an event.
CREATE TABLE units (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  organ_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  parent TEXT,
  phone TEXT NOT NULL,
  address TEXT NOT NULL,
  review_organ TEXT NOT NULL,
  position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  password TEXT NOT NULL,
  stamp TEXT NOT NULL,
  failures INTEGER NOT NULL,
  locked_until INTEGER NOT NULL,
  ended INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX people_by_login ON people (login);

CREATE TABLE calendars (
  year INTEGER NOT NULL PRIMARY KEY,
  arrangement TEXT NOT NULL,
  position INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT NOT NULL,
  from_day TEXT NOT NULL,
  value TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (key, from_day)
) WITHOUT ROWID;
