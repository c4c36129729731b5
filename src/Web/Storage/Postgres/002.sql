-- What witnesses said of checkpoints. Each line proves itself against the checkpoint of its size; lost ones are asked for again.
CREATE TABLE cosignatures (
  size bigint NOT NULL,
  witness text COLLATE "C" NOT NULL,
  seen_at bigint NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (size, witness)
);
