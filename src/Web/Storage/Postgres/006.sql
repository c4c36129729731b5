-- The search index: keyed tokens without order, and how far it has followed the log. A row is the position at which its matter was raised,
-- under the name that a full-text row has in SQLite.
CREATE TABLE IF NOT EXISTS search_words (
  rowid bigint PRIMARY KEY,
  words tsvector NOT NULL
);
CREATE INDEX IF NOT EXISTS search_words_by_word ON search_words USING gin (words);

CREATE TABLE IF NOT EXISTS search_progress (
  id bigint PRIMARY KEY CHECK (id = 1),
  position bigint NOT NULL
);

INSERT INTO search_progress VALUES (1, 0) ON CONFLICT DO NOTHING;
