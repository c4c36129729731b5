-- Answers that were made public; the words stand in the log's texts.
CREATE TABLE IF NOT EXISTS public_answers (
  matter TEXT NOT NULL,
  answer TEXT NOT NULL,
  version INTEGER NOT NULL,
  unit TEXT NOT NULL,
  category TEXT NOT NULL,
  published_on TEXT NOT NULL,
  withdrawn_on TEXT,
  PRIMARY KEY (matter)
) WITHOUT ROWID;
