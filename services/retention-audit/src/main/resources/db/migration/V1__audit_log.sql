-- The log's head. Each batch moves it with "where size = the size it began with": of two writers one loses.
create table head (
    one boolean primary key default true check (one),
    size bigint not null,
    root bytea not null
);
-- The root of the empty tree: SHA-256 of nothing.
insert into head (size, root) values (0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

-- Entry bundles (level -1) and hash tiles, the widest of each level and index: a narrower one is its prefix.
create table tile (
    level smallint not null,
    index bigint not null,
    width smallint not null,
    bytes bytea not null,
    primary key (level, index)
);
alter table tile alter column bytes set storage external;

-- The next offset to read of each partition; moves with the leaves of the records before it.
create table progress (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- What each leaf is about: erasable, and the log stays whole. An event's id begins with its message's 48 time
-- bits, so the primary key also finds the events of a message.
create table event (
    id uuid primary key,
    message_id uuid not null,
    business text not null,
    recipient text,
    type text not null,
    at timestamptz not null,
    leaf_index bigint not null,
    detail bytea not null
) partition by range (id);
create table event_stray partition of event default;

-- The key that all leaf keys of a data subject come from, wrapped by the KEK; id is business '/' subject. Without
-- its wrapped key the subject is erased: what is still to come of it is committed under a key thrown away.
create table subject_audit_key (
    id text primary key,
    wrapped bytea
);
