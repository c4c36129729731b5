-- Answers that were made public; the words stand in the log's texts.
CREATE TABLE IF NOT EXISTS public_answers (
  matter text COLLATE "C" NOT NULL,
  answer text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  unit text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  published_on text COLLATE "C" NOT NULL,
  withdrawn_on text COLLATE "C",
  PRIMARY KEY (matter)
);
