-- Reviews and final reviews: which unit reviews which matter, since when, and until when. The gate asks it.
CREATE TABLE IF NOT EXISTS reviews (
  matter TEXT NOT NULL,
  serial INTEGER NOT NULL,
  kind TEXT NOT NULL,
  unit TEXT,
  asked_on TEXT NOT NULL,
  ended_on TEXT,
  PRIMARY KEY (matter, serial)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reviews_by_unit ON reviews (unit, matter);

-- When something was sealed: a model that learnt from it before is used no more.
CREATE INDEX IF NOT EXISTS events_of_sealing ON events (recorded_at) WHERE name = 'matter.sealed.v1';
