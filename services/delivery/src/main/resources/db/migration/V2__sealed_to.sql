-- Whose answers count. Empty for what an older release stored: of such a message the count alone is known.
alter table message add column sealed_to text[] not null default '{}';
