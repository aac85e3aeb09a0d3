-- When the person last said no to more than has a record: to everything, or to a purpose there was no room for.
alter table subject add column withdrawn_at timestamptz;
