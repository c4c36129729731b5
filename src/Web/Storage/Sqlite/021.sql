-- What is learnt from the office's own decisions: each model that was tried, how it fared, and the bytes of the one in use.
CREATE TABLE IF NOT EXISTS suggestion_models (
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  trained_at INTEGER NOT NULL,
  learnt_through TEXT NOT NULL,
  learnt INTEGER NOT NULL,
  labels INTEGER NOT NULL,
  judged INTEGER NOT NULL,
  right_first INTEGER NOT NULL,
  right_among_three INTEGER NOT NULL,
  proposed INTEGER NOT NULL,
  proposed_right INTEGER NOT NULL,
  sure INTEGER NOT NULL,
  sure_right INTEGER NOT NULL,
  commonest INTEGER NOT NULL,
  is_first INTEGER NOT NULL,
  replaces INTEGER NOT NULL,
  old_f1 INTEGER NOT NULL,
  new_f1 INTEGER NOT NULL,
  model BLOB,
  PRIMARY KEY (kind, version)
);
