-- Of every business that was told of, whatever its status: the Ed25519 key that must sign its content, or none.
create table producer_key (
    business text primary key,
    version bigint not null,
    key bytea
);
