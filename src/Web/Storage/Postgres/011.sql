-- Every list is of what the gate lets through, so the gate's column leads each index, and the order of the list ends it: all, a unit's,
-- a member of staff's, a category's, what is urgent, what waits to be served.
CREATE INDEX IF NOT EXISTS matters_by_time ON matters (sealed, id);
CREATE INDEX IF NOT EXISTS matters_of_unit ON matters (sealed, unit, id);
CREATE INDEX IF NOT EXISTS matters_of_unit_by_stage ON matters (sealed, unit, stage, id);
CREATE INDEX IF NOT EXISTS matters_of_holder ON matters (sealed, holder, id);
CREATE INDEX IF NOT EXISTS matters_of_domain ON matters (sealed, domain, id);
CREATE INDEX IF NOT EXISTS matters_of_category ON matters (sealed, category, id);
CREATE INDEX IF NOT EXISTS matters_marked_urgent ON matters (urgent, sealed, id) WHERE urgent = 1;
CREATE INDEX IF NOT EXISTS matters_unserved ON matters (unserved, sealed, id, stage) WHERE unserved = 1;
DROP INDEX IF EXISTS matters_by_unit;
DROP INDEX IF EXISTS matters_by_holder;
DROP INDEX IF EXISTS matters_urgent;
DROP INDEX IF EXISTS matters_by_category;

-- Terms by the day staff count down to, with the day they are judged on, by which what is late is told from what is not.
CREATE INDEX IF NOT EXISTS deadlines_open ON deadlines (coalesce(due, '9999-12-31'), matter, clock, nominal) WHERE open = 1;
DROP INDEX IF EXISTS deadlines_by_due;
