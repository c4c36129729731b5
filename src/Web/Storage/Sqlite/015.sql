-- Entries that a restored log lost, as they are known from outside: each a tlog-proof that brings its event. Empty in every other database.
CREATE TABLE IF NOT EXISTS regained_entries (
  position INTEGER PRIMARY KEY,
  proof TEXT NOT NULL
);
-- After the log went on under a new name: what stands at the index of an entry that is lost for good.
CREATE TABLE IF NOT EXISTS lost_entries (
  position INTEGER PRIMARY KEY,
  commitment BLOB NOT NULL,
  kind TEXT NOT NULL,
  leaf BLOB NOT NULL
);
