-- From here on PostgreSQL guards rows by who reads (RowPolicies). A program that knows nothing of it sees none of them, and must not be run on this
-- database: the number of this script tells it so.
SELECT 1;
