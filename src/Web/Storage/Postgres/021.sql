-- What is learnt from the office's own decisions: each model that was tried, how it fared, and the bytes of the one in use.
CREATE TABLE IF NOT EXISTS suggestion_models (
  kind text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  trained_at bigint NOT NULL,
  learnt_through text COLLATE "C" NOT NULL,
  learnt bigint NOT NULL,
  labels bigint NOT NULL,
  judged bigint NOT NULL,
  right_first bigint NOT NULL,
  right_among_three bigint NOT NULL,
  proposed bigint NOT NULL,
  proposed_right bigint NOT NULL,
  sure bigint NOT NULL,
  sure_right bigint NOT NULL,
  commonest bigint NOT NULL,
  is_first bigint NOT NULL,
  replaces bigint NOT NULL,
  old_f1 bigint NOT NULL,
  new_f1 bigint NOT NULL,
  model bytea,
  PRIMARY KEY (kind, version)
);
