-- What witnesses said of checkpoints. Each line proves itself against the checkpoint of its size; lost ones are asked for again.
CREATE TABLE cosignatures (
  size INTEGER NOT NULL,
  witness TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (size, witness)
) WITHOUT ROWID;
