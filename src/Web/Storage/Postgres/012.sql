-- Erasures that were asked for, one row each: those that wait are a list.
CREATE TABLE IF NOT EXISTS erasures_asked (
  matter text COLLATE "C" NOT NULL,
  asked bigint NOT NULL,
  asked_at bigint NOT NULL,
  decided_at bigint,
  document_number text COLLATE "C",
  PRIMARY KEY (matter, asked)
);
-- Texts that were erased, by the event they stood in: what is shown in their place.
CREATE TABLE IF NOT EXISTS erased_texts (
  position bigint NOT NULL,
  field text COLLATE "C" NOT NULL,
  basis text COLLATE "C" NOT NULL,
  leaf bigint NOT NULL,
  PRIMARY KEY (position, field)
);
INSERT INTO erased_texts (position, field, basis, leaf)
SELECT (event::json->'f'->>'position')::bigint, event::json->'f'->>'field', event::json->'f'->>'basis', position
FROM events WHERE stream = 'f:erasures' ON CONFLICT DO NOTHING;
