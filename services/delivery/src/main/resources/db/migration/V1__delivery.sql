-- Ids are UUIDs whose first 48 bits are a time; handled and message are partitioned by the day in them.
create table handled (
    id         uuid primary key,
    digest     bytea       not null,
    verdict    text        not null,
    reason     text        not null,
    detail     bytea,
    decided_at timestamptz not null
) partition by range (id);
create table handled_stray partition of handled default;

create table message (
    id        uuid primary key,
    request   uuid     not null,
    business  text     not null,
    recipient text,
    mode      text     not null,
    lane      text     not null,
    stage     text     not null,
    devices   smallint not null,
    unable    smallint not null
) partition by range (id);
create table message_stray partition of message default;

-- A queue, not a history: every row is gone at the message's end, at the latest 30 days on. It is not
-- partitioned, or each push would look into a partition for each day.
create table mailbox (
    message           uuid        not null,
    device            text        not null,
    recipient         text        not null,
    business          text        not null,
    lane              text        not null,
    sequence          bigint      not null,
    not_before        timestamptz,
    expires_at        timestamptz not null,
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
-- The envelope is kept aside, so that marking a row as pushed does not copy it.
alter table mailbox alter column sealed set storage external;
alter table mailbox alter column frame set storage plain;
create index mailbox_queue on mailbox (recipient, device, lane, sequence);
create index mailbox_expiry on mailbox (expires_at);

-- A block has an empty purpose and an empty channel.
create table withdrawal (
    recipient text   not null,
    business  text   not null,
    purpose   text   not null,
    channel   text   not null,
    version   bigint not null,
    primary key (recipient, business, purpose, channel)
);

-- Row n: consent lived, and all it had told on partition n was stored here, at that time.
create table consent_pulse (
    partition smallint primary key,
    seen_at   timestamptz not null
) with (fillfactor = 10);
insert into consent_pulse select n, '-infinity' from generate_series(0, 255) n;

create table device (
    business     text    not null,
    device       text    not null,
    recipient    text    not null,
    identity_key bytea   not null,
    version      bigint  not null,
    standing     boolean not null,
    primary key (business, device)
);
create index device_recipient on device (business, recipient);

create table device_owner (
    business text   not null,
    device   text   not null,
    epoch    bigint not null,
    primary key (business, device)
) with (fillfactor = 70);
