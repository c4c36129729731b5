-- A term carries what the gate asks of its matter, so that terms are counted in an index of their own: of the district, and of a unit.
-- Each column that a count names stands in it, or SQLite looks up every row; the one that all of them share leads none, or it would be preferred to the key.
ALTER TABLE deadlines ADD COLUMN IF NOT EXISTS sealed bigint NOT NULL DEFAULT 0;
ALTER TABLE deadlines ADD COLUMN IF NOT EXISTS unit text COLLATE "C";
UPDATE deadlines d SET sealed = m.sealed, unit = m.unit FROM matters m WHERE m.id = d.matter AND (m.unit IS NOT NULL OR m.sealed <> 0);
DROP INDEX IF EXISTS deadlines_open;
CREATE INDEX IF NOT EXISTS deadlines_of_district ON deadlines (sealed, coalesce(due, '9999-12-31'), matter, clock, nominal, unit, due, open) WHERE open = 1;
CREATE INDEX IF NOT EXISTS deadlines_of_unit ON deadlines (sealed, unit, coalesce(due, '9999-12-31'), matter, clock, nominal, due, open) WHERE open = 1;

-- What is urgent or waits to be served is counted for one unit too.
DROP INDEX IF EXISTS matters_marked_urgent;
DROP INDEX IF EXISTS matters_unserved;
CREATE INDEX IF NOT EXISTS matters_marked_urgent ON matters (urgent, sealed, id, unit) WHERE urgent = 1;
CREATE INDEX IF NOT EXISTS matters_not_served ON matters (unserved, sealed, id, unit, stage) WHERE unserved = 1;
