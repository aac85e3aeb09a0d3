-- A row of version 0 is a business that a command named and nobody registered: it is there to be locked.
create table businesses (
    business     text primary key,
    version      bigint not null default 0,
    status       text not null default 'UNKNOWN',
    modes        text[] not null default '{}',
    business_key bytea,
    producer_key bytea,
    changed_at   timestamptz
);

-- What was decided of every request and command; one partition a day of the id, dropped when its day is past.
create table handled (
    id         uuid primary key,
    digest     bytea not null,
    verdict    text not null,
    reason     text not null,
    detail     bytea,
    decided_at timestamptz not null
) partition by range (id);

create table handled_stray partition of handled default;
