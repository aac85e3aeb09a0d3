-- Every command and message that was decided, and its outcome; see libs/hop.
create table handled (
  id uuid primary key,
  station text not null,
  digest bytea not null,
  outcome bytea not null,
  decided_at timestamptz not null
) partition by range (id);
create table handled_stray partition of handled default;

-- One key for each data subject, wrapped by the key-encryption key. Without its row, what it encrypted is unreadable.
create table subject_key (
  id uuid primary key,
  business text not null,
  recipient text not null,
  wrapped bytea not null,
  unique (business, recipient)
);

-- The aggregate: the row that a ledger command locks.
-- withdrawn_at: when the person last withdrew more than has a record, that is everything, or a scope past the bound; null if never.
create table subject (
  business text not null,
  recipient text not null,
  version bigint not null default 0,
  blocked boolean not null default false,
  block_version bigint not null default 0,
  withdrawn_at timestamptz,
  primary key (business, recipient)
);

-- Every version of every consent. Only withdrawn_at may change: when the person last withdrew; null for a grant.
-- canonical: encrypted under the subject's key, because it contains evidence and salt.
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
  withdrawn_at timestamptz,
  subject_key_id uuid not null,
  canonical bytea not null,
  primary key (business, recipient, purpose, channel, version)
);

-- Withdrawals that are committed and that the broker may not have acknowledged yet: the positions of their commands.
create table pending_withdrawal (
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  primary key (topic, partition, record_offset)
);

-- One row for all replicas: when the last heartbeat was sent.
create table heartbeat (
  single boolean primary key default true check (single),
  sent_at timestamptz not null default 'epoch'
);
insert into heartbeat default values;

-- The service's own keys, wrapped; made once.
create table service_key (
  name text primary key,
  wrapped bytea not null
);

-- The person behind a recipient. address, language, time_zone: encrypted under the subject's key.
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

-- Addresses whose recipient ids were erased: the next id has a higher generation. A keyed hash, so that no address is stored.
create table generations (
  address_hash bytea primary key,
  generation bigint not null check (generation > 0)
);

-- Records for a tenant's topic that is missing or forbidden, in order, until it is usable (libs/hop, ADR 0038).
create table parked (
  id bigint generated always as identity primary key,
  topic text not null,
  key text,
  value bytea,
  parked_at timestamptz not null default now()
);
create index parked_topic on parked (topic, id);
