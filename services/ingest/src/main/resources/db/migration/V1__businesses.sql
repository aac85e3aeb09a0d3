-- A row of version 0 is a business that a command named and that was never registered: it only exists to be locked.
create table businesses (
    business     text primary key,
    version      bigint not null default 0,
    status       text not null default 'UNKNOWN',
    modes        text[] not null default '{}',
    business_key bytea,
    producer_key bytea,
    changed_at   timestamptz
);

-- Every request and command that was decided, with its outcome (libs/hop); one partition for each day in the id.
create table handled (
    id         uuid primary key,
    station    text not null,
    digest     bytea not null,
    outcome    bytea not null,
    decided_at timestamptz not null
) partition by range (id);

create table handled_stray partition of handled default;
