-- Keys of who petitions, apart from the keys of what is petitioned: a stream has one once something of it was recorded.
CREATE TABLE IF NOT EXISTS identity_keys (
  stream text COLLATE "C" PRIMARY KEY,
  kek bigint NOT NULL,
  wrapped bytea NOT NULL
);
