-- Every command and message that was decided, by any station. The outcome of a sealed message holds its envelopes (ADR 0002):
-- they are encrypted, so compression would save nothing.
create table handled (
    id uuid primary key,
    station text not null,
    digest bytea not null,
    outcome bytea not null,
    decided_at timestamptz not null
) partition by range (id);
alter table handled alter column outcome set storage external;
create table handled_stray partition of handled default;

-- One Ed25519 key for each business; the private key is wrapped by the key-encryption key.
create table gateway_key (
    business text primary key,
    public_key bytea not null,
    wrapped_private bytea not null,
    created_at timestamptz not null
);

-- The signed business records, as the bytes of their records on business-records.
create table business_record (
    business text not null,
    version bigint not null,
    record bytea not null,
    primary key (business, version)
);

-- One row for each business on the topic businesses, whatever its status: the version that was read, and the Ed25519 key that must
-- sign the business's content, or null. Not readable: a later record could not be read, so nothing of the business is sealed until
-- this version or a higher one is published again.
create table producer_key (
    business text primary key,
    version bigint not null,
    key bytea,
    readable boolean not null default true
);

-- The key that wraps the private keys of one day's epochs; wrapped by the key-encryption key. Deleted with the last of those keys.
create table epoch_kek (
    day date primary key,
    wrapped bytea not null
);

-- The X-Wing keys that producers seal sessions to. A destroyed epoch has no private key.
create table gateway_epoch (
    id text primary key,
    suite int not null,
    public_key bytea not null,
    wrapped_private bytea,
    kek_day date not null,
    seal_until timestamptz not null,
    destroy_at timestamptz not null,
    version bigint not null,
    published_version bigint not null default 0
);
create index gateway_epoch_unpublished on gateway_epoch (id) where published_version < version;
create index gateway_epoch_undestroyed on gateway_epoch (destroy_at) where wrapped_private is not null;

-- The newest device list of each recipient that has one. A decision locks the recipient's name, not this row.
create table device_list (
    business text not null,
    recipient text not null,
    version bigint not null,
    previous_hash bytea,
    hash bytea not null,
    issued_at timestamptz not null,
    signer text not null,
    signature bytea not null,
    primary key (business, recipient)
);

-- The tickets of each recipient that are open, or that a device has redeemed.
create table ticket (
    business text not null,
    recipient text not null,
    ticket text not null,
    expires_at timestamptz not null,
    redeem_hash bytea not null,
    used_by text,
    primary key (business, recipient, ticket)
);

-- Every device that was ever on a list, each with its newest last-resort prekey. Suites: one byte each.
create table device (
    business text not null,
    recipient text not null,
    device text not null,
    identity_key bytea not null,
    suites bytea not null,
    revoked boolean not null default false,
    ticket text not null,
    mac bytea not null,
    prekey_suite int not null,
    prekey_id bytea not null,
    prekey_not_after timestamptz not null,
    prekey bytea not null,
    prekey_signature bytea not null,
    primary key (business, recipient, device)
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
