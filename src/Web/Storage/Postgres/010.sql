-- Templates of letters: one row for each time one was set; without a file where the platform's own was put back.
CREATE TABLE IF NOT EXISTS letter_templates (
  kind text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  sha256 text COLLATE "C",
  file bytea,
  PRIMARY KEY (kind, position)
);
