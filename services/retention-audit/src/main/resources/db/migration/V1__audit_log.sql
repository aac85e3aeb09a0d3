-- The head of the log. Each batch updates it "where size = <old> and root = <old>", so that one of two writers fails.
create table head (
    single_row boolean primary key default true check (single_row),
    size bigint not null,
    root bytea not null
);
-- The root of the empty tree is SHA-256 of nothing.
insert into head (size, root) values (0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

-- Entry bundles (level -1) and hash tiles: the widest of each level and index. A narrower tile is a prefix of it.
create table tile (
    level smallint not null,
    index bigint not null,
    width smallint not null,
    bytes bytea not null,
    primary key (level, index)
);
alter table tile alter column bytes set storage external;

-- The next offset to read of each partition, stored in the transaction of the leaves before it.
create table progress (
    topic text not null,
    partition int not null,
    next_offset bigint not null,
    primary key (topic, partition)
);

-- The timeline: the step behind each leaf. Its rows can be erased, and the log still verifies. An event id begins
-- with the 48 time bits of its message id, so the primary key also finds the events of a message.
-- type: the leaf type's code, 1 ACCEPTED to 12 FAILED (docs/design.md §7).
create table event (
    id uuid primary key,
    message_id uuid not null,
    business text not null,
    recipient text,
    type smallint not null,
    at timestamptz not null,
    leaf_index bigint not null,
    detail bytea not null
) partition by range (id);
create table event_stray partition of event default;

-- The key that all leaf keys of a subject are derived from, wrapped by the KEK. id is business '/' subject.
-- wrapped is null: the subject is erased, and its later leaves are committed under random keys that are not stored.
create table subject_audit_key (
    id text primary key,
    wrapped bytea
);
