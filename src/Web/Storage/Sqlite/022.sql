-- Questions after who the same petitioner is: how many somebody asked within the hour.
CREATE INDEX IF NOT EXISTS events_of_sameness ON events (recorded_at) WHERE name = 'matter.sameness-asked.v1';

-- When whoever is signed in showed last who they are; before some acts it is asked for once more.
ALTER TABLE sessions ADD COLUMN proven_at INTEGER NOT NULL DEFAULT 0;
