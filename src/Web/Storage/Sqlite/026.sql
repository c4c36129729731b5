-- The last day of a password that somebody else gave; null where it is its holder's own. What was given before this has no last day.
ALTER TABLE people ADD COLUMN first_until TEXT;
