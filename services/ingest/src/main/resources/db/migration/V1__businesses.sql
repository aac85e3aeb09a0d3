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

-- Records for a tenant's topic that is missing or forbidden, in order, until it is usable (libs/hop, ADR 0038).
create table parked (
    id bigint generated always as identity primary key,
    topic text not null,
    key text,
    value bytea,
    parked_at timestamptz not null default now()
);
create index parked_topic on parked (topic, id);
