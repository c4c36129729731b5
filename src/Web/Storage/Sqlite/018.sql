-- That a matter was put beside an earlier one; both case pages read it.
CREATE TABLE IF NOT EXISTS matter_links (
  matter TEXT NOT NULL,
  serial INTEGER NOT NULL,
  earlier TEXT NOT NULL,
  kind TEXT NOT NULL,
  linked_on TEXT NOT NULL,
  withdrawn_on TEXT,
  PRIMARY KEY (matter, serial)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS matter_links_by_earlier ON matter_links (earlier);
