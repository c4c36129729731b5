-- The search index: keyed tokens without order, and how far it has followed the log. A row is the position at which its matter was raised.
CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE TABLE IF NOT EXISTS search_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL
);

INSERT INTO search_progress VALUES (1, 0) ON CONFLICT DO NOTHING;
