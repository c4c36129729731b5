-- The log.
CREATE TABLE head (
  id bigint PRIMARY KEY CHECK (id = 1),
  size bigint NOT NULL,
  recorded_at bigint NOT NULL,
  frontier bytea NOT NULL
);

INSERT INTO head VALUES (1, 0, 0, '\x0000000000000000');

CREATE TABLE events (
  position bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  recorded_at bigint NOT NULL,
  event text NOT NULL,
  salt bytea,
  commitment bytea NOT NULL,
  leaf bytea NOT NULL
);
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);

CREATE FUNCTION events_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE OR DELETE ON events
FOR EACH ROW EXECUTE FUNCTION events_are_never_changed();
CREATE TRIGGER events_are_never_truncated BEFORE TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_are_never_changed();

CREATE TABLE streams (
  id text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL,
  commitment bytea NOT NULL
);

CREATE TABLE field_values (
  position bigint NOT NULL,
  field text COLLATE "C" NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (position, field)
);

CREATE TABLE data_keys (
  stream text COLLATE "C" PRIMARY KEY,
  kek bigint NOT NULL,
  wrapped bytea NOT NULL
);

CREATE TABLE checkpoints (
  size bigint PRIMARY KEY,
  previous bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL
);

CREATE TABLE tile_roots (
  tile bigint PRIMARY KEY,
  root bytea NOT NULL
);

CREATE TABLE numbers (
  organ text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  year bigint NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (organ, subject, year)
);

CREATE TABLE idempotency (
  caller text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  body bytea NOT NULL,
  stream text COLLATE "C" NOT NULL,
  recorded_at bigint NOT NULL,
  PRIMARY KEY (key, caller)
);

-- What lists read; rebuilt from the log by `xinqiao rebuild`.
CREATE TABLE petitions (
  id text COLLATE "C" PRIMARY KEY,
  number text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  received_on text COLLATE "C" NOT NULL,
  recorded_at bigint NOT NULL,
  filed_position bigint NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  anonymous bigint NOT NULL,
  place text COLLATE "C"
);
CREATE UNIQUE INDEX petitions_by_number ON petitions (number);

CREATE TABLE matters (
  id text COLLATE "C" PRIMARY KEY,
  number text COLLATE "C" NOT NULL,
  petition text COLLATE "C" NOT NULL,
  stage text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  sealed bigint NOT NULL,
  domain text COLLATE "C",
  place text COLLATE "C",
  unit text COLLATE "C",
  holder text COLLATE "C",
  urgent bigint NOT NULL,
  raised_at bigint NOT NULL,
  last_at bigint NOT NULL,
  unserved bigint NOT NULL,
  to_execute bigint NOT NULL,
  executed_on text COLLATE "C",
  resolved_on text COLLATE "C",
  version bigint NOT NULL
);
CREATE UNIQUE INDEX matters_by_number ON matters (number);
CREATE INDEX matters_by_petition ON matters (petition);
CREATE INDEX matters_by_stage ON matters (sealed, stage, id);
CREATE INDEX matters_by_unit ON matters (unit, stage, id);
CREATE INDEX matters_by_holder ON matters (holder, id);
CREATE INDEX matters_urgent ON matters (sealed, id) WHERE urgent = 1;

CREATE TABLE deadlines (
  matter text COLLATE "C" NOT NULL,
  clock text COLLATE "C" NOT NULL,
  nominal text COLLATE "C",
  control text COLLATE "C",
  due text COLLATE "C",
  met_on text COLLATE "C",
  open bigint NOT NULL,
  pack text COLLATE "C" NOT NULL,
  calendar_version text COLLATE "C" NOT NULL,
  PRIMARY KEY (matter, clock)
);
-- A day that no calendar knows yet stands last.
CREATE INDEX deadlines_by_due ON deadlines (coalesce(due, '9999-12-31'), matter, clock) WHERE open = 1;

CREATE TABLE objections (
  matter text COLLATE "C" NOT NULL,
  serial bigint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  filed_on text COLLATE "C" NOT NULL,
  decided_on text COLLATE "C",
  consented bigint NOT NULL,
  PRIMARY KEY (matter, serial)
);
CREATE INDEX objections_by_unit ON objections (unit, filed_on);

-- Secrets of petitioners, as keyed digests under a key outside the database.
CREATE TABLE query_codes (
  petition text COLLATE "C" PRIMARY KEY,
  mac bytea NOT NULL,
  issued_at bigint NOT NULL
);

CREATE TABLE one_time_codes (
  petition text COLLATE "C" PRIMARY KEY,
  mac bytea NOT NULL,
  expires_at bigint NOT NULL,
  tries bigint NOT NULL
);

CREATE TABLE attempts (
  subject text COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (subject)
);

-- Reference data; each change is also an event.
CREATE TABLE units (
  code text COLLATE "C" PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  organ_name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  phone text COLLATE "C" NOT NULL,
  address text COLLATE "C" NOT NULL,
  review_organ text COLLATE "C" NOT NULL,
  position bigint NOT NULL
);

CREATE TABLE people (
  id text COLLATE "C" PRIMARY KEY,
  login text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  unit text COLLATE "C" NOT NULL,
  password text COLLATE "C" NOT NULL,
  stamp text COLLATE "C" NOT NULL,
  failures bigint NOT NULL,
  locked_until bigint NOT NULL,
  ended bigint NOT NULL
);
CREATE UNIQUE INDEX people_by_login ON people (login);

CREATE TABLE calendars (
  year bigint PRIMARY KEY,
  arrangement text COLLATE "C" NOT NULL,
  position bigint NOT NULL
);

CREATE TABLE settings (
  key text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (key, from_day)
);
