-- Reviews and final reviews: which unit reviews which matter, since when, and until when. The gate asks it.
CREATE TABLE IF NOT EXISTS reviews (
  matter text COLLATE "C" NOT NULL,
  serial bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  unit text COLLATE "C",
  asked_on text COLLATE "C" NOT NULL,
  ended_on text COLLATE "C",
  PRIMARY KEY (matter, serial)
);
CREATE INDEX IF NOT EXISTS reviews_by_unit ON reviews (unit, matter);

-- When something was sealed: a model that learnt from it before is used no more.
CREATE INDEX IF NOT EXISTS events_of_sealing ON events (recorded_at) WHERE name = 'matter.sealed.v1';
