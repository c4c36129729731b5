-- Erasures that were asked for, one row each: those that wait are a list.
CREATE TABLE IF NOT EXISTS erasures_asked (
  matter TEXT NOT NULL,
  asked INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  decided_at INTEGER,
  document_number TEXT,
  PRIMARY KEY (matter, asked)
) WITHOUT ROWID;
-- Texts that were erased, by the event they stood in: what is shown in their place.
CREATE TABLE IF NOT EXISTS erased_texts (
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  basis TEXT NOT NULL,
  leaf INTEGER NOT NULL,
  PRIMARY KEY (position, field)
) WITHOUT ROWID;
INSERT INTO erased_texts (position, field, basis, leaf)
SELECT json_extract(event, '$.f.position'), json_extract(event, '$.f.field'), json_extract(event, '$.f.basis'), position
FROM events WHERE stream = 'f:erasures' ON CONFLICT DO NOTHING;
