-- Since when it is known here: a withdrawal is kept as long as a message cleared before it may still come.
alter table withdrawal add column stored_at timestamptz not null default now();
create index withdrawal_stored on withdrawal (stored_at);
