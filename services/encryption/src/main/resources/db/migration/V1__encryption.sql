-- Every command and message that was decided. The detail of a sealed message is its envelopes: already encrypted, so not worth compressing.
create table handled (
    id uuid primary key,
    digest bytea not null,
    verdict text not null,
    reason text not null,
    detail bytea,
    decided_at timestamptz not null
) partition by range (id);
alter table handled alter column detail set storage external;
create table handled_stray partition of handled default;

-- One Ed25519 key a business; the private half wrapped by the KEK.
create table gateway_key (
    business text primary key,
    public_key bytea not null,
    wrapped_private bytea not null,
    created_at timestamptz not null
);

-- The signed records as they go to business-records.
create table business_record (
    business text not null,
    version bigint not null,
    record bytea not null,
    primary key (business, version)
);

-- Wraps the private keys of the epochs of one day; wrapped by the KEK, gone with the last of them.
create table epoch_kek (
    day date primary key,
    wrapped bytea not null
);

-- X-Wing keys that producers seal sessions to; without a private key once destroyed.
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

-- The aggregate of the directory: one row a recipient, locked by whoever decides. Version 0: no list yet.
create table device_list (
    business text not null,
    recipient text not null,
    version bigint not null default 0,
    previous_hash bytea,
    hash bytea,
    issued_at timestamptz,
    signer text,
    signature bytea,
    primary key (business, recipient)
);

create table ticket (
    business text not null,
    recipient text not null,
    ticket text not null,
    expires_at timestamptz not null,
    redeem_hash bytea not null,
    used_by text,
    primary key (business, recipient, ticket)
);

-- Every device that ever was on a list, each with its newest last-resort prekey. Suites: one byte each.
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
