-- What was decided of every command and message; see libs/hop.
create table handled (
  id uuid primary key,
  digest bytea not null,
  verdict text not null,
  reason text not null,
  detail bytea,
  decided_at timestamptz not null
) partition by range (id);
create table handled_stray partition of handled default;

-- One key a data subject, wrapped by the key-encryption key. Without its row, what it encrypted is unreadable.
create table subject_key (
  id uuid primary key,
  business text not null,
  recipient text not null,
  wrapped bytea not null,
  unique (business, recipient)
);

-- The aggregate: what a ledger command locks.
create table subject (
  business text not null,
  recipient text not null,
  version bigint not null default 0,
  blocked boolean not null default false,
  block_version bigint not null default 0,
  primary key (business, recipient)
);

-- Every version of every consent, never changed but for asked_at. canonical: encrypted, evidence and salt in it.
-- asked_at: when the person last said no; null for a grant.
create table consent_record (
  business text not null,
  recipient text not null,
  purpose text not null,
  channel text not null,
  version bigint not null,
  state text not null check (state in ('GRANTED', 'WITHDRAWN')),
  hash bytea not null,
  command_id uuid not null,
  decided_at timestamptz not null,
  valid_until timestamptz,
  asked_at timestamptz,
  subject_key_id uuid not null,
  canonical bytea not null,
  primary key (business, recipient, purpose, channel, version)
);

-- Withdrawals that are committed and may not be with the broker yet: where their commands are.
create table untold (
  topic text not null,
  partition integer not null,
  position bigint not null,
  primary key (topic, partition, position)
);

-- The heartbeat's one row.
create table pulse (
  single boolean primary key default true check (single),
  beaten_at timestamptz not null default 'epoch'
);
insert into pulse default values;

-- The service's own keys, wrapped; made once.
create table service_key (
  name text primary key,
  wrapped bytea not null
);

-- Who is behind a recipient. address, language, time_zone: encrypted under the subject's key.
create table contact (
  business text not null,
  recipient text not null,
  kind text not null,
  subject_key_id uuid not null,
  address bytea not null,
  language bytea,
  time_zone bytea,
  primary key (business, recipient)
);

-- Addresses whose ids were erased: the next id is of a higher generation. Keyed hash, so that no address is kept.
create table generations (
  address_hash bytea primary key,
  generation bigint not null check (generation > 0)
);
