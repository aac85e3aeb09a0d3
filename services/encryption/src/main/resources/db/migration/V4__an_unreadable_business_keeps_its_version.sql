-- False once something was told of the business that cannot be read: nothing of it is sealed until its version is told again.
alter table producer_key add column readable boolean not null default true;
