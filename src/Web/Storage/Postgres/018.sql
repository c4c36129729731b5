-- That a matter was put beside an earlier one; both case pages read it.
CREATE TABLE IF NOT EXISTS matter_links (
  matter text COLLATE "C" NOT NULL,
  serial bigint NOT NULL,
  earlier text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  linked_on text COLLATE "C" NOT NULL,
  withdrawn_on text COLLATE "C",
  PRIMARY KEY (matter, serial)
);
CREATE INDEX IF NOT EXISTS matter_links_by_earlier ON matter_links (earlier);
