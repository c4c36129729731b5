-- To whom a matter is closed: units complained of with their line, and staff who withdrew.
CREATE TABLE IF NOT EXISTS barred (
  matter text COLLATE "C" NOT NULL,
  who text COLLATE "C" NOT NULL,
  why text COLLATE "C" NOT NULL,
  PRIMARY KEY (matter, who)
);
