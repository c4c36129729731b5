-- To whom a matter is closed: units complained of with their line, and staff who withdrew.
CREATE TABLE IF NOT EXISTS barred (
  matter TEXT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (matter, who)
) WITHOUT ROWID;
