-- Entries that a restored log lost, as they are known from outside: each a tlog-proof that brings its event. Empty in every other database.
CREATE TABLE IF NOT EXISTS regained_entries (
  position INTEGER PRIMARY KEY,
  proof TEXT NOT NULL
);
