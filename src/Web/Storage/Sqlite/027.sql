-- Requests for review and signed reviews are searched from now on: the index reads the log anew.
UPDATE search_progress SET position = 0;
