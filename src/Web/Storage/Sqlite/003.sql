-- A restored database whose whole log nobody has vouched for yet: while a row stands here, nothing is written.
CREATE TABLE IF NOT EXISTS restored (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  witnessed INTEGER NOT NULL
);
