-- Ids are UUIDs whose first 48 bits are a time. handled and message have a partition for each day in them.
create table handled (
    id         uuid primary key,
    station    text        not null,
    digest     bytea       not null,
    outcome    bytea       not null,
    decided_at timestamptz not null
) partition by range (id);
create table handled_stray partition of handled default;

-- sealed_to: the devices whose receipts count. cannot_open: how many of them answered CANNOT_OPEN.
create table message (
    id          uuid primary key,
    request     uuid     not null,
    business    text     not null,
    recipient   text,
    mode        text     not null,
    lane        text     not null,
    status      text     not null,
    cannot_open smallint not null,
    sealed_to   text[]   not null
) partition by range (id);
-- The status of a message changes two or three times within a second. With half of each page free, the new version of a row fits beside
-- the old one, and no index changes. The partitions of the days have the options of this one (docs/adr/0024).
create table message_stray partition of message default with (fillfactor = 50);

-- A queue: a row is deleted at the message's end, at the latest 30 days after it was added. Not partitioned (docs/adr/0010).
-- epoch: the socket epoch that the row was last pushed in. ends_at: the end of the message or of its consent.
create table mailbox (
    message           uuid        not null,
    device            text        not null,
    recipient         text        not null,
    business          text        not null,
    lane              text        not null,
    sequence          bigint      not null,
    not_before        timestamptz,
    ends_at           timestamptz not null,
    purpose           text        not null,
    channel           text        not null,
    consent_version   bigint      not null,
    consent_partition smallint    not null,
    epoch             bigint      not null default 0,
    pushed_at         timestamptz,
    frame             bytea       not null,
    sealed            bytea       not null,
    primary key (message, device)
) with (fillfactor = 70, toast_tuple_target = 1024, autovacuum_vacuum_scale_factor = 0.05);
-- The envelope is stored out of line, so that marking a row as pushed does not copy it.
alter table mailbox alter column sealed set storage external;
alter table mailbox alter column frame set storage plain;
create index mailbox_queue on mailbox (recipient, device, lane, sequence);
create index mailbox_end on mailbox (ends_at);

-- The highest withdrawn version. A block has an empty purpose and an empty channel.
-- stored_at: a withdrawal is kept while a message that was cleared before it may still arrive.
create table withdrawal (
    recipient text        not null,
    business  text        not null,
    purpose   text        not null,
    channel   text        not null,
    version   bigint      not null,
    stored_at timestamptz not null default now(),
    primary key (recipient, business, purpose, channel)
);
create index withdrawal_stored on withdrawal (stored_at);

-- For each partition of consent-withdrawals, a time at which consent was running; every withdrawal that it had
-- written to the partition until then is stored here. The row is also the lock between storing a withdrawal and adding a message.
create table consent_pulse (
    partition smallint primary key,
    seen_at   timestamptz not null
) with (fillfactor = 10);
insert into consent_pulse select n, '-infinity' from generate_series(0, 255) n;

-- listed: whether the recipient's newest device list has the device. list_version: the list that this follows from.
create table device (
    business     text    not null,
    device       text    not null,
    recipient    text    not null,
    identity_key bytea   not null,
    list_version bigint  not null,
    listed       boolean not null,
    primary key (business, device)
);
create index device_recipient on device (business, recipient);

-- The epoch of the newest socket of each device: only this socket may push.
create table device_owner (
    business text   not null,
    device   text   not null,
    epoch    bigint not null,
    primary key (business, device)
) with (fillfactor = 70);

-- Records for a tenant's topic that is missing or forbidden, in order, until it is usable (libs/hop, ADR 0038).
create table parked (
    id bigint generated always as identity primary key,
    topic text not null,
    key text,
    value bytea,
    parked_at timestamptz not null default now()
);
create index parked_topic on parked (topic, id);
