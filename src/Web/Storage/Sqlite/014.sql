-- Readings of who petitions, counted by month: of units, never of persons.
CREATE INDEX IF NOT EXISTS events_of_reading ON events (recorded_at) WHERE name = 'matter.identity-opened.v1';
