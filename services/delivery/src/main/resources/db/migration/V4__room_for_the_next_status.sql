-- A message's status changes twice or three times within a second of its row. With half of each page free a new version goes beside
-- the old one, and no index is touched. The partition of a day is stored as this one is.
alter table message_stray set (fillfactor = 50);
